import { judgePassword, normalisePassword } from '../../../src-shared/policy/passwords/password-policy.ts';
import { codeEnded } from './ask-code.ts';
import { failedChallenge, freshChallenge } from '../steps/challenge-step.ts';
import { memberKey } from '../steps/member-key.ts';
import type { Proof, StepAt } from '../steps/step.ts';
import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';

/** A new password, typed twice, and the anti-robot. */
export const definePassword = {
  progress: ({ proof }) =>
    proof.by === 'head-office' && proof.proof.by === 'letter' ? { step: 3, of: 4 } : { step: 4, of: 5 },
  screen: ({ challenge, problem }, { services, visit }) => ({
    id: 'define-password',
    policy: services.policy,
    isPassed: visit.isPerson,
    challenge,
    problem,
  }),
  on: {
    'ask-challenge': (step, { way }, { visit }) => ({
      ...step,
      challenge: freshChallenge(visit, way),
      problem: null,
    }),
    'define-password': setPassword,
  },
} satisfies StepHandler<'define-password'>;

async function setPassword(
  step: StepAt<'define-password'>,
  action: ActionOf<'define-password'>,
  context: JourneyContext,
): Promise<StepAt<'define-password' | 'password-done' | 'account-code'>> {
  const { services, visit } = context;
  const failed = failedChallenge(visit, action.answer);
  if (failed) return { ...step, ...failed };
  // A code was right before it: so there is somebody with a mailbox, a phone or a letter.
  visit.isPerson = true;
  const password = normalisePassword(action.password);
  const again = { ...step, challenge: null };
  if (password !== normalisePassword(action.confirmation)) return { ...again, problem: { kind: 'mismatch' } };
  const { broken } = judgePassword(services.policy, password, {
    common: await services.commonPasswords(),
    personal: step.proof.by === 'account' ? step.proof.personal : step.proof.member.personal,
  });
  if (broken.length > 0) return { ...again, problem: { kind: 'refused', broken: [...broken] } };
  const phc = await services.hasher.hash(password);
  if (step.proof.by === 'account') return recovered(step, step.proof, { phc, password }, context);
  const eventId = record(step.proof, phc, context);
  const isAttested = step.proof.by === 'code' && step.proof.isFallback;
  return { at: 'password-done', identifier: step.proof.member.number, password, eventId, isAttested };
}

/**
 * Stores the password, its event, the notices and the end of the recovery in one transaction.
 * @returns the event's id
 */
function record(
  proof: Exclude<Proof, { by: 'account' }>,
  phc: string,
  { services, visit }: JourneyContext,
): string {
  const { journal, clock, credentials, codes, failures, events, notices, audit } = services;
  const { member } = proof;
  return journal.transaction(() => {
    const now = clock.now();
    const shown = proof.by === 'head-office' ? { proof: proof.proof } : {};
    const body = { kind: 'password-set', number: member.number, phc, ...shown } as const;
    const eventId = events.add(body, { memberKey: member.key, decidedAt: now });
    credentials.store(member.key, phc, eventId);
    if (proof.by === 'code') codes.close(proof.recoveryId);
    failures.clear(member.key);
    notices.passwordSet(member, visit.display.language, clock.toWall(now), now);
    audit.record('password-set', member.key);
    return eventId;
  })();
}

/** Only head office has this account; it takes the password at once, or not at all. */
async function recovered(
  step: StepAt<'define-password'>,
  proof: Extract<Proof, { by: 'account' }>,
  { phc, password }: { readonly phc: string; readonly password: string },
  { services: { headOffice, audit, failures, vault, clock } }: JourneyContext,
): Promise<StepAt<'define-password' | 'password-done' | 'account-code'>> {
  const { attempt, email } = proof;
  const answer = await headOffice?.call('recover-password', { attempt, phc });
  if (!answer?.ok) return { ...step, challenge: null, problem: { kind: 'offline' } };
  if (answer.value.result === 'ended') return codeEnded(email, attempt, clock.now());
  const account = memberKey(vault, email);
  failures.clear(account);
  audit.record('password-set', account);
  return { at: 'password-done', identifier: email, password, eventId: null, isAttested: false };
}
