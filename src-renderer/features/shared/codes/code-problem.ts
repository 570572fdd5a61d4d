import { CODE_DIGITS } from '../../../../src-shared/values/activation-code.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';

/** What can be wrong with a code of six digits, for any purpose. */
export const CODE_FAULTS = {
  malformed: () => m.code_malformed({ length: CODE_DIGITS }),
  wrong: m.code_wrong,
  expired: m.code_expired,
  'resend-too-early': m.code_too_early,
} as const;

/**
 * Whether the field is emptied after an answer. An incomplete code is completed, and a code that did not arrive is
 * sent again.
 */
export function isTypedAfresh(problem: string | undefined): boolean {
  return problem !== 'malformed' && problem !== 'offline';
}
