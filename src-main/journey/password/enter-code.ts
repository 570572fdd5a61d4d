import { LATE_AFTER } from '../../../src-shared/policy/codes.ts';
import { maskedContactOn } from '../../../src-shared/values/contact/channel.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { activationCodeOf } from '../../../src-shared/values/activation-code.ts';
import { SECOND } from '../../../src-shared/time/units.ts';
import { openEntry } from '../steps/entries.ts';
import type { StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { findSource } from './code-ways.ts';
import { newChoice, sendCode } from './send-code.ts';
import { stepAside } from './waiting-ticket.ts';

/** Milliseconds between two questions to head office about the message. */
const POLL_EVERY = 2 * SECOND;

type EnterCode = StepAt<'enter-code'>;

/** An {@link EnterCode} whose code is of this kiosk, or of head office. */
type Here = EnterCode & { readonly code: { readonly by: 'kiosk' } };
type There = EnterCode & { readonly code: { readonly by: 'head-office' } };

/** The code that was sent, the state of its message, resend, and another channel. */
export const enterCode = {
  progress: () => ({ step: 3, of: 5 }),
  waiting: true,
  screen: (step, context) => {
    const now = context.services.clock.now();
    return {
      id: 'enter-code',
      channel: step.channel,
      masked: maskedContactOn(step.channel, step.member) ?? '',
      delivery: outcome(step, context),
      expiresIn: Math.max(0, step.expiresAt - now),
      problem: step.problem ?? (step.expiresAt <= now ? { kind: 'expired' } : null),
      ...(isHere(step) ? ofHere(step, context) : ofThere(step as There, now)),
    };
  },
  on: {
    'enter-code': (step, { code }, context) => tryCode(step, code, context),
    resend: (step, _action, context) => resendCode(step, context),
    'step-aside': (step, _action, context) => stepAside(step, context),
    open: (step, { entry }) => (entry === 'help' ? openEntry(entry, { ...step, problem: null }) : null),
  },
  back: (step) => newChoice(step.member, step),
  changesAt: (step, { services: { clock } }) => {
    const now = clock.now();
    return [step.sentAt + LATE_AFTER, step.expiresAt].find((at) => at > now) ?? null;
  },
  watches: ({ code }) => (code.by === 'kiosk' ? code.deliveryId : ''),
  pollEvery: POLL_EVERY,
  poll: async (step, { services, visit }) => {
    if (isHere(step)) return () => null;
    const { code } = step as There;
    if (code.message !== 'waiting') return () => null;
    const { attempt } = code;
    const told = await services.headOffice?.call('code-state', { attempt, visit: visit.id });
    const message = told?.ok === true ? told.value.message : null;
    return () =>
      message === null || message === code.message ? null : { ...step, code: { ...code, message } };
  },
} satisfies StepHandler<'enter-code'>;

function isHere(step: EnterCode): step is Here {
  return step.code.by === 'kiosk';
}

type Left = Pick<ScreenOf<'enter-code'>, 'sender' | 'triesLeft' | 'resendIn' | 'line'>;

function ofHere({ member, channel, code }: Here, { services }: JourneyContext): Left {
  const { codes, clock, senders } = services;
  const status = codes.status(member.key);
  return {
    sender: senders[channel] ?? '',
    triesLeft: codes.triesLeft(code.recoveryId),
    resendIn: status.sendsExhausted ? null : Math.max(0, status.nextSend[channel] - clock.now()),
    line: code.isFallback ? 'fallback' : 'up',
  };
}

function ofThere({ code }: There, now: number): Left {
  const { sender, triesLeft, resendAt } = code;
  const resendIn = resendAt === null ? null : Math.max(0, resendAt - now);
  return { sender, triesLeft, resendIn, line: 'up' };
}

function outcome(
  step: EnterCode,
  { services: { outbox, clock } }: JourneyContext,
): ScreenOf<'enter-code'>['delivery'] {
  const state = step.code.by === 'kiosk' ? outbox.state(step.code.deliveryId) : step.code.message;
  if (state === 'sent') return 'sent';
  if (state === 'refused') return 'refused';
  return clock.now() - step.sentAt >= LATE_AFTER ? 'late' : 'trying';
}

type Tried = StepAt<'enter-code' | 'define-password' | 'choose-channel'>;

async function tryCode(step: EnterCode, typed: string, context: JourneyContext): Promise<Tried> {
  const code = activationCodeOf(typed);
  if (code === null) return { ...step, problem: { kind: 'malformed' } };
  return isHere(step) ? tryHere(step, code, context) : tryThere(step as There, code, context);
}

function tryHere(step: Here, code: string, { services, visit }: JourneyContext): Tried {
  const { codes, audit } = services;
  const { member } = step;
  const { recoveryId, deliveryId, isFallback } = step.code;
  const verdict = codes.check(recoveryId, code);
  switch (verdict) {
    case 'right':
      audit.record('code-right', member.key);
      visit.challenges.clear();
      return {
        ...{ at: 'define-password', challenge: null, problem: null },
        proof: { by: 'code', member, recoveryId, isFallback },
      };
    case 'exhausted':
      audit.record('codes-exhausted', member.key);
      services.outbox.void(deliveryId);
      return newChoice(member);
    case 'expired':
      return { ...step, problem: { kind: 'expired' } };
    case 'wrong':
    case 'superseded':
      audit.record('code-wrong', member.key);
      return { ...step, problem: { kind: verdict } };
  }
}

async function tryThere(step: There, typed: string, { services, visit }: JourneyContext): Promise<Tried> {
  const { headOffice, audit } = services;
  const { member, code } = step;
  const answer = await headOffice?.call('check-code', {
    ...{ attempt: code.attempt, visit: visit.id, code: typed },
  });
  if (!answer?.ok) return { ...step, problem: { kind: 'offline' } };
  switch (answer.value.result) {
    case 'ok':
      audit.record('code-right', member.key);
      visit.challenges.clear();
      return {
        ...{ at: 'define-password', challenge: null, problem: null },
        proof: { by: 'head-office', member, proof: { by: 'code', id: answer.value.proof, visit: visit.id } },
      };
    case 'wrong': {
      const { triesLeft } = answer.value;
      audit.record(triesLeft > 0 ? 'code-wrong' : 'codes-exhausted', member.key);
      if (triesLeft === 0) return newChoice(member);
      return { ...step, code: { ...code, triesLeft }, problem: { kind: 'wrong' } };
    }
    case 'locked':
      audit.record('codes-exhausted', member.key);
      return newChoice(member);
    case 'expired':
      return { ...step, problem: { kind: 'expired' } };
  }
}

async function resendCode(
  step: EnterCode,
  context: JourneyContext,
): Promise<StepAt<'enter-code' | 'anti-robot' | 'choose-channel'>> {
  const { codes, clock } = context.services;
  const { member, channel, code } = step;
  const tooEarly: EnterCode = { ...step, problem: { kind: 'resend-too-early' } };
  if (code.by === 'kiosk') {
    const status = codes.status(member.key);
    if (!status.sendsExhausted && status.nextSend[channel] > clock.now()) return tooEarly;
    const source = { by: 'kiosk', isFallback: code.isFallback } as const;
    return sendCode({ ...newChoice(member, step), source }, channel, context);
  }
  if (code.resendAt !== null && code.resendAt > clock.now()) return tooEarly;
  const source = await findSource(member, context.services);
  return sendCode({ ...newChoice(member, step), source }, channel, context);
}
