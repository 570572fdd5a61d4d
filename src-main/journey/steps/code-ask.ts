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
    /** Id of the text message in this kiosk's outbox; null: head office sends a mail. */
    readonly delivery: string | null;
    readonly mail: 'waiting' | 'sent' | 'refused' | 'unknown';
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

/** The channels that can send a code to these (masked) contacts. Only this kiosk sends to a phone. */
export function offersOf(masked: Contacts, { senders }: Pick<Services, 'senders'>): FreshCode['offers'] {
  return SENT_CHANNELS.flatMap((channel) => {
    const contact = contactOn(channel, masked);
    const isSent = !isPhoneChannel(channel) || senders[channel] !== null;
    return contact === null || !isSent ? [] : [{ channel, masked: contact }];
  });
}

/** The view of an ask. */
export function codeView(
  { target, offers, sent, problem }: CodeAsk,
  { clock, outbox }: Pick<Services, 'clock' | 'outbox'>,
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
      delivery: sent.delivery === null ? sent.mail : outcomeOf(sent.delivery, outbox),
      expiresIn: left(sent.expiresAt),
      triesLeft: sent.triesLeft,
      resendIn: sent.resendAt === null ? null : left(sent.resendAt),
    },
    problem: problem ?? (sent.expiresAt <= now ? { kind: 'expired' } : null),
  };
}

function outcomeOf(delivery: string, outbox: Services['outbox']): 'waiting' | 'sent' | 'refused' {
  const state = outbox.state(delivery);
  return state === 'waiting' || state === 'sent' ? state : 'refused';
}

/**
 * Takes over the state of the code's mail.
 * @param status null: head office could not be reached
 * @returns null when it has not changed
 */
export function withMailStatus(ask: CodeAsk, status: SpaceDone<'status'> | null): CodeAsk | null {
  const { sent } = ask;
  if (sent?.channel !== 'email') return null;
  // A mail known to be sent stays sent, even when head office cannot be reached now.
  const silent = sent.mail === 'waiting' ? 'unknown' : sent.mail;
  const mail = status === null ? silent : (status.mail ?? sent.mail);
  return mail === sent.mail ? null : { ...ask, sent: { ...sent, mail } };
}

/** Steady moment at which the code expires; null when it has expired or none was sent. */
export function codeChangesAt({ sent }: CodeAsk, { clock }: Pick<Services, 'clock'>): number | null {
  return sent !== null && sent.expiresAt > clock.now() ? sent.expiresAt : null;
}
