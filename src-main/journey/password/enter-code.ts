import { LATE_AFTER } from '../../../src-shared/policy/codes.ts';
import { maskedContactOn } from '../../../src-shared/values/contact/channel.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { activationCodeOf } from '../../../src-shared/values/activation-code.ts';
import { openEntry } from '../steps/entries.ts';
import type { StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { sendCode } from './choose-channel.ts';

/** The code that was sent, the state of its message, resend, and another channel. */
export const enterCode = {
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
  on: {
    'enter-code': (step, { code }, context) => tryCode(step, code, context),
    resend: (step, _action, context) => resendCode(step, context),
    'change-channel': (step) => otherChannel(step),
    open: (step, { entry }) => (entry === 'help' ? openEntry(entry, { ...step, problem: null }) : null),
  },
  back: (step) => otherChannel(step),
  changesAt: (step, { services: { clock } }) => {
    const now = clock.now();
    return [step.sentAt + LATE_AFTER, step.expiresAt].find((at) => at > now) ?? null;
  },
  watches: (step) => step.deliveryId,
} satisfies StepHandler<'enter-code'>;

function otherChannel(step: StepAt<'enter-code'>): StepAt<'choose-channel'> {
  return { at: 'choose-channel', member: step.member, problem: null, pending: step };
}

function outcome(
  step: StepAt<'enter-code'>,
  { services: { outbox, clock } }: JourneyContext,
): ScreenOf<'enter-code'>['delivery'] {
  const state = outbox.state(step.deliveryId);
  if (state === 'sent') return 'sent';
  if (state === 'refused') return 'refused';
  return clock.now() - step.sentAt >= LATE_AFTER ? 'late' : 'trying';
}

function tryCode(
  step: StepAt<'enter-code'>,
  typed: string,
  { services, visit }: JourneyContext,
): StepAt<'enter-code' | 'define-password' | 'choose-channel'> {
  const { codes, audit } = services;
  const code = activationCodeOf(typed);
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

async function resendCode(
  step: StepAt<'enter-code'>,
  context: JourneyContext,
): Promise<StepAt<'enter-code' | 'choose-channel'>> {
  const { codes, clock } = context.services;
  const status = codes.status(step.member.key);
  if (!status.sendsExhausted && status.nextSend[step.channel] > clock.now()) {
    return { ...step, problem: { kind: 'resend-too-early' } };
  }
  return sendCode({ member: step.member, pending: step }, step.channel, context);
}
