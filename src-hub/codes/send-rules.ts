import { MOST_SENDS, nextSendMoment } from '../../src-shared/policy/send-delays.ts';
import type { CodeSend } from './sent-codes.ts';

/** Where a code goes: a channel on file (`target` null), or a new address or number that must be proven. */
export type Destination = Pick<CodeSend, 'channel' | 'target'>;

/**
 * Time until the next code may go to a destination, in milliseconds, also when none is left today. The daily limit
 * counts all codes of the person. The pauses count per destination, so that a new address does not wait for the old
 * one; they start again after each proven code, because its reader has moved on to another step.
 * @param sends of the person, oldest first
 * @returns 0: now
 */
export function sendWait(sends: readonly CodeSend[], to: Destination, now: number): number {
  const there = sends.filter((sent) => isThere(sent, to));
  const unshown = there.slice(there.findLastIndex(({ isProven }) => isProven) + 1);
  return nextSendMoment(momentsOf(sends), momentsOf(unshown), now) - now;
}

/** Time until another code may be asked for; null: none is left today. @param sends of the person, oldest first */
export function resendIn(sends: readonly CodeSend[], to: Destination, now: number): number | null {
  return sends.length >= MOST_SENDS ? null : sendWait(sends, to, now);
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
