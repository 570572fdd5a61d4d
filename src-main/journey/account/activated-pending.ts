import { shownEmail } from '../steps/shown-email.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { AccountStatus } from '../../../src-shared/hub-api/accounts.ts';
import { activationCodeOf } from '../../../src-shared/values/activation-code.ts';
import type { HubAnswer } from '../../hub-client/hub-answer.ts';
import type { Services } from '../steps/services.ts';
import { activationParts } from '../steps/parts.ts';
import type { StepAt } from '../steps/step.ts';
import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { openEntry } from '../steps/entries.ts';
import { pollStatus } from './poll-status.ts';
import { readEmail } from '../steps/read-fields.ts';
import { confirmedStep, endedStep, pendingStatusNow } from './pending-status.ts';

/** Milliseconds between two checks whether the link was used. */
const POLL_EVERY = 3000;

type Pending = StepAt<'activated-pending'>;
type Followed = StepAt<'activated-pending' | 'account-active' | 'activate'>;

type Confirmed = Exclude<Followed, StepAt<'account-active'>> | StepAt<'login'>;

/** The mail with link and code was sent. The code is typed here; the link works anywhere, also after the visit. */
export const activatedPending = {
  progress: (_step, { accounts }) => ({ step: activationParts(accounts), of: activationParts(accounts) }),
  waiting: true,
  screen: (step, { services }) => screen(step, services),
  on: {
    'confirm-account': tryCode,
    resend: resendConfirmation,
    'change-email': changeEmail,
    open: (step, { entry }) => (entry === 'help' ? openEntry(entry, { ...step, problem: null }) : null),
  },
  changesAt: ({ status: { toldAt, codeFor, linkFor } }, { services: { clock } }) => {
    const now = clock.now();
    return [toldAt + codeFor, toldAt + linkFor].find((at) => at > now) ?? null;
  },
  pollEvery: POLL_EVERY,
  poll: async (step, { services }) => {
    const answer = await services.headOffice?.call('account-status', { attempt: step.attempt });
    return () => (answer === undefined ? null : pollStatus(step, answer, services));
  },
} satisfies StepHandler<'activated-pending'>;

function screen(
  { email, status, reached, problem }: Pending,
  services: Services,
): ScreenOf<'activated-pending'> {
  const { clock, senders } = services;
  const left = (span: number): number => Math.max(0, span - (clock.now() - status.toldAt));
  return {
    id: 'activated-pending',
    email: shownEmail(email),
    // Head office sends the mail; a kiosk that sends mail uses the same address.
    sender: senders.email,
    // A mail known to be sent stays sent, even when head office cannot be reached now.
    mail: status.mail === 'waiting' && !reached ? 'unknown' : status.mail,
    linkFor: left(status.linkFor),
    codeFor: left(status.codeFor),
    triesLeft: status.triesLeft,
    resendIn: status.resendIn === null ? null : left(status.resendIn),
    problem,
  };
}

async function tryCode(
  step: Pending,
  { code: typed }: ActionOf<'confirm-account'>,
  { services, visit }: JourneyContext,
): Promise<Confirmed | null> {
  const { headOffice } = services;
  if (headOffice === null) return null;
  const code = activationCodeOf(typed);
  if (code === null) return { ...step, problem: { kind: 'malformed' } };
  const next = after(
    step,
    await headOffice.call('confirm-account', { attempt: step.attempt, code }),
    services,
  );
  if (next.at !== 'account-active') return next;
  // Whoever holds letter and mail is a person, and stands here: the login follows at once, with what was just chosen.
  visit.isPerson = true;
  return {
    ...{ at: 'login', identifier: shownEmail(next.identifier), challenge: null, problem: null },
    chosen: { password: step.password, for: 'account' },
  };
}

async function resendConfirmation(
  step: Pending,
  _action: ActionOf<'resend'>,
  { services }: JourneyContext,
): Promise<Followed | null> {
  const { headOffice } = services;
  if (headOffice === null) return null;
  // Too early: head office would not send a mail, and would only answer the present state.
  if (screen(step, services).resendIn !== 0) return { ...step, problem: { kind: 'resend-too-early' } };
  return after(step, await headOffice.call('resend-confirmation', { attempt: step.attempt }), services);
}

async function changeEmail(
  step: Pending,
  action: ActionOf<'change-email'>,
  { services }: JourneyContext,
): Promise<Followed | null> {
  const { headOffice } = services;
  if (headOffice === null) return null;
  const read = readEmail(action.email, action.emailAgain);
  if (!read.ok) return { ...step, problem: read.problem };
  const email = read.value;
  const answer = await headOffice.call('change-account-email', { attempt: step.attempt, email });
  const isDone = answer.ok && answer.value.result === 'pending';
  return after(isDone ? { ...step, email } : step, answer, services);
}

/** The step after an action, from head office's answer. */
function after(step: Pending, answer: HubAnswer<AccountStatus>, services: Services): Followed {
  if (!answer.ok) return { ...step, reached: false, problem: { kind: 'offline' } };
  const { status } = step;
  const { value } = answer;
  switch (value.result) {
    case 'pending':
      return { ...step, status: pendingStatusNow(value, services.clock), reached: true, problem: null };
    case 'confirmed':
      return confirmedStep(value.identifier, step.key, services);
    case 'ended':
      return endedStep('used');
    case 'email-taken':
      return { ...step, reached: true, problem: { kind: 'email-taken' } };
    case 'wrong': {
      const { triesLeft } = value;
      return { ...step, status: { ...status, triesLeft }, reached: true, problem: { kind: 'wrong' } };
    }
    case 'expired':
      return { ...step, status: { ...status, codeFor: 0 }, reached: true, problem: { kind: 'expired' } };
  }
}
