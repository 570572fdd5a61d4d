import { m } from '../../src-shared/messages/compiled/messages.js';
import { TEST_PARTS } from '../../src-shared/policy/staff/morning-test.ts';
import { CHARACTER_CLASSES, type PasswordPolicy } from '../../src-shared/policy/passwords/password-policy.ts';
import type { PageKiosk } from '../../src-shared/hub-api/staff/branch-page.ts';
import type { Language } from '../../src-shared/messages/languages.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';
import { foundWords, PART_WORDS } from '../features/staff/staff-words.ts';
import { characterNames } from '../ui/keyboard/character-names.ts';

type PageTest = NonNullable<PageKiosk['test']>;

/** What a visitor does at a screen, by the beginning of its id. */
const STEPS: readonly (readonly [begins: RegExp, words: () => string])[] = [
  [/^(?:attract|menu|help)$/u, m.branch_step_start],
  [/^identify/u, m.branch_step_identify],
  [/^anti-robot$/u, m.branch_step_robot],
  [/^choose-channel$/u, m.branch_step_channel],
  [/^(?:enter-code|recovery-code)/u, m.branch_step_code],
  [/^letter/u, m.branch_step_letter],
  [/ticket$/u, m.staff_step_ticket],
  [/^(?:define-password|password)/u, m.branch_step_password],
  [/^login/u, m.branch_step_login],
  [/^(?:account|activat|recover)/u, m.branch_step_account],
  [/^space/u, m.branch_step_space],
];

/** A step of a visit in words. @param step id of a screen */
export function stepWords(step: string): string {
  return (STEPS.find(([begins]) => begins.test(step))?.[1] ?? m.branch_step_other)();
}

/** What a password must be, for whoever chooses one. */
export function passwordHint({ minLength, maxLength, minClasses, refused }: PasswordPolicy): string {
  return m.branch_new_password_hint({
    ...{ min: minLength, max: maxLength, count: minClasses, total: CHARACTER_CLASSES.length },
    refused: characterNames(refused),
  });
}

/** A part of the morning test in words; one that only a newer kiosk has: its own word. */
function partWords(part: string): string {
  const known = TEST_PARTS.find((one) => one === part);
  return known === undefined ? part.replaceAll('-', ' ') : PART_WORDS[known]();
}

/** A bad part of the morning test, with what was found. */
export function badPartWords({ part, found }: PageTest['bad'][number]): string {
  return found === null
    ? partWords(part)
    : m.branch_test_part({ part: partWords(part), found: foundWords(found) });
}

/** A span in words, in whole minutes from the second minute on. */
export function spanWords(span: number): string {
  if (span < MINUTE) return m.span_seconds({ seconds: Math.max(0, Math.floor(span / SECOND)) });
  return m.span_whole_minutes({ minutes: Math.floor(span / MINUTE) });
}

/** A time of the day of the reader. */
export function timeWords(at: number, language: Language): string {
  return new Intl.DateTimeFormat(m.intl_locale({}, { locale: language }), {
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}
