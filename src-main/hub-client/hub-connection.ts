import { z } from 'zod';
import {
  ENROLMENT_CODE_LENGTH,
  readEnrolmentCode,
  SAMPLE_ENROLMENT_CODE,
  type EnrolmentCodeReason,
} from '../../src-shared/values/enrolment-code.ts';
import type { KioskCredentials } from './request-signer.ts';
import { isLoopback } from '../../src-shared/values/contact/host.ts';

const CODE_EXPECTED: Readonly<Record<EnrolmentCodeReason, string>> = {
  length: `expected ${ENROLMENT_CODE_LENGTH} characters, in the form of ${SAMPLE_ENROLMENT_CODE}: a part is missing, or too much`,
  characters: `expected the form of ${SAMPLE_ENROLMENT_CODE}: no code has one of these characters; read it again, or ask for another`,
};

/** Schema of the `hub` section of the configuration. */
export const hubSettingsSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/u, abort: true })
    .refine(isSafeUrl, {
      error:
        'expected an https:// address (http:// only on loopback) without name, password, query or fragment',
    })
    .describe('address of head office, such as https://hub.mcrn.example; http on loopback only'),
  enrolmentCode: z
    .string()
    .superRefine((code, context) => {
      const read = readEnrolmentCode(code);
      if (!read.ok) context.addIssue({ code: 'custom', message: CODE_EXPECTED[read.reason] });
    })
    .describe('one-time code given out by head office; it may stay here once it is used'),
  ca: z
    .string()
    .min(1)
    .optional()
    .describe('PEM file of a private authority that signed the certificate of head office'),
  codesWithoutLine: z
    .boolean()
    .optional()
    .describe(
      'true: while head office cannot be reached, this kiosk sends codes itself, by `mail` and `sms`. Head office takes few of these passwords a day, tells their owners, and holds them back for 72 hours',
    ),
});

/** The `hub` section of the configuration. */
export type HubSettings = z.infer<typeof hubSettingsSchema>;

/** What is needed to call head office as this kiosk; passed to the sync thread too. */
export interface HubConnection extends KioskCredentials {
  readonly url: string;
  /** PEM text of a private authority; null: the public ones. */
  readonly ca: string | null;
}

/** Whether an address is safe to ask: https, or http on loopback, with nothing besides host and path. */
export function isSafeUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(address);
  const plain = protocol === 'http:' && isLoopback(hostname);
  return (protocol === 'https:' || plain) && [username, password, search, hash].every((part) => part === '');
}
