import {
  normaliseSecretAnswer,
  SECRET_QUESTIONS,
  type SecretQuestion,
} from '../../../src-shared/values/secret-question.ts';
import type { Action } from '../../../src-shared/journey/action.ts';
import { judgePassword, normalisePassword } from '../../../src-shared/policy/passwords/password-policy.ts';
import type { Services } from '../steps/services.ts';
import type { StepAt } from '../steps/step.ts';
import { readEmail, unreadable } from '../steps/read-fields.ts';

/** Data of a new account, in clear. They exist only during the action. */
export interface ReadActivation {
  /** Null: the address on file. */
  readonly email: string | null;
  readonly password: string;
  /** Null when secret questions are turned off. */
  readonly secret: { readonly question: SecretQuestion; readonly answer: string } | null;
  readonly terms: { readonly version: string };
}

type Problem = NonNullable<StepAt<'activate-identity'>['problem']>;

/** The data, or the first problem in the order of the screen. */
export type ActivationResult =
  | { readonly ok: true; readonly value: ReadActivation }
  | { readonly ok: false; readonly problem: Problem };

/**
 * @param proven its personal texts must not be in the password, besides the typed e-mail address; `emailOnFile` may be taken
 * instead of one
 */
export async function readActivation(
  action: Extract<Action, { type: 'activate-account' }>,
  { proven: { personal }, emailOnFile }: Pick<StepAt<'activate-identity'>, 'proven' | 'emailOnFile'>,
  { accounts, policy, commonPasswords }: Pick<Services, 'accounts' | 'policy' | 'commonPasswords'>,
): Promise<ActivationResult> {
  const fail = (problem: Problem): ActivationResult => ({ ok: false, problem });
  const secret = accounts.secretQuestion ? readSecret(action) : null;
  if (secret?.ok === false) return secret;
  const read = action.email === null ? null : readEmail(action.email, action.emailAgain);
  if (read?.ok === false) return read;
  const email = read?.value ?? null;
  if (email === null && emailOnFile === null) return unreadable('email', '');
  const password = normalisePassword(action.password);
  if (password !== normalisePassword(action.confirmation)) return fail({ kind: 'mismatch' });
  const common = await commonPasswords();
  const own = email === null ? personal : [...personal, email, email.replace(/@.*/u, '')];
  const { broken } = judgePassword(policy, password, { common, personal: own });
  if (broken.length > 0) return fail({ kind: 'refused', broken: [...broken] });
  const { version } = accounts.terms;
  if (action.terms !== version) return unreadable('terms', action.terms);
  return {
    ok: true,
    value: { email, password, secret: secret?.value ?? null, terms: { version } },
  };
}

function readSecret(action: Extract<Action, { type: 'activate-account' }>) {
  const question = SECRET_QUESTIONS.find((one) => one === action.question);
  if (question === undefined) return unreadable('question', action.question);
  const answer = normaliseSecretAnswer(action.secretAnswer);
  if (answer === null) return unreadable('secret-answer', action.secretAnswer);
  return { ok: true, value: { question, answer } } as const;
}
