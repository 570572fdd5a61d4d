import { isLoopback } from '../../src-shared/values/contact/host.ts';

/** Fewest different characters of a secret. Of 32 random hexadecimal digits, one in ten million has fewer. */
const FEWEST_CHARACTERS = 7;

/** Largest part of a secret that may be one character after the next, as in `abcdef` or `987654`. */
const MOST_RUNS = 0.75;

/** Whether a secret is a repetition, made of few characters, or of runs. */
export function isEasy(secret: string): boolean {
  const codes = Array.from({ length: secret.length }, (_, place) => secret.charCodeAt(place));
  const steps = codes.filter((code, place) => Math.abs(code - secret.charCodeAt(place - 1)) <= 1);
  return (
    new Set(secret).size < FEWEST_CHARACTERS ||
    /^(.+?)\1+$/su.test(secret) ||
    steps.length > secret.length * MOST_RUNS
  );
}

/** Whether a secret is written in words, as those of demonstrations and examples are: with blanks, or without any digit. */
export function isWords(secret: string): boolean {
  return /\s/u.test(secret) || !/\d/u.test(secret);
}

/**
 * Whether nobody in between can read or change what goes to a database: loopback, a socket, or TLS with a known name. What
 * stands twice in the address counts as the driver takes it: the last one.
 * @param host where the address names none: the driver's own variable
 */
export function isReachedSafely(address: string, host?: string): boolean {
  if (!URL.canParse(address)) return true;
  const { hostname, searchParams } = new URL(address);
  const named = searchParams.getAll('host').at(-1) ?? decodeURIComponent(hostname);
  const at = named === '' ? (host ?? '') : named;
  if (at === '' || at.startsWith('/') || isLoopback(at)) return true;
  return searchParams.getAll('sslmode').at(-1) === 'verify-full';
}
