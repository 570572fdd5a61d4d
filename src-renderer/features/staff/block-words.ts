import { m } from '../../../src-shared/messages/compiled/messages.js';
import { BLOCKS, type Block } from '../../../src-shared/values/blocks.ts';

/** Title and advice of a block. */
interface BlockWords {
  readonly title: () => string;
  readonly advice: () => string;
}

/** What keeps a member from going on, in words: the same at the kiosk, on the branch page and in the guide. */
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

/** Title of a block inside a sentence. */
export function blockInSentence(block: Block): string {
  const title = WORDS[block].title();
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}
