/** The parts of a date, in the order of typing. */
export const DATE_PARTS = ['day', 'month', 'year'] as const;

/** A part of a date. */
export type DatePart = (typeof DATE_PARTS)[number];

/** A date that is being typed, and the part that gets the next digit. */
export interface TypedDate {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly active: DatePart;
  /** True when the next digit replaces the content of the active part. */
  readonly fresh: boolean;
}

/** Number of digits of each part. */
export const PART_LENGTH: Readonly<Record<DatePart, number>> = { day: 2, month: 2, year: 4 };

/** An empty date. */
export const NO_DATE: TypedDate = { day: '', month: '', year: '', active: 'day', fresh: true };

/** Largest first digit of a part with two digits. A larger digit is the whole part. */
const HIGHEST_FIRST: Partial<Record<DatePart, string>> = { day: '3', month: '1' };

const HIGHEST = { day: 31, month: 12 };

/** Years that can be turned to; `first`: where an empty part starts. */
export interface YearRange {
  readonly first: number;
  readonly oldest: number;
  readonly latest: number;
}

/** Years in which a visitor can be born. */
export function birthYears(thisYear: number): YearRange {
  return { first: thisYear - 50, oldest: thisYear - 130, latest: thisYear };
}

/** Adds a digit to the active part. After a full part, the next one is active. */
export function typeDigit(date: TypedDate, digit: string): TypedDate {
  const { active } = date;
  const before = date.fresh ? '' : date[active];
  if (before.length >= PART_LENGTH[active]) return date;
  const whole = before === '' && digit > (HIGHEST_FIRST[active] ?? '9');
  const typed = whole ? `0${digit}` : before + digit;
  const next = typed.length === PART_LENGTH[active] ? DATE_PARTS[DATE_PARTS.indexOf(active) + 1] : undefined;
  return { ...date, [active]: typed, active: next ?? active, fresh: next !== undefined };
}

/** Removes the last digit of the active part, or of the part before when that is empty. */
export function eraseDigit(date: TypedDate): TypedDate {
  const { active } = date;
  if (date[active] !== '') {
    return { ...date, [active]: date.fresh ? '' : date[active].slice(0, -1), fresh: false };
  }
  const before = DATE_PARTS[DATE_PARTS.indexOf(active) - 1];
  return before === undefined
    ? date
    : { ...date, [before]: date[before].slice(0, -1), active: before, fresh: false };
}

/**
 * Turns a part by one. Day and month start again after their end. An empty year starts at `first`, day and month at
 * 1.
 * @param by 1 or -1
 */
export function stepPart(date: TypedDate, part: DatePart, by: number, years: YearRange): TypedDate {
  const now = date[part].length === PART_LENGTH[part] ? Number(date[part]) : 0;
  const turned = part === 'year' ? turnYear(now, by, years) : turnRound(now, by, HIGHEST[part]);
  return { ...date, [part]: String(turned).padStart(PART_LENGTH[part], '0'), active: part, fresh: true };
}

function turnYear(year: number, by: number, { first, oldest, latest }: YearRange): number {
  return year === 0 ? first : Math.min(latest, Math.max(oldest, year + by));
}

function turnRound(now: number, by: number, highest: number): number {
  return now === 0 ? 1 : ((now - 1 + by + highest) % highest) + 1;
}

/** Reads a pasted date: day first, or an ISO date. Characters other than digits are ignored. */
export function readDate(text: string): TypedDate {
  const iso = /^\s*([0-9]{4})-([0-9]{2})-([0-9]{2})\s*$/u.exec(text);
  const digits = iso ? `${iso[3]}${iso[2]}${iso[1]}` : text.normalize('NFKC').replaceAll(/[^0-9]/gu, '');
  return Array.from(digits).reduce(typeDigit, NO_DATE);
}

/** The date in the form of `readBirthDate`; empty: nothing was typed. */
export function dateText({ day, month, year }: TypedDate): string {
  return day + month + year === '' ? '' : `${day}/${month}/${year}`;
}
