import { SECRET_QUESTIONS, type SecretQuestion } from '../../../src-shared/values/secret-question.ts';
import { subjectOf } from '../../../src-shared/values/holder.ts';
import { type ActivateBody } from '../../../src-shared/hub-api/accounts.ts';
import { termsIn } from '../../accounts/terms.ts';
import type { PasswordHasher } from '../../credentials/password-hasher.ts';
import { memberKey } from '../steps/member-key.ts';
import { ACTIVATE_PARTS, activationParts } from '../steps/parts.ts';
import type { StepAt } from '../steps/step.ts';
import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { readActivation, type ReadActivation } from './read-activation.ts';
import { confirmedStep, endedStep, pendingStatusNow } from './pending-status.ts';

/**
 * Secret question, e-mail address, password and terms of use. They are sent together, which uses up the provisional
 * password.
 */
export const activateIdentity = {
  progress: (_step, { accounts }) => ({ step: 1 + ACTIVATE_PARTS, of: activationParts(accounts) }),
  screen: ({ attempt, emailOnFile, problem }, { services: { accounts, policy }, visit }) => ({
    id: 'activate-identity',
    questions: accounts.secretQuestion ? questionsFor(attempt) : null,
    emailOnFile,
    policy,
    terms: termsIn(accounts.terms, visit.display.language),
    problem,
  }),
  on: { 'activate-account': activateAccount },
  back: ({ proven }) => ({
    ...{ at: 'activate', situation: proven.holder.situation, unanswered: null, problem: null },
  }),
} satisfies StepHandler<'activate-identity'>;

/** All questions. The first one is proposed: another one for each activation, so that not everybody has the same. */
function questionsFor(attempt: string): SecretQuestion[] {
  const first = Number.parseInt(attempt.replaceAll('-', '').slice(0, 6), 16) % SECRET_QUESTIONS.length;
  return [...SECRET_QUESTIONS.slice(first), ...SECRET_QUESTIONS.slice(0, first)];
}

async function activateAccount(
  step: StepAt<'activate-identity'>,
  action: ActionOf<'activate-account'>,
  { services, visit }: JourneyContext,
): Promise<StepAt<'activate-identity' | 'activated-pending' | 'account-active' | 'activate'> | null> {
  const { headOffice, hasher, newId, audit, vault, clock } = services;
  if (headOffice === null) return null;
  const { attempt, proven, emailOnFile, unanswered } = step;
  const read = await readActivation(action, step, services);
  if (!read.ok) return { ...step, problem: read.problem };
  const request =
    unanswered !== null && (await isSame(unanswered, read.value, hasher))
      ? unanswered
      : {
          ...{ attempt, submission: newId(), language: visit.display.language },
          ...(await hashed(read.value, hasher)),
        };
  const answer = await headOffice.call('activate-account', request);
  if (!answer.ok) return { ...step, unanswered: request, problem: { kind: 'offline' } };
  const { value } = answer;
  const key = memberKey(vault, subjectOf(proven.holder));
  switch (value.result) {
    case 'pending': {
      audit.record('account-activated', key);
      const status = pendingStatusNow(value, clock);
      const email = request.email ?? emailOnFile ?? '';
      const { password } = read.value;
      return { at: 'activated-pending', attempt, key, email, password, status, reached: true, problem: null };
    }
    case 'confirmed':
      audit.record('account-activated', key);
      return confirmedStep(value.identifier, key, services);
    case 'email-taken':
      return { ...step, unanswered: null, problem: { kind: 'email-taken' } };
    case 'ended':
    case 'wrong':
    case 'expired':
      return endedStep('expired', proven.holder.situation);
  }
}

/**
 * Whether the typed data equal those sent before: then they are not hashed again, and head office applies them once.
 */
async function isSame(
  sent: ActivateBody,
  { email, password, secret, terms }: ReadActivation,
  hasher: PasswordHasher,
): Promise<boolean> {
  if (sent.email !== email || sent.terms.version !== terms.version) return false;
  if (sent.secret?.question !== secret?.question) return false;
  if (!(await hasher.verify(sent.phc, password))) return false;
  return sent.secret === null || secret === null || hasher.verify(sent.secret.phc, secret.answer);
}

async function hashed(
  { email, password, secret, terms }: ReadActivation,
  hasher: PasswordHasher,
): Promise<Pick<ActivateBody, 'email' | 'phc' | 'secret' | 'terms'>> {
  const phc = await hasher.hash(password);
  if (secret === null) return { email, phc, secret, terms };
  const { question, answer } = secret;
  return { email, phc, secret: { question, phc: await hasher.hash(answer) }, terms };
}
