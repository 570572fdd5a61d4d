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
  channel: z.enum(['email', 'sms']),
});

const mailMessageSchema = z.discriminatedUnion('kind', [activationCode, passwordSet]);

const smsMessageSchema = z.discriminatedUnion('kind', [
  activationCode,
  passwordSet,
  spaceCode,
  contactChanged,
]);

/** What a member is told by this kiosk's mail. */
export type MailMessage = z.infer<typeof mailMessageSchema>;

/** What a member is told by SMS, some of it also by mail. */
export type Message = z.infer<typeof smsMessageSchema>;

const mailDeliverySchema = z.strictObject({
  channel: z.literal('email'),
  to: z.email().max(254),
  message: mailMessageSchema,
});

const smsDeliverySchema = z.strictObject({
  channel: z.literal('sms'),
  /** E.164, e.g. +33612345691. */
  to: z.string().regex(/^\+[1-9][0-9]{6,14}$/u),
  message: smsMessageSchema,
});

/** Schema of {@link Delivery}: it is read back from disk, where an older version may have written it. */
export const deliverySchema = z.discriminatedUnion('channel', [mailDeliverySchema, smsDeliverySchema]);

/** A message, and the e-mail address or phone it goes to. */
export type Delivery = z.infer<typeof deliverySchema>;

/** The two ways out of this kiosk that need nobody's help. */
export type DeliveryChannel = Delivery['channel'];

/** A delivery by e-mail. */
export type MailDelivery = z.infer<typeof mailDeliverySchema>;

/** A delivery by SMS. */
export type SmsDelivery = z.infer<typeof smsDeliverySchema>;
