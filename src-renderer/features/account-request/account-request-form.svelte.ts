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

/** A part of the request, shown alone: a field, the summary, or the anti-robot. */
export type RequestPhase = RequestField | 'recap' | 'robot';

type Problem = NonNullable<ScreenOf<'account-request'>['problem']>;

/** Why the request cannot be sent now, although its data are right. */
export type RequestFailure = Extract<Problem, { kind: 'offline' | 'kiosk-paused' }>;

const EMPTY: Readonly<Record<RequestField, string>> = {
  number: '',
  email: '',
  'email-again': '',
  'family-name': '',
  'birth-date': '',
  'postal-code': '',
};

/** What a visitor enters for a request, field by field. Its life is that of the screen. */
export class RequestForm {
  /** Valid values entered so far. */
  given = $state.raw(EMPTY);
  /** The part on screen. */
  phase = $state<RequestPhase>('number');
  /** What is wrong with the field on screen; null: nothing. */
  issue = $state.raw<FieldIssue | null>(null);
  /** Why main did not take the request; shown until it is sent again. */
  failure = $state.raw<RequestFailure | null>(null);
  /** Whether the postal code is of another country; see {@link goAbroad}. */
  isAbroad = $state(false);
  /** The parts, in order. */
  readonly phases: readonly RequestPhase[];

  /** True while one field is changed from the summary; the summary comes next again. */
  #changing = $state(false);

  constructor(purpose: RequestPurpose) {
    this.phases = [...fieldsOf(purpose), 'recap', 'robot'];
  }

  /** Position of the part on screen, from 1. */
  get place(): number {
    return this.phases.indexOf(this.phase) + 1;
  }

  /** Takes the typed value of the field on screen and goes on, or shows what is wrong with it. */
  take(typed: string, ground: Omit<RequestGround, 'email' | 'isAbroad'>): void {
    const field = this.phase;
    if (field === 'recap' || field === 'robot') return;
    const judged = judgeField(field, typed, { ...ground, email: this.given.email, isAbroad: this.isAbroad });
    if (!judged.ok) {
      this.issue = judged.issue;
      return;
    }
    const again = field === 'email' && judged.value !== this.given.email ? { 'email-again': '' } : {};
    this.given = { ...this.given, ...again, [field]: judged.value };
    this.#show(this.#after(field));
  }

  /** The postal code is of another country, or is not after all. */
  goAbroad(isAbroad: boolean): void {
    this.isAbroad = isAbroad;
    this.issue = null;
    this.given = { ...this.given, 'postal-code': '' };
  }

  /** Goes on and keeps the value of the field on screen. */
  goOn(): void {
    this.#show(this.#after(this.phase));
  }

  /** Shows a field, called from the summary. */
  change(field: RequestField): void {
    this.#show(field);
    this.#changing = true;
  }

  /** Shows the previous part, or the summary when the visitor came from it; null on the first part. */
  get back(): (() => void) | null {
    // An address typed only once is not in the summary yet.
    if (this.#changing && this.#complete && this.phase !== 'email-again') return () => this.#show('recap');
    const before = this.phases[this.place - 2];
    return before === undefined ? null : () => this.#show(before);
  }

  /** The action that sends all fields. */
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
      ...(this.isAbroad && { isAbroad: true }),
      answer,
    };
  }

  /** Shows a problem from main, in the part that it concerns. A missed challenge does not change the part. */
  showProblem(problem: Problem): void {
    if (problem.kind === 'field') {
      this.change(problem.field);
      this.issue = problem.issue;
    } else if (problem.kind === 'offline' || problem.kind === 'kiosk-paused') {
      this.#show('recap');
      this.failure = problem;
    }
  }

  /** Forgets everything entered. */
  wipe(): void {
    this.given = EMPTY;
    this.isAbroad = false;
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
