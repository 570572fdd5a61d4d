import { z } from 'zod';
import { PIN_DIGITS } from './staff.ts';

/** Schema of a PIN. {@link pinProblem} says which are too simple. */
export const pinSchema = z.string().regex(new RegExp(`^[0-9]{${PIN_DIGITS.least},${PIN_DIGITS.most}}$`, 'u'));

/** Why a PIN is refused. `few-digits`: two different ones at most. `repeated`: a shorter piece, again and again. */
export const PIN_PROBLEMS = [
  'length',
  'few-digits',
  'run',
  'repeated',
  'mirrored',
  'date',
  'badge',
  'common',
] as const;

export type PinProblem = (typeof PIN_PROBLEMS)[number];

/** Part of the badge that a PIN may not have inside. */
const BADGE_PART = 4;

/** Lines, columns and crosses of the pad of digits, and numbers that everybody knows. */
const COMMON: ReadonlySet<string> = new Set([
  ...['147258', '258369', '147369', '159357', '357159', '159753', '753159', '741852', '852963', '963852'],
  ...['147258369', '741852963', '123654', '456321', '321654', '789456', '456789', '142536', '147896'],
  ...['314159', '3141592', '271828', '161803', '112358', '102030', '100200', '246810', '135790', '007007'],
  ...['520131', '159951', '132435', '112112', '112211', '142857', '192837', '918273', '520520', '101112'],
]);

/** @returns why the PIN is refused; null: it is good. @param badge of its owner */
export function pinProblem(pin: string, badge: string): PinProblem | null {
  if (!pinSchema.safeParse(pin).success) return 'length';
  if (new Set(pin).size <= 2) return 'few-digits';
  if (isRun(pin)) return 'run';
  if (/^(\d{1,5})\1+$/u.test(pin)) return 'repeated';
  if (isMirrored(pin)) return 'mirrored';
  if (hasBadge(pin, badge)) return 'badge';
  if (isDate(pin)) return 'date';
  return COMMON.has(pin) ? 'common' : null;
}

/** Digits with one step between them, such as 123456, 987654, 246802 and 890123; or all but one of them. */
function isRun(pin: string): boolean {
  const steps = Array.from(pin)
    .slice(1)
    .map((digit, place) => (Number(digit) - Number(pin.charAt(place)) + 10) % 10);
  const most = Math.max(...steps.map((step) => steps.filter((other) => other === step).length));
  return most >= steps.length - 1;
}

/** The second half is the first one backwards: 123321. */
function isMirrored(pin: string): boolean {
  return pin === Array.from(pin).reverse().join('');
}

/** Four digits of the badge in a row, forwards or backwards. */
function hasBadge(pin: string, badge: string): boolean {
  const backwards = Array.from(badge).reverse().join('');
  return [badge, backwards].some((text) =>
    Array.from({ length: text.length - BADGE_PART + 1 }, (_, place) =>
      text.slice(place, place + BADGE_PART),
    ).some((part) => pin.includes(part)),
  );
}

/** A day in any order, with two or four digits of the year; a birthday is the first thing that is tried. */
function isDate(pin: string): boolean {
  const orders = [/^(?<d>\d\d)(?<m>\d\d)(?<y>\d\d)$/u, /^(?<m>\d\d)(?<d>\d\d)(?<y>\d\d)$/u];
  const more = [
    /^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)$/u,
    /^(?<d>\d\d)(?<m>\d\d)(?<y>(?:19|20)\d\d)$/u,
    /^(?<m>\d\d)(?<d>\d\d)(?<y>(?:19|20)\d\d)$/u,
    /^(?<y>(?:19|20)\d\d)(?<m>\d\d)(?<d>\d\d)$/u,
    /^(?<m>\d\d)(?<y>(?:19|20)\d\d)$/u,
    /^(?<y>(?:19|20)\d\d)(?<m>\d\d)$/u,
  ];
  return [...orders, ...more].some((order) => {
    const { d = '01', m = '' } = order.exec(pin)?.groups ?? {};
    return Number(m) >= 1 && Number(m) <= 12 && Number(d) >= 1 && Number(d) <= 31;
  });
}
