import type { ChallengeAnswer, Action } from '../../../src-shared/journey/action.ts';
import type { FieldIssue } from '../../../src-shared/journey/screen-parts.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import {
  fieldsOf,
  judgeField,
  type RequestField,
  type RequestGround,
  type RequestPurpose,
} from './account-request-fields.ts';

/** A part of the request that is shown alone: a field, all that was given, or the anti-robot. */
export type RequestPhase = RequestField | 'recap' | 'robot';

type Problem = NonNullable<ScreenOf<'account-request'>['problem']>;

/** Why the whole cannot be sent now; nothing in it is wrong. */
export type RequestFailure = Extract<Problem, { kind: 'offline' | 'kiosk-paused' }>;

const EMPTY: Readonly<Record<RequestField, string>> = {
  number: '',
  email: '',
  'email-again': '',
  'family-name': '',
  'birth-date': '',
  'postal-code': '',
};

/** What a visitor gives for a request, field by field. Lives and dies with its screen. */
export class RequestForm {
  /** What was given and is well formed. */
  given = $state.raw(EMPTY);
  /** The part shown now. */
  phase = $state<RequestPhase>('number');
  /** What is wrong with the field shown now. */
  issue = $state.raw<FieldIssue | null>(null);
  /** Why main did not take the whole; said until it is sent again. */
  failure = $state.raw<RequestFailure | null>(null);
  /** The parts, in order. */
  readonly phases: readonly RequestPhase[];

  /** True while one field is changed out of the recap, which comes next again. */
  #changing = $state(false);

  constructor(purpose: RequestPurpose) {
    this.phases = [...fieldsOf(purpose), 'recap', 'robot'];
  }

  /** Place of the part shown now, from 1. */
  get place(): number {
    return this.phases.indexOf(this.phase) + 1;
  }

  /** Takes what was typed for the field shown now and goes on, or says what is wrong with it. */
  take(typed: string, ground: Omit<RequestGround, 'email'>): void {
    const field = this.phase;
    if (field === 'recap' || field === 'robot') return;
    const judged = judgeField(field, typed, { ...ground, email: this.given.email });
    if (!judged.ok) {
      this.issue = judged.issue;
      return;
    }
    const again = field === 'email' && judged.value !== this.given.email ? { 'email-again': '' } : {};
    this.given = { ...this.given, ...again, [field]: judged.value };
    this.#show(this.#after(field));
  }

  /** Goes on without a change: the field shown now keeps what was given for it. */
  goOn(): void {
    this.#show(this.#after(this.phase));
  }

  /** Shows a field out of the recap. */
  change(field: RequestField): void {
    this.#show(field);
    this.#changing = true;
  }

  /** Shows the part before, or the recap where the visitor came from; null on the first part. */
  get back(): (() => void) | null {
    // An address that was only typed once is not in the recap yet.
    if (this.#changing && this.#complete && this.phase !== 'email-again') return () => this.#show('recap');
    const before = this.phases[this.place - 2];
    return before === undefined ? null : () => this.#show(before);
  }

  /** The action that sends the whole. */
  action(answer: ChallengeAnswer): Action {
    this.failure = null;
    return {
      type: 'request-account',
      number: this.given.number,
      email: this.given.email,
      emailAgain: this.given['email-again'],
      familyName: this.given['family-name'],
      birthDate: this.given['birth-date'],
      postalCode: this.given['postal-code'],
      answer,
    };
  }

  /** Shows the part that main found a problem in, and the problem. A missed challenge stays where it is. */
  showProblem(problem: Problem): void {
    if (problem.kind === 'field') {
      this.change(problem.field);
      this.issue = problem.issue;
    } else if (problem.kind === 'offline' || problem.kind === 'kiosk-paused') {
      this.#show('recap');
      this.failure = problem;
    }
  }

  /** Forgets all that was given. */
  wipe(): void {
    this.given = EMPTY;
  }

  get #complete(): boolean {
    return this.phases.every((phase) => phase === 'recap' || phase === 'robot' || this.given[phase] !== '');
  }

  #after(phase: RequestPhase): RequestPhase {
    if (this.#changing && this.#complete) return 'recap';
    return this.phases[this.phases.indexOf(phase) + 1] ?? 'robot';
  }

  #show(phase: RequestPhase): void {
    this.phase = phase;
    this.issue = null;
    if (phase === 'recap') this.#changing = false;
  }
}
