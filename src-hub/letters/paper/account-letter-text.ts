import { DEFAULT_LANGUAGE } from '../../../src-shared/messages/languages.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import type { Situation } from '../../../src-shared/values/situation.ts';
import { commonText, foreignSummary, type LetterText, type LetterTextDeps } from './letter-text.ts';

const LOCALE = { locale: DEFAULT_LANGUAGE };

/** Where to find the number that the kiosk asks for. The number itself is not printed on the letter. */
const NUMBER_STEP = {
  member: m.letter_step_number_member,
  insured: m.letter_step_number_insured,
} satisfies Record<Situation, unknown>;

const NUMBER_STEP_IN_SUMMARY = {
  member: m.letter_summary_number_member,
  insured: m.letter_summary_number_insured,
} satisfies Record<Situation, unknown>;

/**
 * The text of a letter with a provisional password. A reader of another language also gets a paragraph in it.
 * @param situation decides which number the kiosk asks for
 */
export function accountLetterText(deps: LetterTextDeps, situation: Situation): LetterText {
  const { name } = deps.letterhead;
  return {
    ...commonText(deps),
    title: m.letter_account_title({}, LOCALE),
    opening: m.letter_account_opening({}, LOCALE),
    codeLabel: m.letter_account_code({}, LOCALE),
    steps: [
      m.letter_account_step_begin({}, LOCALE),
      NUMBER_STEP[situation]({}, LOCALE),
      m.letter_account_step_type({}, LOCALE),
    ],
    adviceTitle: m.letter_account_advice_title({}, LOCALE),
    advice: m.letter_account_advice({ name }, LOCALE),
    summary: foreignSummary(deps, (lastDay, locale) => {
      const step = NUMBER_STEP_IN_SUMMARY[situation]({}, locale);
      return m.letter_account_summary({ name, lastDay, step }, locale);
    }),
  };
}
