import { CODE_DIGITS } from '../../../../src-shared/values/activation-code.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';

/** What is wrong with a code of six digits, whatever it is for. */
export const CODE_FAULTS = {
  malformed: () => m.code_malformed({ length: CODE_DIGITS }),
  wrong: m.code_wrong,
  expired: m.code_expired,
  'resend-too-early': m.code_too_early,
} as const;

/**
 * Whether a code is typed afresh after an answer: an incomplete one is completed, and one that did not arrive is sent
 * again.
 */
export function isTypedAfresh(problem: string | undefined): boolean {
  return problem !== 'malformed' && problem !== 'offline';
}
