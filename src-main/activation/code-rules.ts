import type { SentChannel } from '../../src-shared/values/contact/channel.ts';
import { MOST_SENDS, nextSendMoment, SEND_WINDOW } from '../../src-shared/policy/send-delays.ts';

/** One code that was sent. */
export interface Send {
  readonly channel: SentChannel;
  /** Steady moment. */
  readonly at: number;
}

/**
 * When the next code may be sent on a channel. The waits of one channel do not delay another, so that a visitor whose
 * mail is slow can use SMS at once. The day's total counts all channels.
 * @param sends the member's sends, oldest first
 * @returns a steady moment; `now` when it may be sent at once
 */
export function nextSendAt(sends: readonly Send[], channel: SentChannel, now: number): number {
  const moments = (of: readonly Send[]): number[] => of.map(({ at }) => at);
  return nextSendMoment(moments(sends), moments(sends.filter((send) => send.channel === channel)), now);
}

/** True when the day's total of sends is reached, over all channels. */
export function sendsExhausted(sends: readonly Send[], now: number): boolean {
  return sends.filter((send) => send.at > now - SEND_WINDOW).length >= MOST_SENDS;
}
