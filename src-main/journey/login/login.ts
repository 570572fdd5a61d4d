import { readEmail } from '../../../src-shared/values/contact/email.ts';
import { memberNumberOf } from '../../../src-shared/values/member-number.ts';
import { normalisePassword } from '../../../src-shared/policy/passwords/password-policy.ts';
import { failedChallenge, freshChallenge } from '../steps/challenge-step.ts';
import { memberKey } from '../steps/member-key.ts';
import { isOffered, openEntry } from '../steps/entries.ts';
import type { FoundMember } from '../steps/services.ts';
import type { StepAt } from '../steps/step.ts';
import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { newSpace } from '../steps/space.ts';
import { homeOf } from '../steps/space-steps.ts';
import { checkPassword } from './check-password.ts';

const NOBODY_HERE: FoundMember = { state: 'ready', member: null };

/**
 * Identifier (member number or e-mail address), password and anti-robot. No answer tells whether the identifier
 * exists.
 */
export const login = {
  screen: ({ identifier, chosen, challenge, problem }, { services, visit }) => ({
    id: 'login',
    identifier,
    byEmail: services.headOffice !== null,
    isPassed: visit.isPerson,
    ...(chosen && { chosen: chosen.for }),
    challenge,
    problem,
  }),
  on: {
    'ask-challenge': (step, { way }, { visit }) => ({
      ...step,
      challenge: freshChallenge(visit, way),
      problem: null,
    }),
    login: tryLogin,
    open: (step, { entry }, { services }) =>
      entry === 'login' || !isOffered(entry, services)
        ? null
        : openEntry(entry, { ...step, challenge: null, problem: null }),
  },
  back: () => ({ at: 'menu' }),
} satisfies StepHandler<'login'>;

async function tryLogin(
  step: StepAt<'login'>,
  action: ActionOf<'login'>,
  { services, visit }: JourneyContext,
): Promise<StepAt<'login' | 'space-home'> | null> {
  const { clock, limits, failures, vault, audit, headOffice } = services;
  const { chosen, ...bare } = step;
  const given = action.password ?? (action.identifier === step.identifier ? chosen?.password : undefined);
  if (given === undefined) return null;
  // What was chosen belongs to its identifier, and a typed password takes its place.
  const keeps = action.password === null && chosen !== undefined ? { chosen } : {};
  const wrong = { ...bare, identifier: action.identifier, challenge: null };
  const again = { ...wrong, ...keeps };
  const failed = failedChallenge(visit, action.answer);
  if (failed) return { ...again, ...failed };
  const pausedUntil = await limits.closedUntil('failed-login');
  if (pausedUntil !== null)
    return { ...again, problem: { kind: 'kiosk-paused', until: clock.toWall(pausedUntil) } };
  const number = memberNumberOf(action.identifier);
  // A text that is neither number nor address is treated as an account that nobody has, with the same delays.
  const email = readEmail(action.identifier);
  const identifier = number ?? (email.ok ? email.value : action.identifier.trim().toLowerCase());
  const account = memberKey(vault, identifier);
  const delayedUntil = (next: number): StepAt<'login'> => ({
    ...again,
    problem: { kind: 'delayed', until: clock.toWall(next) },
  });
  const delayed = (): StepAt<'login'> | null => {
    const next = failures.nextAt(account);
    return next > clock.now() ? delayedUntil(next) : null;
  };
  const tooEarly = delayed();
  if (tooEarly) return tooEarly;
  // Only head office has accounts with e-mail identifiers.
  const found = number === null ? NOBODY_HERE : services.findMember(number);
  if (found.state === 'loading' && headOffice === null) return { ...again, problem: { kind: 'loading' } };
  const failure = failures.count(account);
  const checked = await checkPassword(
    {
      ...{ identifier, account, password: normalisePassword(given), found },
      language: visit.display.language,
    },
    services,
  );
  switch (checked.result) {
    case 'right':
      failures.clear(account);
      audit.record('login-succeeded', account);
      return homeOf(newSpace({ ...checked, identifier: action.identifier }));
    case 'unconfirmed':
      failures.clear(account);
      audit.record('login-failed', account, 'unconfirmed');
      return { ...again, problem: { kind: checked.emailTaken === true ? 'email-taken' : 'unconfirmed' } };
    case 'wrong':
      // Whoever passed the anti-robot once does not try many passwords with it.
      visit.isPerson = false;
      await limits.take('failed-login');
      audit.record('login-failed', account);
      return delayed() ?? { ...wrong, problem: { kind: 'wrong' } };
    case 'delayed':
      visit.isPerson = false;
      if (!checked.wrongHere) failures.takeBack(failure);
      return delayedUntil(clock.now() + checked.waitMs);
    case 'offline':
    case 'loading':
      failures.takeBack(failure);
      return { ...again, problem: { kind: checked.result } };
  }
}
