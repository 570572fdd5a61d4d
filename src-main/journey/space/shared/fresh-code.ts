import type { SentChannel } from '../../../../src-shared/values/contact/channel.ts';
import { activationCodeOf } from '../../../../src-shared/values/activation-code.ts';
import type { ActionOf, JourneyContext } from '../../steps/step-handler.ts';
import { newCodeAsk, offersOf, type CodeAsk } from '../../steps/code-ask.ts';
import { askSpace, isRefusal, type Asked, type Refusal } from '../../steps/loaded.ts';
import { keyOf, type Space } from '../../steps/space.ts';
import type { SpaceStep, SpaceStepAt } from '../../steps/space-steps.ts';

type Home = SpaceStepAt<'space-home'>;

/** A step that waits for a fresh code. */
export interface AwaitsCode<At extends SpaceStep> {
  readonly space: Space;
  readonly ask: CodeAsk;
  /** The step with a changed ask. */
  readonly with: (ask: CodeAsk) => At;
  /**
   * Does what the code is for.
   * @param proof attempt whose code was right
   */
  readonly act: (proof: string, ask: CodeAsk) => Promise<At | Home>;
  /** The step after head office has refused the call. */
  readonly refused: (refusal: Refusal) => At | Home;
}

/** Asks for the channels on file; every {@link CodeAsk} begins here, except that for a new channel. */
export async function openCode(
  purpose: CodeAsk['purpose'],
  space: Space,
  { services }: Pick<JourneyContext, 'services'>,
): Promise<{ readonly result: 'ok'; readonly ask: CodeAsk } | { readonly result: Refusal }> {
  const channels = await askSpace(services, space, 'channels', {});
  if (isRefusal(channels)) return channels;
  return { result: 'ok', ask: newCodeAsk({ purpose, offers: offersOf(channels) }) };
}

/**
 * Reactions that send the code, check it, and then do what it is for.
 * @param awaited null: the step waits for no code now
 */
export function codeReactions<At extends SpaceStep>(
  awaited: (step: At, context: JourneyContext) => AwaitsCode<At> | null,
) {
  return {
    'send-fresh-code': async (
      step: At,
      { channel }: ActionOf<'send-fresh-code'>,
      context: JourneyContext,
    ): Promise<At | Home | null> => {
      const waiting = awaited(step, context);
      return waiting && sendCode(waiting, channel, context);
    },
    'enter-fresh-code': async (
      step: At,
      { code }: ActionOf<'enter-fresh-code'>,
      context: JourneyContext,
    ): Promise<At | Home | null> => {
      const waiting = awaited(step, context);
      return waiting && enterCode(waiting, code, context);
    },
  };
}

/** Sends a code by one of the offered channels, unless it is too early. */
export async function sendCode<At extends SpaceStep>(
  waiting: AwaitsCode<At>,
  channel: SentChannel,
  { services, visit }: JourneyContext,
): Promise<At | Home | null> {
  const { ask, space } = waiting;
  const { clock, limits, newId } = services;
  const { sent, unanswered, purpose, target } = ask;
  if (ask.proven !== null || !ask.offers.some((offer) => offer.channel === channel)) return null;
  if (sent?.channel === channel) {
    if (sent.resendAt === null) return null;
    if (sent.resendAt > clock.now()) return waiting.with({ ...ask, problem: { kind: 'resend-too-early' } });
  }
  const paused = (until: number): At =>
    waiting.with({ ...ask, problem: { kind: 'paused', until: clock.toWall(until) } });
  const bucket = `code-${channel}` as const;
  const pausedUntil = await limits.closedUntil(bucket);
  if (pausedUntil !== null) return paused(pausedUntil);
  const attempt = unanswered?.channel === channel ? unanswered.attempt : newId();
  const { language } = visit.display;
  const body = { attempt, purpose, channel, to: target?.to ?? null, language };
  const answer = await askSpace(services, space, 'send-code', body);
  switch (answer.result) {
    case 'ok':
      await limits.take(bucket);
      return waiting.with(sentStep(waiting, { attempt, channel }, answer, { services }));
    case 'paused': {
      const until = clock.now() + answer.waitMs;
      if (answer.because !== 'held') return paused(until);
      return waiting.with({ ...ask, problem: { kind: 'held', until: clock.toWall(until) } });
    }
    case 'no-channel': {
      const offers = ask.offers.filter((offer) => offer.channel !== channel);
      return waiting.with({ ...ask, offers, problem: null });
    }
    case 'offline':
      return waiting.with({ ...ask, unanswered: { attempt, channel }, problem: { kind: 'offline' } });
    default:
      return waiting.refused(answer.result);
  }
}

/** The code was sent, by head office. */
function sentStep(
  { ask, space }: AwaitsCode<SpaceStep>,
  { attempt, channel }: { attempt: string; channel: SentChannel },
  { codeFor, resendIn, triesLeft }: Extract<Asked<'send-code'>, { result: 'ok' }>,
  { services }: Pick<JourneyContext, 'services'>,
): CodeAsk {
  const { clock, audit, vault } = services;
  const now = clock.now();
  audit.record('space-code-issued', keyOf(space, vault), channel);
  const sent = {
    ...{ attempt, channel, message: 'waiting' as const, expiresAt: now + codeFor, triesLeft },
    resendAt: resendIn === null ? null : now + resendIn,
  };
  return { ...ask, sent, unanswered: null, problem: null };
}

async function enterCode<At extends SpaceStep>(
  waiting: AwaitsCode<At>,
  typed: string,
  { services }: Pick<JourneyContext, 'services'>,
): Promise<At | Home | null> {
  const { ask, space } = waiting;
  const { audit, clock, vault } = services;
  // The code was right, but the answer to the act was lost.
  if (ask.proven !== null) return waiting.act(ask.proven, ask);
  const { sent, unanswered } = ask;
  if (sent === null) return null;
  const code = activationCodeOf(typed);
  if (code === null) return waiting.with({ ...ask, problem: { kind: 'malformed' } });
  // If head office has taken the unanswered request, only its code is valid; otherwise the earlier code still is.
  for (const attempt of [...(unanswered ? [unanswered.attempt] : []), sent.attempt]) {
    const answer = await askSpace(services, space, 'check-code', { attempt, code });
    switch (answer.result) {
      case 'ok':
        audit.record('space-code-right', keyOf(space, vault));
        return waiting.act(attempt, { ...ask, proven: attempt, problem: null });
      case 'wrong': {
        audit.record('space-code-wrong', keyOf(space, vault));
        const { triesLeft } = answer;
        return waiting.with({ ...ask, sent: { ...sent, triesLeft }, problem: { kind: 'wrong' } });
      }
      case 'expired':
        break;
      case 'offline':
        return waiting.with({ ...ask, problem: { kind: 'offline' } });
      default:
        return waiting.refused(answer.result);
    }
  }
  const expiresAt = Math.min(sent.expiresAt, clock.now());
  return waiting.with({ ...ask, sent: { ...sent, expiresAt }, problem: { kind: 'expired' } });
}

/** The answer to the act was lost: the code stays valid, and the act can be tried again. */
export function actLost(ask: CodeAsk): CodeAsk {
  return { ...ask, problem: { kind: 'offline' } };
}

/** The code is too old, or was used already: another one is needed. */
export function codeSpent({ purpose, offers, target }: CodeAsk): CodeAsk {
  return newCodeAsk({ purpose, offers, target, problem: { kind: 'expired' } });
}
