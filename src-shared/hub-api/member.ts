import { phoneSchema } from '../values/contact/phone.ts';
import { z } from 'zod';
import { languageSchema } from '../messages/languages.ts';
import { birthDateSchema } from '../values/birth-date.ts';
import { FAMILY_NAME_MAX_LENGTH } from '../values/names/person-name.ts';
import { MEMBER_NUMBER } from '../values/member-number.ts';
import { keptPostalCodeSchema, placeCountrySchema } from '../values/contact/place.ts';

const name = z.string().min(1).max(FAMILY_NAME_MAX_LENGTH);

/** Schema of {@link Member}: one line of a members file, or one member of the feed. */
export const memberSchema = z.strictObject({
  /** Text, since leading zeros count. */
  number: z.string().regex(MEMBER_NUMBER),
  /** The name in use. */
  familyName: name,
  /** The name of birth; absent: it is the one in use, or it is not known. */
  birthName: name.optional(),
  givenName: name,
  birthDate: birthDateSchema,
  /** Null: not known; empty: the country has none. A CEDEX follows the digits. */
  postalCode: keptPostalCodeSchema.nullable(),
  /** Absent: France. */
  country: placeCountrySchema,
  /** Accepts more than `emailSchema`, since old hubs have old files; `readEmail` checks it before mail is sent. */
  email: z
    .string()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/u)
    .nullable(),
  /** Any phone, including one that cannot receive text messages. */
  phone: phoneSchema.nullable(),
  /** Language of letters and notices that are sent while the member is not at a screen. */
  language: languageSchema.optional(),
});

/** What head office tells a kiosk about one member. */
export type Member = z.infer<typeof memberSchema>;
