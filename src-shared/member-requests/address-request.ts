import { z } from 'zod';
import { POSTAL_CODE } from '../values/contact/postal-code.ts';
import { requestEvent } from './request-event.ts';

/** A logged-in person reports another postal address. */
export const addressRequest = {
  screen: 'space-address',
  event: requestEvent({
    kind: 'address-changed',
    fields: {
      /** Lines between the name and the town. */
      lines: z.array(z.string().min(1).max(38)).min(1).max(3),
      postalCode: z.string().regex(POSTAL_CODE),
      /** Spelled as in the table of postal codes. */
      town: z.string().min(1).max(60),
      /** First day of the new address, ISO date. */
      from: z.iso.date(),
    },
    topic: ({ town }) => town,
    conflict: 'latest',
    expiresAfter: null,
  }),
} as const;
