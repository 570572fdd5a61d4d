import { MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';
import { CODE_LIFE } from '../../../src-shared/policy/codes.ts';
import { memberKey } from '../steps/member-key.ts';
import type { StepAt } from '../steps/step.ts';
import type { JourneyContext } from '../steps/step-handler.ts';

/** Result of asking head office for a code by mail. Moments are steady. */
export type AskedCode =
  | { readonly result: 'posted'; readonly step: StepAt<'account-code'> }
  | { readonly result: 'paused'; readonly until: number }
  /** Head office may have sent a code anyway; it expires at `expiresAt` at the latest. */
  | { readonly result: 'offline'; readonly attempt: string; readonly expiresAt: number };

/**
 * Asks head office for a code by mail. Its answer does not depend on whether an account has the address.
 * @param attempt the unanswered one, or a new one
 */
export async function askCode(
  email: string,
  attempt: string,
  { services, visit }: JourneyContext,
): Promise<AskedCode> {
  const { headOffice, limits, clock, audit, vault } = services;
  const pausedUntil = await limits.closedUntil('account-code');
  if (pausedUntil !== null) return { result: 'paused', until: pausedUntil };
  const askedAt = clock.now();
  const answer = await headOffice?.call('start-recovery', {
    attempt,
    email,
    language: visit.display.language,
  });
  if (!answer?.ok) return { result: 'offline', attempt, expiresAt: askedAt + CODE_LIFE };
  const now = clock.now();
  if (answer.value.result === 'paused') return { result: 'paused', until: now + answer.value.waitMs };
  await limits.take('account-code');
  audit.record('account-code-issued', memberKey(vault, email));
  const { codeFor, triesLeft, resendIn } = answer.value;
  return {
    result: 'posted',
    step: {
      ...{ at: 'account-code', email, attempt, triesLeft },
      expiresAt: now + codeFor,
      resendAt: resendIn === null ? null : now + resendIn,
      unanswered: null,
      problem: null,
    },
  };
}

/** The right code was entered too long ago; another one can be asked for at once. */
export function codeEnded(email: string, attempt: string, now: number): StepAt<'account-code'> {
  return {
    ...{ at: 'account-code', email, attempt, expiresAt: now, resendAt: now, triesLeft: MOST_CODE_TRIES },
    unanswered: null,
    problem: { kind: 'expired' },
  };
}
