import { isIP } from 'node:net';
import { z } from 'zod';
import { readEmail } from '../../../src-shared/values/contact/email.ts';
import { hasInvisible, saysNothing } from '../../../src-shared/values/reading.ts';

/** `true` or `false`. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** A whole number in decimal digits, with the one that counts when none is given. */
export function wholeNumber(least: number, most: number, otherwise: number) {
  return z
    .string()
    .refine(
      (text) => /^\d{1,9}$/u.test(text) && Number(text) >= least && Number(text) <= most,
      `expected a whole number from ${least} to ${most}`,
    )
    .transform(Number)
    .prefault(String(otherwise));
}

/** A name of DNS (RFC 1123). */
const HOST_NAME =
  /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*$/iu;

/** A host name or an IP address, without port and without `https://`. */
export const host = z
  .string()
  .refine(
    (text) => isIP(text) !== 0 || (HOST_NAME.test(text) && !/^[\d.]+$/u.test(text)),
    'expected a host name or IP address, without scheme and port',
  );

/** An e-mail address as it goes over the wire. */
export const email = z
  .string()
  .transform((text) => readEmail(text))
  .refine((read) => read.ok, 'expected an e-mail address, such as nom@exemple.fr')
  .transform((read) => read.value);

/** A text that people read: it has a visible character and none that is invisible. */
export const visibleText = z
  .string()
  .refine(isVisible, 'expected a text that can be seen, without invisible characters');

/** Most lines of the sender's address, beside the window of the envelope. */
const MOST_LINES = 6;

/** Lines parted by `|`. */
export const addressLines = z.string().refine((text) => {
  const lines = text.split('|');
  return lines.length <= MOST_LINES && lines.every(isVisible);
}, `expected 1 to ${MOST_LINES} lines parted by |, none of them empty or invisible`);

/** A telephone number as people read it; short numbers are some too. */
export const shownPhone = z.string().regex(/^\+?\d(?:[\d .()-]*\d){2,}$/u, 'expected a telephone number');

/** A token that stands in a header: 16 visible ASCII characters or more (RFC 6750). */
export const bearerToken = z
  .string()
  .regex(/^[\w.~+/-]{16,}=*$/u, 'expected 16 letters and digits or more, without spaces');

/** A value that is written as JSON. */
export function jsonText<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'expected JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** Whether an address has only scheme, host, port and path. One that cannot be parsed is reported by its schema. */
export function isBareAddress(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { username, password, search, hash } = new URL(address);
  return [username, password, search, hash].every((part) => part === '') && !/[?#]/u.test(address);
}

function isVisible(text: string): boolean {
  return !saysNothing(text) && !hasInvisible(text) && !/\p{Cc}/u.test(text);
}

/** Hours of a day, `07:30-19:30`, in minutes since midnight: from, and until before. */
export const workHours = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-4]):[0-5]\d$/u, 'expected hours such as 07:30-19:30')
  .transform((text): readonly [number, number] => {
    const [from = 0, to = 0] = text.split('-').map((time) => {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      return hours * 60 + minutes;
    });
    return [from, to];
  })
  .refine(
    ([from, to]) => from < to && to <= 24 * 60,
    'expected an end after the beginning, at 24:00 at most',
  );
