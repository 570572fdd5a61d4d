import { SMS_COUNTRIES, smsCountriesSchema } from '../../src-shared/values/contact/phone.ts';
import { z } from 'zod';
import {
  ACCEPTED_STATUS,
  smsHeadersSchema,
  smsSenderSchema,
  smsTemplateSchema,
  smsUrlSchema,
} from '../../src-shared/sms/sms-gateway.ts';
import { isLoopback } from '../../src-shared/values/contact/host.ts';

const seconds = z.number().min(0.1).max(300);

/** Ports whose use of TLS is fixed (RFC 8314). */
const SMTPS = 465;
const SUBMISSION = 587;

/** A host name of a certificate, not an address. */
const HOST_NAME = /^(?=.*[a-z])[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/iu;

/** A file name. The reader of the configuration resolves it relative to the folder of the configuration file. */
const file = z.string().min(1);

const dkimSchema = z.strictObject({
  domain: z.string().min(1).describe('domain that signs, usually that of `mail.from`'),
  selector: z.string().min(1).describe('selector under which the public key stands in DNS'),
  privateKeyFile: file.describe('PEM file with the private key (RSA)'),
});

/** Schema of {@link MailSettings}. */
export const mailSettingsSchema = z
  .strictObject({
    host: z.string().min(1).describe('name or address of the SMTP server'),
    port: z
      .number()
      .int()
      .min(1)
      .max(65_535)
      .describe('port of the SMTP server, usually 587, or 465 with `secure`'),
    secure: z.boolean().default(false).describe('true: TLS from the first byte; false: STARTTLS'),
    requireTls: z
      .boolean()
      .optional()
      .describe(
        'send nothing before TLS is in place. True unless the server is on loopback; false is accepted only there. STARTTLS is used wherever the server offers it',
      ),
    certificateName: z
      .string()
      .regex(HOST_NAME, { error: 'expected a host name' })
      .optional()
      .describe(
        'name in the certificate of the server, when it is not `host`, such as that of a relay on 127.0.0.1',
      ),
    auth: z
      .strictObject({
        user: z.string().min(1).describe('account on the SMTP server'),
        pass: z.string().min(1).describe('password of that account'),
      })
      .optional()
      .describe('account on the SMTP server; left out when it asks for none'),
    from: z.email().describe('address that messages come from; shown on the screen that waits for the code'),
    fromName: z
      .string()
      .min(1)
      .optional()
      .describe('name shown beside `from`; the name of the agency by default'),
    replyTo: z.email().optional().describe('address that answers go to'),
    dkim: dkimSchema.optional().describe('signs each message (DKIM), when the server does not do it'),
    caFile: file
      .optional()
      .describe(
        'PEM file of a private authority that signed the certificate of the server, or of that certificate itself, trusted besides the public ones. The certificate of a server on loopback is verified when this, `certificateName`, `requireTls` or `secure` is given',
      ),
    connectTimeoutSeconds: seconds
      .default(10)
      .describe(
        'longest wait for the connection and for each answer of the server; a whole try may last three times as long',
      ),
  })
  .refine((mail) => mail.secure || mail.requireTls !== false || isLoopback(mail.host), {
    path: ['requireTls'],
    error: 'expected true: only a server on loopback may be spoken to without TLS',
  })
  .refine((mail) => mail.secure || mail.port !== SMTPS, {
    path: ['secure'],
    error: `expected true with port ${SMTPS}: there TLS begins with the first byte`,
  })
  .refine((mail) => !mail.secure || mail.port !== SUBMISSION, {
    path: ['secure'],
    error: `expected false with port ${SUBMISSION}: there TLS begins with STARTTLS`,
  });

/** Settings of the mail server. */
export type MailSettings = z.infer<typeof mailSettingsSchema>;

/** Schema of {@link SmsSettings}. */
export const smsSettingsSchema = z.strictObject({
  url: smsUrlSchema.describe('address of the SMS gateway: https, or http on loopback'),
  headers: smsHeadersSchema
    .default({})
    .describe('HTTP headers sent with each message, such as `Authorization`'),
  template: smsTemplateSchema.describe(
    'JSON body of the request; {{to}}, {{text}} and {{reference}} are filled in within any string',
  ),
  sender: smsSenderSchema.describe('sender that the phone shows; said on the screen that waits for the code'),
  timeoutSeconds: seconds.default(10).describe('longest wait for the answer of the gateway'),
  countries: smsCountriesSchema
    .default([...SMS_COUNTRIES])
    .describe('countries to which text messages may go, two letters each; the same as `HUB_SMS_COUNTRIES`'),
  acceptedStatus: z
    .array(z.number().int().min(200).max(299))
    .min(1)
    .default(ACCEPTED_STATUS)
    .describe('HTTP statuses by which the gateway says that it has taken the message'),
});

/** Settings of the SMS gateway. */
export type SmsSettings = z.infer<typeof smsSettingsSchema>;

/** Keys of the configuration that set up channels; all are optional. */
export const channelSettings = {
  mail: mailSettingsSchema.optional().describe('e-mail; without it no code is offered by e-mail'),
  sms: smsSettingsSchema.optional().describe('SMS gateway; without it no code is offered by SMS'),
};

/** Settings of a kiosk's channels. */
export type ChannelSettings = z.infer<z.ZodObject<typeof channelSettings>>;
