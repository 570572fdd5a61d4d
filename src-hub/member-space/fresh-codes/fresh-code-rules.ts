import { MOST_SENDS, nextSendMoment } from '../../../src-shared/policy/send-delays.ts';
import type { SpaceDone } from '../../../src-shared/hub-api/space-calls.ts';
import { MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';
import type { CodeMessage, StoredCode } from './fresh-code-row.ts';
import type { CodeSend } from './fresh-codes.ts';

/** Where a code goes: a channel on file (`target` null), or a new address or number that must be proven. */
type Destination = Omit<CodeSend, 'at' | 'isProven'>;

/**
 * Time until the next code may go to a destination, in milliseconds, also when none is left today. The daily limit
 * counts all codes of the person. The pauses count per destination, so that a new address does not wait for the old
 * one; they start again after each proven code, because its reader has moved on to another step.
 * @param sends of the person, oldest first
 * @returns 0: now
 */
export function freshCodeSendWait(sends: readonly CodeSend[], to: Destination, now: number): number {
  const there = sends.filter((sent) => isThere(sent, to));
  const unshown = there.slice(there.findLastIndex(({ isProven }) => isProven) + 1);
  return nextSendMoment(momentsOf(sends), momentsOf(unshown), now) - now;
}

/**
 * The answer about a sent code.
 * @param used by the person within a day, this code included
 * @param sms what the kiosk sends; null for a mail
 */
export function codeAnswer(
  { sends, wrong }: { readonly sends: readonly CodeSend[]; readonly wrong: readonly number[] },
  code: Destination & Pick<StoredCode, 'expires_at' | 'voided_at'>,
  now: Date,
  sms: CodeMessage | null,
): SpaceDone<'send-code'> {
  const left = code.voided_at === null ? code.expires_at.getTime() - now.getTime() : 0;
  return {
    result: 'ok',
    codeFor: Math.max(0, left),
    triesLeft: Math.max(0, MOST_CODE_TRIES - wrong.length),
    resendIn: sends.length >= MOST_SENDS ? null : freshCodeSendWait(sends, code, now.getTime()),
    sms: left > 0 ? sms : null,
  };
}

function isThere(sent: Destination, to: Destination): boolean {
  if (sent.channel !== to.channel) return false;
  return sent.target === null || to.target === null
    ? sent.target === to.target
    : sent.target.equals(to.target);
}

function momentsOf(sends: readonly CodeSend[]): number[] {
  return sends.map(({ at }) => at);
}
