import { shownEmail } from '../steps/shown-email.ts';
import type { RecoveryCheckAnswer } from '../../../src-shared/hub-api/accounts.ts';
import { activationCodeOf } from '../../../src-shared/values/activation-code.ts';
import { memberKey } from '../steps/member-key.ts';
import { openEntry } from '../steps/entries.ts';
import type { StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { askCode } from '../password/ask-code.ts';
import { HOUR } from '../../../src-shared/time/units.ts';

/**
 * Longest wait that is shown as a countdown, in milliseconds. For a longer wait, the screen says that no code is
 * left.
 */
const LONGEST_SHOWN_WAIT = HOUR;

/**
 * The code that head office sends by mail, if an account has the address; the screen does not tell whether one has.
 */
export const accountCode = {
  progress: () => ({ step: 3, of: 5 }),
  waiting: true,
  screen: (step, { services: { clock, senders } }) => {
    const now = clock.now();
    const left = (until: number): number => Math.max(0, until - now);
    return {
      id: 'account-code',
      email: shownEmail(step.email),
      sender: senders.email,
      expiresIn: left(step.expiresAt),
      triesLeft: step.triesLeft,
      resendIn: step.resendAt === null ? null : left(step.resendAt),
      problem: step.problem ?? (step.expiresAt <= now ? { kind: 'expired' } : null),
    };
  },
  on: {
    'enter-code': (step, { code }, context) => tryCode(step, code, context),
    resend: (step, _action, context) => resendCode(step, context),
    open: (step, { entry }) =>
      entry === 'help' || entry === 'lost-identifier' ? openEntry(entry, { ...step, problem: null }) : null,
  },
  back: (step) => ({
    ...{ at: 'identify', purpose: 'password', problem: null },
    underWay: { ...step, problem: null },
  }),
  changesAt: ({ expiresAt }, { services: { clock } }) => (expiresAt > clock.now() ? expiresAt : null),
} satisfies StepHandler<'account-code'>;

async function tryCode(
  step: StepAt<'account-code'>,
  typed: string,
  context: JourneyContext,
): Promise<StepAt<'account-code' | 'define-password'>> {
  const { headOffice, clock } = context.services;
  const code = activationCodeOf(typed);
  if (code === null) return { ...step, problem: { kind: 'malformed' } };
  // If head office has taken the unanswered request, only its code is valid; otherwise the earlier code still is.
  const underWay = step.unanswered === null ? [step] : [step.unanswered, step];
  for (const { attempt, expiresAt } of underWay) {
    const answer = await headOffice?.call('check-recovery', { attempt, code });
    if (!answer?.ok) return { ...step, problem: { kind: 'offline' } };
    if (answer.value.result === 'expired') continue;
    const known = attempt === step.attempt ? step : { ...step, attempt, expiresAt, unanswered: null };
    return stepAfterAnswer(known, answer.value, context);
  }
  return { ...step, expiresAt: Math.min(step.expiresAt, clock.now()), problem: { kind: 'expired' } };
}

function stepAfterAnswer(
  step: StepAt<'account-code'>,
  answer: Exclude<RecoveryCheckAnswer, { result: 'expired' }>,
  { services: { audit, vault, clock }, visit }: JourneyContext,
): StepAt<'account-code' | 'define-password'> {
  const { email, attempt } = step;
  const account = memberKey(vault, email);
  switch (answer.result) {
    case 'accepted':
      audit.record('account-code-right', account);
      visit.challenges.clear();
      return {
        at: 'define-password',
        proof: { by: 'account', email, attempt, personal: answer.personal },
        challenge: null,
        problem: null,
      };
    case 'wrong':
      audit.record('account-code-wrong', account);
      return { ...step, triesLeft: answer.triesLeft, problem: { kind: 'wrong' } };
    case 'locked':
      audit.record('account-code-wrong', account, 'locked');
      return {
        ...step,
        triesLeft: 0,
        problem: { kind: 'locked', until: clock.toWall(clock.now() + answer.waitMs) },
      };
  }
}

async function resendCode(
  step: StepAt<'account-code'>,
  context: JourneyContext,
): Promise<StepAt<'account-code'> | null> {
  const { clock, newId } = context.services;
  if (step.resendAt === null) return null;
  if (step.resendAt > clock.now()) return { ...step, problem: { kind: 'resend-too-early' } };
  const asked = await askCode(step.email, step.unanswered?.attempt ?? newId(), context);
  switch (asked.result) {
    case 'posted':
      return asked.step;
    case 'offline': {
      const { attempt, expiresAt } = asked;
      return { ...step, unanswered: { attempt, expiresAt }, problem: { kind: 'offline' } };
    }
    case 'paused':
      return pausedStep(step, asked.until, context);
  }
}

/** Nothing was sent: too early, no more today, or no try left. The earlier code stays as it is. */
function pausedStep(
  step: StepAt<'account-code'>,
  until: number,
  { services: { clock } }: JourneyContext,
): StepAt<'account-code'> {
  if (step.triesLeft === 0) return { ...step, problem: { kind: 'locked', until: clock.toWall(until) } };
  const isShown = until - clock.now() <= LONGEST_SHOWN_WAIT;
  return { ...step, resendAt: isShown ? until : null, problem: { kind: 'resend-too-early' } };
}
