import type { SentChannel } from '../../src-shared/values/channel.ts';
import { MOST_SENDS, nextSendMoment, SEND_WINDOW } from '../../src-shared/policy/send-delays.ts';

/** One code that was sent. */
export interface Send {
  readonly channel: SentChannel;
  /** Steady moment. */
  readonly at: number;
}

/**
 * When the next code may be sent on a channel. A channel's own waits do not hold another channel back, so
 * that a visitor whose mail is slow can turn to SMS at once; the day's total counts all.
 * @param sends the member's sends, oldest first
 * @returns a steady moment, `now` when it may be sent at once
 */
export function nextSendAt(sends: readonly Send[], channel: SentChannel, now: number): number {
  const moments = (of: readonly Send[]): number[] => of.map(({ at }) => at);
  return nextSendMoment(moments(sends), moments(sends.filter((send) => send.channel === channel)), now);
}

/** True when the day's total of sends is reached, over all channels. */
export function sendsExhausted(sends: readonly Send[], now: number): boolean {
  return sends.filter((send) => send.at > now - SEND_WINDOW).length >= MOST_SENDS;
}
