import type { FreshCode } from '../../../src-shared/journey/space-screens.ts';
import { MASKED_EMAIL } from '../../../src-shared/values/email.ts';
import type { SpaceDone } from '../../../src-shared/hub-api/space-calls.ts';
import type { Services } from './services.ts';

/** A channel by which a fresh code can be had. */
type CodeChannel = FreshCode['offers'][number]['channel'];

/** A fresh code that is asked for before a step that matters. Moments are steady. */
export interface CodeAsk {
  readonly purpose: 'contact' | 'new-contact' | 'device' | 'delegation';
  /** `new-contact`: where it goes, which is what it proves; else null: a channel on file. */
  readonly target: { readonly channel: CodeChannel; readonly to: string } | null;
  readonly offers: FreshCode['offers'];
  readonly sent: {
    readonly attempt: string;
    readonly channel: CodeChannel;
    /** Id in the outbox of this kiosk for a text message; null: head office sends it by mail. */
    readonly delivery: string | null;
    readonly mail: 'waiting' | 'sent' | 'refused' | 'unknown';
    readonly expiresAt: number;
    readonly resendAt: number | null;
    readonly triesLeft: number;
  } | null;
  /** Asked for without an answer: head office may have sent it, and is asked under the same attempt again. */
  readonly unanswered: { readonly attempt: string; readonly channel: CodeChannel } | null;
  /** Attempt whose code was right, while what it was for has not been done. */
  readonly proven: string | null;
  readonly problem: FreshCode['problem'];
}

/** The beginning of a {@link CodeAsk}. */
export function newCodeAsk(
  deps: Pick<CodeAsk, 'purpose' | 'offers'> & Partial<Pick<CodeAsk, 'target' | 'problem'>>,
): CodeAsk {
  return { target: null, sent: null, unanswered: null, proven: null, problem: null, ...deps };
}

/** The channels on file by which a code can go out; a text message needs this kiosk's gateway. */
export function offersOf(
  { email, phone }: Pick<SpaceDone<'channels'>, 'email' | 'phone'>,
  { senders }: Pick<Services, 'senders'>,
): FreshCode['offers'] {
  return [
    ...(email === null ? [] : [{ channel: 'email' as const, masked: email }]),
    ...(phone === null || senders.sms === null ? [] : [{ channel: 'sms' as const, masked: phone }]),
  ];
}

/** What the page is shown of an ask. */
export function shownCode(
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
      to: target?.to ?? masked,
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
 * What head office tells of the code's mail.
 * @param status null: it could not be asked
 * @returns null when it is nothing new
 */
export function codeStood(ask: CodeAsk, status: SpaceDone<'status'> | null): CodeAsk | null {
  const { sent } = ask;
  if (sent?.channel !== 'email') return null;
  // What was sent stays sent, whoever can be asked now.
  const silent = sent.mail === 'waiting' ? 'unknown' : sent.mail;
  const mail = status === null ? silent : (status.mail ?? sent.mail);
  return mail === sent.mail ? null : { ...ask, sent: { ...sent, mail } };
}

/** Steady moment at which the code ends; null when that changes nothing any more. */
export function codeChangesAt({ sent }: CodeAsk, { clock }: Pick<Services, 'clock'>): number | null {
  return sent !== null && sent.expiresAt > clock.now() ? sent.expiresAt : null;
}
