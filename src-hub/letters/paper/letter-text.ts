import { DEFAULT_LANGUAGE, type Language } from '../../../src-shared/messages/languages.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { longDay } from '../../../src-shared/time/moment-words.ts';
import type { Letterhead } from '../../basics/settings/letterhead.ts';

/** The text of a letter, without its code. */
export interface LetterText {
  readonly title: string;
  readonly date: string;
  readonly greeting: string;
  readonly opening: string;
  /** Empty where the letter has no code, like `expiry`. */
  readonly codeLabel: string;
  readonly expiry: string;
  readonly stepsTitle: string;
  /** What to do, in three steps; of a notice, what happened. */
  readonly steps: readonly string[];
  readonly adviceTitle: string;
  readonly advice: string;
  readonly help: string;
  /** A paragraph for readers of another language; null: not needed. */
  readonly summary: string | null;
}

/** What the text of a letter depends on. */
export interface LetterTextDeps {
  readonly letterhead: Letterhead;
  readonly writtenOn: Date;
  /** A moment of the last day on which the code is valid. */
  readonly lastDay: Date;
  readonly language: Language;
}

/** All letters are in this language, for the post, the branches and most readers. */
const LOCALE = { locale: DEFAULT_LANGUAGE };

/**
 * The text of a letter with a code for a password. A reader of another language also gets a paragraph in it.
 * @param because why nobody asked for it; null: somebody did
 */
export function letterText(deps: LetterTextDeps, because: 'voided' | null = null): LetterText {
  const { name } = deps.letterhead;
  const isVoided = because === 'voided';
  return {
    ...commonText(deps),
    title: isVoided ? m.letter_voided_title({}, LOCALE) : m.letter_password_title({}, LOCALE),
    opening: isVoided ? m.letter_voided_opening({}, LOCALE) : m.letter_password_opening({}, LOCALE),
    codeLabel: m.letter_password_code({}, LOCALE),
    steps: [
      m.letter_password_step_begin({}, LOCALE),
      m.letter_step_number_member({}, LOCALE),
      m.letter_password_step_type({}, LOCALE),
    ],
    adviceTitle: m.letter_password_advice_title({}, LOCALE),
    advice: m.letter_password_advice({ name }, LOCALE),
    summary: foreignSummary(deps, (lastDay, locale) => m.letter_password_summary({ name, lastDay }, locale)),
  };
}

/** The parts that all letters share. */
export function commonText({ letterhead, writtenOn, lastDay }: LetterTextDeps) {
  const { phone, email } = letterhead;
  return {
    date: m.letter_date({ day: longDay(writtenOn, DEFAULT_LANGUAGE) }, LOCALE),
    greeting: m.letter_greeting({}, LOCALE),
    expiry: m.letter_expiry({ lastDay: longDay(lastDay, DEFAULT_LANGUAGE) }, LOCALE),
    stepsTitle: m.letter_steps_title({}, LOCALE),
    help: m.letter_help({ phone, email }, LOCALE),
  };
}

/**
 * The paragraph for a reader of another language; null for a reader of the letter's language.
 * @param write gets the last day in words
 */
export function foreignSummary(
  { lastDay, language }: LetterTextDeps,
  write: (lastDay: string, locale: { locale: Language }) => string,
): string | null {
  if (language === DEFAULT_LANGUAGE) return null;
  return write(longDay(lastDay, language), { locale: language });
}
