import type { SecretQuestion } from '../../../src-shared/values/secret-question.ts';
import type { Action } from '../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { identityPhases, neighbour, phaseOfProblem, type IdentityPhase } from './identity-phases.ts';

type Problem = ScreenOf<'activate-identity'>['problem'];

/** What a visitor gives to activate an account, part by part. Lives and dies with its screen. */
export class IdentityForm {
  /** The part shown now. */
  phase = $state<IdentityPhase>('question');
  /** What main has said of the whole; kept until the part that it is about is given again. */
  problem = $state.raw<Problem>(null);
  /** What was given so far. */
  question = $state<SecretQuestion | null>(null);
  secretAnswer = $state('');
  email = $state('');
  emailAgain = $state('');
  password = $state('');
  confirmation = $state('');
  /** Version of the terms that were read to their end. */
  termsRead = $state('');

  readonly #phases: readonly IdentityPhase[];

  /** @param withQuestion false where secret questions are turned off */
  constructor(withQuestion: boolean) {
    this.#phases = identityPhases(withQuestion);
    this.phase = this.#phases[0] ?? 'terms';
  }

  /** Place of the part shown now, from 1, and how many there are. */
  get place(): { readonly step: number; readonly of: number } {
    return { step: this.#phases.indexOf(this.phase) + 1, of: this.#phases.length };
  }

  /** Shows the part before; null on the first. */
  get back(): (() => void) | null {
    const before = neighbour(this.#phases, this.phase, -1);
    return before === null ? null : () => (this.phase = before);
  }

  /** The problem, if the part shown now is where it is dealt with. */
  get problemHere(): Problem {
    return this.problem !== null && phaseOfProblem(this.problem) === this.phase ? this.problem : null;
  }

  /** Takes the question; the answer to another does not serve. */
  takeQuestion(question: SecretQuestion): void {
    if (question !== this.question) this.secretAnswer = '';
    this.question = question;
    this.#goOn();
  }

  /** Takes the answer to the question. */
  takeAnswer(answer: string): void {
    this.secretAnswer = answer;
    this.#goOn();
  }

  /** Takes the address; another than before has to be typed twice. */
  takeEmail(email: string): void {
    if (email !== this.email) this.emailAgain = '';
    this.email = email;
    this.#goOn();
  }

  /** Takes the password; another than before has to be typed twice. */
  takePassword(password: string): void {
    if (password !== this.password) this.confirmation = '';
    this.password = password;
    this.#goOn();
  }

  /** Takes the address typed a second time. */
  takeEmailAgain(typed: string): void {
    this.emailAgain = typed;
    this.#goOn();
  }

  /** Takes the password typed a second time. */
  takeConfirmation(typed: string): void {
    this.confirmation = typed;
    this.#goOn();
  }

  /** Goes on to the first part that is not given yet: what was given before a change need not be given again. */
  #goOn(): void {
    if (this.problemHere !== null) this.problem = null;
    this.phase = this.#phases.find((phase) => !this.#isGiven(phase)) ?? 'terms';
  }

  /** Leads back to the address, out of the last part. */
  changeEmail(): void {
    this.phase = 'email';
  }

  /** The action that sends the whole. */
  action(terms: string): Action {
    this.problem = null;
    return {
      type: 'activate-account',
      question: this.question ?? '',
      secretAnswer: this.secretAnswer,
      email: this.email,
      emailAgain: this.emailAgain,
      password: this.password,
      confirmation: this.confirmation,
      terms,
    };
  }

  /** Shows the part that main found a problem in, and the problem. */
  showProblem(problem: Problem): void {
    this.problem = problem;
    if (problem !== null) this.phase = phaseOfProblem(problem);
  }

  /** Forgets all that was given. */
  wipe(): void {
    this.question = null;
    this.secretAnswer = '';
    this.email = '';
    this.emailAgain = '';
    this.password = '';
    this.confirmation = '';
  }

  #isGiven(phase: IdentityPhase): boolean {
    switch (phase) {
      case 'question':
        return this.question !== null;
      case 'answer':
        return this.secretAnswer !== '';
      case 'email':
        return this.email !== '';
      case 'email-again':
        return this.emailAgain !== '';
      case 'password':
        return this.password !== '';
      case 'confirmation':
        return this.confirmation !== '';
      case 'terms':
        return false;
    }
  }
}
