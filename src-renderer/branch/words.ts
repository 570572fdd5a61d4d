import { m } from '../../src-shared/messages/compiled/messages.js';
import { TEST_PARTS } from '../../src-shared/policy/staff/morning-test.ts';
import { BLOCKS, type Block } from '../../src-shared/values/blocks.ts';
import type { Language } from '../../src-shared/language.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';
import { PART_WORDS } from '../features/staff/staff-words.ts';

/** Title and advice of a block. */
interface BlockWords {
  readonly title: () => string;
  readonly advice: () => string;
}

const WORDS: Readonly<Record<Block, BlockWords>> = {
  'unknown-number': { title: m.block_unknown_number, advice: m.advice_unknown_number },
  'numbers-paused': { title: m.block_numbers_paused, advice: m.advice_numbers_paused },
  'anti-robot': { title: m.block_anti_robot, advice: m.advice_anti_robot },
  'no-channel': { title: m.block_no_channel, advice: m.advice_no_channel },
  'code-late': { title: m.block_code_late, advice: m.advice_code_late },
  'code-refused': { title: m.block_code_refused, advice: m.advice_code_refused },
  'code-wrong': { title: m.block_code_wrong, advice: m.advice_code_wrong },
  'code-expired': { title: m.block_code_expired, advice: m.advice_code_expired },
  'code-sends': { title: m.block_code_sends, advice: m.advice_code_sends },
  'code-tries': { title: m.block_code_tries, advice: m.advice_code_tries },
  'channel-closed': { title: m.block_channel_closed, advice: m.advice_channel_closed },
  'kiosk-paused': { title: m.block_kiosk_paused, advice: m.advice_kiosk_paused },
  'letter-wait': { title: m.block_letter_wait, advice: m.advice_letter_wait },
  'letter-code-wrong': { title: m.block_letter_code_wrong, advice: m.advice_letter_code_wrong },
  'letter-code-expired': { title: m.block_letter_code_expired, advice: m.advice_letter_code_expired },
  'letter-code-used': { title: m.block_letter_code_used, advice: m.advice_letter_code_used },
  'letter-code-tries': { title: m.block_letter_code_tries, advice: m.advice_letter_code_tries },
  'password-refused': { title: m.block_password_refused, advice: m.advice_password_refused },
  'login-wrong': { title: m.block_login_wrong, advice: m.advice_login_wrong },
  'login-wait': { title: m.block_login_wait, advice: m.advice_login_wait },
  'provisional-wrong': { title: m.block_provisional_wrong, advice: m.advice_provisional_wrong },
  'provisional-expired': { title: m.block_provisional_expired, advice: m.advice_provisional_expired },
  'provisional-tries': { title: m.block_provisional_tries, advice: m.advice_provisional_tries },
  'email-taken': { title: m.block_email_taken, advice: m.advice_email_taken },
  'email-refused': { title: m.block_email_refused, advice: m.advice_email_refused },
  'head-office-away': { title: m.block_head_office_away, advice: m.advice_head_office_away },
  printer: { title: m.block_printer, advice: m.advice_printer },
};

/** All blocks, for the help. */
export const ALL_BLOCKS: readonly BlockWords[] = BLOCKS.map((block) => WORDS[block]);

/** Title and advice of a block; of one that only a newer kiosk knows: its own word, and no advice. */
export function blockWords(block: string): { readonly title: string; readonly advice: string | null } {
  const known = BLOCKS.find((one) => one === block);
  if (known === undefined) return { title: block.replaceAll('-', ' '), advice: null };
  return { title: WORDS[known].title(), advice: WORDS[known].advice() };
}

/** What a visitor does at a screen, by the beginning of its id. */
const STEPS: readonly (readonly [begins: RegExp, words: () => string])[] = [
  [/^(?:attract|menu|help)$/u, m.branch_step_start],
  [/^identify/u, m.branch_step_identify],
  [/^anti-robot$/u, m.branch_step_robot],
  [/^choose-channel$/u, m.branch_step_channel],
  [/^(?:enter-code|recovery-code)/u, m.branch_step_code],
  [/^letter/u, m.branch_step_letter],
  [/^(?:define-password|password)/u, m.branch_step_password],
  [/^login/u, m.branch_step_login],
  [/^(?:account|activat|recover)/u, m.branch_step_account],
  [/^space/u, m.branch_step_space],
];

/** A step of a visit in words. @param step id of a screen */
export function stepWords(step: string): string {
  return (STEPS.find(([begins]) => begins.test(step))?.[1] ?? m.branch_step_other)();
}

/** A part of the morning test in words; one that only a newer kiosk has: its own word. */
export function partWords(part: string): string {
  const known = TEST_PARTS.find((one) => one === part);
  return known === undefined ? part.replaceAll('-', ' ') : PART_WORDS[known]();
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
