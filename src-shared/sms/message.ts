import { contactChannelSchema } from '../values/contact/channel.ts';
import { z } from 'zod';
import { agencySchema } from '../journey/agency.ts';
import { languageSchema } from '../messages/languages.ts';
import { CODE_PURPOSES } from '../hub-api/space-calls.ts';

const code = {
  code: z.string().regex(/^[0-9]{6}$/u),
  /** Whole minutes from the making of the code; corrected when it is sent later. */
  validMinutes: z.number().int().min(1),
};

/** When it happened: milliseconds since 1970 UTC on the wall clock. */
const at = z.number().int();

const frame = { language: languageSchema, agency: agencySchema };

const activationCode = z.strictObject({ kind: z.literal('activation-code'), ...frame, ...code });

const passwordSet = z.strictObject({ kind: z.literal('password-set'), ...frame, at });

/** A fresh code of the member space, made by head office. Head office sends its mails itself. */
const spaceCode = z.strictObject({
  kind: z.literal('space-code'),
  ...frame,
  ...code,
  purpose: z.enum(CODE_PURPOSES),
});

/** The e-mail address or phone number of an account was changed; sent to the former phone. */
const contactChanged = z.strictObject({
  kind: z.literal('contact-changed'),
  ...frame,
  at,
  channel: contactChannelSchema,
  /** An adviser did it, at a branch. */
  byAdviser: z.literal(true).optional(),
});

/** A kiosk without a line let somebody set a password. `url`: the page of head office that ends it. */
const passwordAttested = z.strictObject({ kind: z.literal('password-attested'), ...frame, at, url: z.url() });

/**
 * Something about an address, device, delegation or account was changed. What it was is told by mail and letter: a text
 * message stands on a locked screen.
 */
const accountChanged = z.strictObject({ kind: z.literal('account-changed'), ...frame, at });

/** Of the morning test, to the test number of head office: for nobody. */
const canary = z.strictObject({ kind: z.literal('canary'), ...frame, at, place: z.string().min(1) });

/** Schema of {@link MailMessage}. */
export const mailMessageSchema = z.discriminatedUnion('kind', [activationCode, passwordSet]);

/** Schema of {@link Message}. */
export const messageSchema = z.discriminatedUnion('kind', [
  activationCode,
  passwordSet,
  spaceCode,
  contactChanged,
  passwordAttested,
  accountChanged,
  canary,
]);

/** A message that can be sent by mail, and by every other channel. */
export type MailMessage = z.infer<typeof mailMessageSchema>;

/** A message that can be sent to a phone; some can be sent by mail too. */
export type Message = z.infer<typeof messageSchema>;
