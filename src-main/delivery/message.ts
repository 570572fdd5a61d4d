import { z } from 'zod';
import { agencySchema } from '../../src-shared/journey/view.ts';
import { languageSchema } from '../../src-shared/language.ts';

/** Schema of {@link Message}. */
const messageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('activation-code'),
    language: languageSchema,
    code: z.string().regex(/^[0-9]{6}$/u),
    /** Whole minutes from the moment of its making; what is left is said when it goes later. */
    validMinutes: z.number().int().min(1),
    agency: agencySchema,
  }),
  z.strictObject({
    kind: z.literal('password-set'),
    language: languageSchema,
    /** When it was set: milliseconds since 1970 UTC on the wall clock. */
    at: z.number().int(),
    agency: agencySchema,
  }),
]);

/** What a member is told by mail or SMS. */
export type Message = z.infer<typeof messageSchema>;

const mailDeliverySchema = z.strictObject({
  lane: z.literal('mail'),
  to: z.email().max(254),
  message: messageSchema,
});

const smsDeliverySchema = z.strictObject({
  lane: z.literal('sms'),
  /** E.164, e.g. +33612345691. */
  to: z.string().regex(/^\+[1-9][0-9]{6,14}$/u),
  message: messageSchema,
});

/** Schema of {@link Delivery}: it is read back from disk, where an older version may have written it. */
export const deliverySchema = z.discriminatedUnion('lane', [mailDeliverySchema, smsDeliverySchema]);

/** A message, and the e-mail address or phone it goes to. */
export type Delivery = z.infer<typeof deliverySchema>;

/** The two ways out of this kiosk that need nobody's help. */
export type DeliveryLane = Delivery['lane'];

/** A delivery by e-mail. */
export type MailDelivery = z.infer<typeof mailDeliverySchema>;

/** A delivery by SMS. */
export type SmsDelivery = z.infer<typeof smsDeliverySchema>;
