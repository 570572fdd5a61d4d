import { MOST_SENDS, nextSendMoment } from '../../../src-shared/policy/send-delays.ts';
import type { SpaceDone } from '../../../src-shared/hub-api/space-calls.ts';
import { MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';
import type { CodeMessage, StoredCode } from './fresh-code-row.ts';
import type { CodeSend } from './fresh-codes.ts';

/** Where a code goes: a channel on file (`target` null), or an address or number that is to be proven. */
type Destination = Omit<CodeSend, 'at' | 'isProven'>;

/**
 * How long it takes, in milliseconds, until one more code may go there, also when none is left today. All codes of a
 * person count for the day; the waits are those of one destination, so that a new address need not wait for the old,
 * and begin anew with each code that was shown: its reader asked for it, and now does something else.
 * @param sends of the person, oldest first
 * @returns 0 when one may go now
 */
export function freshCodeSendWait(sends: readonly CodeSend[], to: Destination, now: number): number {
  const there = sends.filter((sent) => isThere(sent, to));
  const unshown = there.slice(there.findLastIndex(({ isProven }) => isProven) + 1);
  return nextSendMoment(momentsOf(sends), momentsOf(unshown), now) - now;
}

/**
 * What is told of a code that was sent.
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
