import {
  contactOn,
  isPhoneChannel,
  SENT_CHANNELS,
  type Contacts,
  type SentChannel,
} from '../../../src-shared/values/contact/channel.ts';
import { MASKED_EMAIL } from '../../../src-shared/values/contact/email.ts';
import type { FreshCode } from '../../../src-shared/journey/space-screens.ts';
import type { SpaceDone } from '../../../src-shared/hub-api/space-calls.ts';
import { shownEmail } from './shown-email.ts';
import type { Services } from './services.ts';

/** A fresh code that is asked for before an act that matters. Moments are steady. */
export interface CodeAsk {
  readonly purpose: 'contact' | 'new-contact' | 'address' | 'device' | 'delegation';
  /** For `new-contact`: the new address or number, which the code proves; else null: a channel on file. */
  readonly target: { readonly channel: SentChannel; readonly to: string } | null;
  readonly offers: FreshCode['offers'];
  readonly sent: {
    readonly attempt: string;
    readonly channel: SentChannel;
    /** State of the message that head office sends. */
    readonly message: 'waiting' | 'sent' | 'refused' | 'unknown';
    readonly expiresAt: number;
    readonly resendAt: number | null;
    readonly triesLeft: number;
  } | null;
  /** Asked for without an answer: head office may have sent it, so the same attempt is used again. */
  readonly unanswered: { readonly attempt: string; readonly channel: SentChannel } | null;
  /** Attempt whose code was right, until its act is done; else null. */
  readonly proven: string | null;
  readonly problem: FreshCode['problem'];
}

/** A new {@link CodeAsk}. */
export function newCodeAsk(
  deps: Pick<CodeAsk, 'purpose' | 'offers'> & Partial<Pick<CodeAsk, 'target' | 'problem'>>,
): CodeAsk {
  return { target: null, sent: null, unanswered: null, proven: null, problem: null, ...deps };
}

/** The channels by which head office can send a code to these (masked) contacts. */
export function offersOf(
  masked: Contacts & { readonly mail?: boolean | undefined; readonly sms?: boolean | undefined },
): FreshCode['offers'] {
  return SENT_CHANNELS.flatMap((channel) => {
    const contact = contactOn(channel, masked);
    const isSent = isPhoneChannel(channel) ? masked.sms === true : masked.mail !== false;
    return contact === null || !isSent ? [] : [{ channel, masked: contact }];
  });
}

/** The view of an ask. */
export function codeView(
  { target, offers, sent, problem }: CodeAsk,
  { clock }: Pick<Services, 'clock'>,
): FreshCode {
  if (sent === null) return { offers, sent, problem };
  const now = clock.now();
  const left = (until: number): number => Math.max(0, until - now);
  const masked = offers.find(({ channel }) => channel === sent.channel)?.masked ?? MASKED_EMAIL;
  return {
    offers,
    sent: {
      channel: sent.channel,
      to: target === null ? masked : shownEmail(target.to),
      delivery: sent.message,
      expiresIn: left(sent.expiresAt),
      triesLeft: sent.triesLeft,
      resendIn: sent.resendAt === null ? null : left(sent.resendAt),
    },
    problem: problem ?? (sent.expiresAt <= now ? { kind: 'expired' } : null),
  };
}

/**
 * Takes over the state of the code's message.
 * @param status null: head office could not be reached
 * @returns null when it has not changed
 */
export function withMessageStatus(ask: CodeAsk, status: SpaceDone<'status'> | null): CodeAsk | null {
  const { sent } = ask;
  if (sent === null) return null;
  // A message known to be sent stays sent, even when head office cannot be reached now.
  const silent = sent.message === 'waiting' ? 'unknown' : sent.message;
  const message = status === null ? silent : (status.mail ?? sent.message);
  return message === sent.message ? null : { ...ask, sent: { ...sent, message } };
}

/** Steady moment at which the code expires; null when it has expired or none was sent. */
export function codeChangesAt({ sent }: CodeAsk, { clock }: Pick<Services, 'clock'>): number | null {
  return sent !== null && sent.expiresAt > clock.now() ? sent.expiresAt : null;
}
