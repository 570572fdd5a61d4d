import { m } from '../../src-shared/messages/compiled/messages.js';
import { spanWords } from './words.ts';

/** Words for an answer that is not the wanted one. @param wrong with how many tries are left */
export function faultWords(
  answer: { readonly result: string; readonly triesLeft?: number; readonly waitMs?: number },
  wrong: (count: number) => string,
): string {
  switch (answer.result) {
    case 'wrong':
      return wrong(answer.triesLeft ?? 0);
    case 'locked':
      return m.branch_wait({ span: spanWords(answer.waitMs ?? 0) });
    case 'malformed':
      return m.branch_malformed();
    case 'ended':
      return m.branch_ended();
    case 'simple-pin':
      return m.branch_simple_pin();
    case 'weak-password':
      return m.branch_weak_password();
    case 'wrong-code':
      return m.branch_wrong_code();
    default:
      return m.branch_unreached();
  }
}
