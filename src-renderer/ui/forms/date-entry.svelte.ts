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

/** A date that is being typed or turned. Its life is that of the screen. */
export class DateEntry implements PadEntry {
  /** Typed so far. */
  typed = $state.raw(NO_DATE);
  /** The characters that are accepted. */
  readonly alphabet = DIGITS;
  readonly most = PART_LENGTH.day + PART_LENGTH.month + PART_LENGTH.year;

  /** The date in the form of `readBirthDate`; empty: nothing was typed. */
  get value(): string {
    return dateText(this.typed);
  }

  /** Adds a digit. */
  press(digit: string): void {
    this.typed = typeDigit(this.typed, digit);
  }

  /** Removes the last digit. */
  erase(): void {
    this.typed = eraseDigit(this.typed);
  }

  /** Removes everything. */
  clear(): void {
    this.typed = NO_DATE;
  }

  /** Replaces the date by a pasted or an ISO date. */
  replace(text: string): void {
    this.typed = readDate(text);
  }

  /** Selects the part that is typed next. */
  select(part: DatePart): void {
    if (part !== this.typed.active) this.typed = { ...this.typed, active: part, fresh: true };
  }

  /** Sets the text of one part. */
  set(part: DatePart, text: string): void {
    const digits = text.replaceAll(/[^0-9]/gu, '').slice(0, PART_LENGTH[part]);
    this.typed = { ...this.typed, [part]: digits, active: part, fresh: false };
  }

  /** Turns a part by one, up (1) or down (-1). */
  step(part: DatePart, by: number, years: YearRange): void {
    this.typed = stepPart(this.typed, part, by, years);
  }
}
