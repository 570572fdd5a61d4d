import { z } from 'zod';
import { keptPostalCodeSchema, placeCountrySchema } from '../values/contact/place.ts';
import { requestEvent } from './request-event.ts';

/** A logged-in person reports another postal address. */
export const addressRequest = {
  screen: 'space-address',
  event: requestEvent({
    kind: 'address-changed',
    fields: {
      /** Lines between the name and the town. */
      lines: z.array(z.string().min(1).max(38)).min(1).max(3),
      /** Five digits, or what another country has; empty: it has none. */
      postalCode: keptPostalCodeSchema,
      /** Spelled as in the table of postal codes, unless it was typed. */
      town: z.string().min(1).max(60),
      /** Absent: France. */
      country: placeCountrySchema,
      /** The table does not have this town: staff confirm the address before it takes effect. */
      isTownTyped: z.literal(true).optional(),
      /**
       * Attempt whose fresh code was right; it allows this one request. Absent: a kiosk of before; it is refused.
       */
      proof: z.uuid().optional(),
      /** First day of the new address, ISO date. */
      from: z.iso.date(),
    },
    topic: ({ town, postalCode, country, isTownTyped }) =>
      isTownTyped === true ? (country ?? postalCode) : town,
    conflict: 'latest',
    expiresAfter: null,
  }),
} as const;
