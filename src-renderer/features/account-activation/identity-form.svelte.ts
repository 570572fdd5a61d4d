import type { SecretQuestion } from '../../../src-shared/values/secret-question.ts';
import type { Action } from '../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { identityPhases, neighbour, phaseOfProblem, type IdentityPhase } from './identity-phases.ts';

type Problem = ScreenOf<'activate-identity'>['problem'];

/** What a visitor enters to activate an account, part by part. Its life is that of the screen. */
export class IdentityForm {
  /** The part on screen. */
  phase = $state<IdentityPhase>('answer');
  /** Main's problem with the data; kept until the part concerned is entered again. */
  problem = $state.raw<Problem>(null);
  /** Entered so far. */
  question = $state<SecretQuestion | null>(null);
  secretAnswer = $state('');
  /** Whether the address on file is taken; then none is typed. */
  takesOnFile = $state(false);
  /** Whether an address is typed although one is on file. */
  typesEmail = $state(false);
  email = $state('');
  emailAgain = $state('');
  password = $state('');
  confirmation = $state('');
  /** Version of the terms that the visitor has read to the end; empty: none. */
  termsRead = $state('');

  readonly #phases: readonly IdentityPhase[];

  readonly #emailOnFile: string | null;

  /**
   * @param questions the questions to choose from, the proposed one first; null when they are turned off
   * @param emailOnFile masked; null: none
   */
  constructor(questions: readonly SecretQuestion[] | null, emailOnFile: string | null = null) {
    this.#emailOnFile = emailOnFile;
    this.question = questions?.[0] ?? null;
    this.#phases = identityPhases(questions !== null);
    this.phase = this.#phases[0] ?? 'terms';
  }

  /** Position of the part on screen, from 1, and the number of parts. */
  get place(): { readonly step: number; readonly of: number } {
    const part = this.phase === 'question' ? 'answer' : this.phase;
    return { step: this.#phases.indexOf(part) + 1, of: this.#phases.length };
  }

  /** Shows the previous part; null on the first. */
  get back(): (() => void) | null {
    if (this.phase === 'question') return () => (this.phase = 'answer');
    if (this.phase === 'email' && this.typesEmail) return () => (this.typesEmail = false);
    const before = neighbour(this.#phases, this.phase, -1);
    return before === null ? null : () => (this.phase = before);
  }

  /** The problem, when it concerns the part on screen. */
  get problemHere(): Problem {
    return this.problem !== null && phaseOfProblem(this.problem) === this.phase ? this.problem : null;
  }

  /** Takes the question. Another question clears the answer. */
  takeQuestion(question: SecretQuestion): void {
    if (question !== this.question) this.secretAnswer = '';
    this.question = question;
    if (this.problemHere !== null) this.problem = null;
    this.phase = 'answer';
  }

  /** Shows the questions, to choose another one. */
  changeQuestion(): void {
    this.phase = 'question';
  }

  takeAnswer(answer: string): void {
    this.secretAnswer = answer;
    this.#goOn();
  }

  /** Takes the address, typed twice. */
  takeEmail(email: string, again: string): void {
    this.takesOnFile = false;
    this.email = email;
    this.emailAgain = again;
    this.#goOn();
  }

  /** Takes the address on file. */
  takeOnFile(): void {
    this.takesOnFile = true;
    this.email = '';
    this.emailAgain = '';
    this.#goOn();
  }

  /** The address, masked when it is the one on file. */
  get shownEmail(): string {
    return this.takesOnFile ? (this.#emailOnFile ?? '') : this.email;
  }

  /** The address on file, masked, while it is offered; null: an address is typed. */
  get offeredEmail(): string | null {
    return this.typesEmail ? null : this.#emailOnFile;
  }

  /** Takes the password. Another password has to be typed twice. */
  takePassword(password: string): void {
    if (password !== this.password) this.confirmation = '';
    this.password = password;
    this.#goOn();
  }

  /** Takes the password typed a second time. */
  takeConfirmation(typed: string): void {
    this.confirmation = typed;
    this.#goOn();
  }

  /** Goes to the first part that is not entered yet, so that what was entered before a change is kept. */
  #goOn(): void {
    if (this.problemHere !== null) this.problem = null;
    this.phase = this.#phases.find((phase) => !this.#isGiven(phase)) ?? 'terms';
  }

  /** Goes from the last part back to the address. */
  changeEmail(): void {
    this.typesEmail = this.email !== '';
    this.phase = 'email';
  }

  /** The action that sends all parts. */
  action(terms: string): Action {
    this.problem = null;
    return {
      type: 'activate-account',
      question: this.question ?? '',
      secretAnswer: this.secretAnswer,
      email: this.takesOnFile ? null : this.email,
      emailAgain: this.emailAgain,
      password: this.password,
      confirmation: this.confirmation,
      terms,
    };
  }

  /** Shows a problem from main, in the part that it concerns. */
  showProblem(problem: Problem): void {
    this.problem = problem;
    if (problem === null) return;
    this.phase = phaseOfProblem(problem);
    // A fault of the address is told where one is typed.
    if (this.phase === 'email') this.typesEmail = this.#emailOnFile !== null;
  }

  /** Forgets everything entered. */
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
        return this.takesOnFile || (this.email !== '' && this.emailAgain !== '');
      case 'password':
        return this.password !== '';
      case 'confirmation':
        return this.confirmation !== '';
      case 'terms':
        return false;
    }
  }
}
