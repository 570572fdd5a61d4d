import { LATE_AFTER } from '../../../src-shared/policy/codes.ts';
import { maskedContactOn } from '../../../src-shared/values/channel.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { parseActivationCode } from '../../../src-shared/values/activation-code.ts';
import type { Step, StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { sendCode } from './choose-channel.ts';

/** The code that was sent, the outcome of its message, resend, another channel. */
export const enterCode: StepHandler<'enter-code'> = {
  progress: () => ({ step: 3, of: 4 }),
  waiting: true,
  screen: (step, context) => {
    const { codes, clock, senders } = context.services;
    const status = codes.status(step.member.key);
    const now = clock.now();
    return {
      id: 'enter-code',
      channel: step.channel,
      masked: maskedContactOn(step.channel, step.member) ?? '',
      sender: senders[step.channel] ?? '',
      delivery: outcome(step, context),
      expiresIn: Math.max(0, step.expiresAt - now),
      triesLeft: codes.triesLeft(step.recoveryId),
      resendIn: status.sendsExhausted ? null : Math.max(0, status.nextSend[step.channel] - now),
      problem: step.problem ?? (step.expiresAt <= now ? { kind: 'expired' } : null),
    };
  },
  act: async (step, action, context) => {
    switch (action.type) {
      case 'enter-code':
        return tryCode(step, action.code, context);
      case 'resend':
        return resendCode(step, context);
      case 'change-channel':
        return { at: 'choose-channel', member: step.member, problem: null, pending: step };
      case 'open':
        return action.entry === 'help' ? { at: 'help', from: { ...step, problem: null } } : null;
      default:
        return null;
    }
  },
  back: (step) => ({ at: 'choose-channel', member: step.member, problem: null, pending: step }),
  changesAt: (step, { services: { clock } }) => {
    const now = clock.now();
    return [step.sentAt + LATE_AFTER, step.expiresAt].find((at) => at > now) ?? null;
  },
  watches: (step) => step.deliveryId,
};

function outcome(
  step: StepAt<'enter-code'>,
  { services: { outbox, clock } }: JourneyContext,
): ScreenOf<'enter-code'>['delivery'] {
  const state = outbox.state(step.deliveryId);
  if (state === 'sent') return 'sent';
  if (state === 'refused') return 'refused';
  return clock.now() - step.sentAt >= LATE_AFTER ? 'late' : 'trying';
}

function tryCode(step: StepAt<'enter-code'>, typed: string, { services, visit }: JourneyContext): Step {
  const { codes, audit } = services;
  const code = parseActivationCode(typed);
  if (code === null) return { ...step, problem: { kind: 'malformed' } };
  const verdict = codes.check(step.recoveryId, code);
  switch (verdict) {
    case 'right':
      audit.record('code-right', step.member.key);
      visit.challenges.clear();
      return {
        at: 'define-password',
        proof: { by: 'code', member: step.member, recoveryId: step.recoveryId },
        challenge: null,
        problem: null,
      };
    case 'exhausted':
      audit.record('codes-exhausted', step.member.key);
      services.outbox.void(step.deliveryId);
      return { at: 'choose-channel', member: step.member, problem: null, pending: null };
    case 'expired':
      return { ...step, problem: { kind: 'expired' } };
    case 'wrong':
    case 'superseded':
      audit.record('code-wrong', step.member.key);
      return { ...step, problem: { kind: verdict } };
  }
}

async function resendCode(step: StepAt<'enter-code'>, context: JourneyContext): Promise<Step> {
  const { codes, clock } = context.services;
  const status = codes.status(step.member.key);
  if (!status.sendsExhausted && status.nextSend[step.channel] > clock.now()) {
    return { ...step, problem: { kind: 'resend-too-early' } };
  }
  return sendCode({ member: step.member, pending: step }, step.channel, context);
}
