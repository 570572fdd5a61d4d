import type { PadEntry } from '../keyboard/character-entry.svelte.ts';
import { DIGITS } from '../keyboard/code-groups.ts';
import {
  dateText,
  eraseDigit,
  NO_DATE,
  PART_LENGTH,
  readDate,
  stepPart,
  typeDigit,
  type DatePart,
  type YearRange,
} from './date-parts.ts';

/** A date that is being typed or turned, by whatever keys. Lives and dies with its screen. */
export class DateEntry implements PadEntry {
  /** What has been typed so far. */
  typed = $state.raw(NO_DATE);
  /** The characters that are taken. */
  readonly alphabet = DIGITS;

  /** The date as `parseBirthDate` reads it; empty when nothing was typed. */
  get value(): string {
    return dateText(this.typed);
  }

  /** Adds one digit. */
  press(digit: string): void {
    this.typed = typeDigit(this.typed, digit);
  }

  /** Takes the last digit away. */
  erase(): void {
    this.typed = eraseDigit(this.typed);
  }

  /** Takes everything away. */
  clear(): void {
    this.typed = NO_DATE;
  }

  /** Takes a pasted date, or an ISO date, in place of what was typed. */
  replace(text: string): void {
    this.typed = readDate(text);
  }

  /** Makes a part the one that is typed next. */
  select(part: DatePart): void {
    if (part !== this.typed.active) this.typed = { ...this.typed, active: part, fresh: true };
  }

  /** Takes a text for one part. */
  set(part: DatePart, text: string): void {
    const digits = text.replaceAll(/[^0-9]/gu, '').slice(0, PART_LENGTH[part]);
    this.typed = { ...this.typed, [part]: digits, active: part, fresh: false };
  }

  /** Turns a part's wheel by one, up (1) or down (-1). */
  step(part: DatePart, by: number, years: YearRange): void {
    this.typed = stepPart(this.typed, part, by, years);
  }
}
