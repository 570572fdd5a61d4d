import type { Language } from '../../../src-shared/messages/languages.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { minutesAndSeconds } from './countdown.ts';
import { momentWords } from '../../../src-shared/time/moment-words.ts';

/** A moment inside a sentence: "à 14 h 32"; with its day when that is not today. */
export function momentText(moment: number, language: Language, now = Date.now()): string {
  const { day, date, time } = momentWords(moment, now, language);
  if (day === 'today') return m.moment_today({ time });
  return day === 'tomorrow' ? m.moment_tomorrow({ time }) : m.moment_other({ date, time });
}

/** The day of a moment, without its time. */
export function dayText(moment: number, language: Language, now = Date.now()): string {
  return momentWords(moment, now, language).date;
}

/** A span inside a sentence: "9 min 58 s", "10 min", "58 s". */
export function spanText(milliseconds: number): string {
  const { minutes, seconds } = minutesAndSeconds(milliseconds);
  if (minutes === 0) return m.span_seconds({ seconds });
  return seconds === 0 ? m.span_whole_minutes({ minutes }) : m.span_minutes({ minutes, seconds });
}

/**
 * Text of a button that asks for another message.
 * @param left milliseconds to wait; null: no message is left today
 * @param words text of the button, and its text during the wait
 */
export function resendText(
  left: number | null,
  words: { now: () => string; later: (inputs: { time: string }) => string },
): string {
  if (left === null) return m.resend_none();
  return left > 0 ? words.later({ time: spanText(left) }) : words.now();
}
