import { z } from 'zod';
import { isLoopback } from '../values/contact/host.ts';
import { isPlaceholder, placeholdersOf, type Json } from './sms-body.ts';

/** The placeholders without which a message reaches nobody, or says nothing. */
const NEEDED_PLACEHOLDERS = ['to', 'text'] as const;

function templateProblems(template: Json): string[] {
  const found = placeholdersOf(template);
  return [
    ...NEEDED_PLACEHOLDERS.filter((name) => !found.includes(name)).map(
      (name) => `expected to contain {{${name}}} within a string`,
    ),
    ...(found.every(isPlaceholder)
      ? []
      : ['expected no other placeholder than {{to}}, {{text}} and {{reference}}']),
  ];
}

/** Schema of the address of a gateway: `https`, or `http` on loopback. */
export const smsUrlSchema = z
  .url()
  .refine(isSafeUrl, { error: 'expected an https:// address (http:// only on loopback)' });

/** Schema of the HTTP headers that go with each message. */
export const smsHeadersSchema = z.record(
  z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/u),
  z
    .string()
    .regex(/^[\u0020-\u007e\u00a0-\u00ff]*$/u, { error: 'expected a text on one line, in Latin letters' }),
);

/** Schema of the JSON body of a request, with placeholders (see `fillSmsTemplate`). */
export const smsTemplateSchema = z.json().superRefine((template, context) => {
  for (const message of templateProblems(template)) context.addIssue({ code: 'custom', message });
});

/** Schema of the sender that a phone shows. */
export const smsSenderSchema = z.string().min(1).max(15);

/** HTTP statuses by which a gateway says that it has taken a message, unless others are set. */
export const ACCEPTED_STATUS: number[] = [200, 201, 202];

/** An SMS gateway that takes each message as one POST with JSON. */
export interface SmsGateway {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly template: Json;
  readonly acceptedStatus: readonly number[];
  /** Longest wait for the answer. */
  readonly timeoutSeconds: number;
}

function isSafeUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
