import { contactChannelSchema } from '../../../src-shared/values/channel.ts';
import { z } from 'zod';
import { agencySchema } from '../../../src-shared/journey/agency.ts';
import { languageSchema } from '../../../src-shared/language.ts';
import { CODE_PURPOSES } from '../../../src-shared/hub-api/space-calls.ts';

const code = {
  code: z.string().regex(/^[0-9]{6}$/u),
  /** Whole minutes from the moment of its making; what is left is said when it goes later. */
  validMinutes: z.number().int().min(1),
};

/** When it was done: milliseconds since 1970 UTC on the wall clock. */
const at = z.number().int();

const frame = { language: languageSchema, agency: agencySchema };

const activationCode = z.strictObject({ kind: z.literal('activation-code'), ...frame, ...code });

const passwordSet = z.strictObject({ kind: z.literal('password-set'), ...frame, at });

/** A fresh code of the member space: made by head office, which sends its mails itself. */
const spaceCode = z.strictObject({
  kind: z.literal('space-code'),
  ...frame,
  ...code,
  purpose: z.enum(CODE_PURPOSES),
});

/** The e-mail address or the phone number of an account was changed; goes to the former phone. */
const contactChanged = z.strictObject({
  kind: z.literal('contact-changed'),
  ...frame,
  at,
  channel: contactChannelSchema,
});

/** Schema of {@link MailMessage}. */
export const mailMessageSchema = z.discriminatedUnion('kind', [activationCode, passwordSet]);

/** Schema of {@link Message}. */
export const messageSchema = z.discriminatedUnion('kind', [
  activationCode,
  passwordSet,
  spaceCode,
  contactChanged,
]);

/** What a member is told by this kiosk's mail, and by every other channel. */
export type MailMessage = z.infer<typeof mailMessageSchema>;

/** What a member is told on the phone, some of it also by mail. */
export type Message = z.infer<typeof messageSchema>;
