import type { ChallengeAnswer, Action } from '../../../src-shared/journey/action.ts';
import type { FieldIssue } from '../../../src-shared/journey/screen-parts.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import {
  fieldsOf,
  REQUEST_FIELDS,
  judgeField,
  type RequestField,
  type RequestGround,
  type RequestPurpose,
} from './account-request-fields.ts';

/** A field, the summary, or the anti-robot. */
export type RequestPhase = RequestField | 'recap' | 'robot';

/** Fields that stand on the screen of another one. */
const BESIDE = { 'email-again': 'email', 'postal-code': 'family-name' } as const;

/** A part of the request, shown alone. */
export type RequestPart = Exclude<RequestPhase, keyof typeof BESIDE>;

function partOf(phase: RequestPhase): RequestPart {
  return phase === 'email-again' || phase === 'postal-code' ? BESIDE[phase] : phase;
}

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
  /** The field that is typed, or the part on screen. */
  phase = $state<RequestPhase>('number');
  /** What is wrong with the field on screen; null: nothing. */
  issue = $state.raw<FieldIssue | null>(null);
  /** Why main did not take the request; shown until it is sent again. */
  failure = $state.raw<RequestFailure | null>(null);
  /** Whether the postal code is of another country; see {@link goAbroad}. */
  isAbroad = $state(false);
  /** The fields, the summary and the anti-robot, in order. */
  readonly phases: readonly RequestPhase[];

  /** True while one field is changed from the summary; the summary comes next again. */
  #changing = $state(false);

  constructor(purpose: RequestPurpose) {
    this.phases = [...fieldsOf(purpose), 'recap', 'robot'];
  }

  /** The part on screen. */
  get part(): RequestPart {
    return partOf(this.phase);
  }

  /** The parts, in order. */
  get parts(): readonly RequestPart[] {
    return this.phases.filter((phase): phase is RequestPart => partOf(phase) === phase);
  }

  /** Position of the part on screen, from 1. */
  get place(): number {
    return this.parts.indexOf(this.part) + 1;
  }

  /** Takes the typed values of the part on screen and goes on, or shows the first one that is wrong. */
  take(
    typed: Readonly<Partial<Record<RequestField, string>>>,
    ground: Omit<RequestGround, 'email' | 'isAbroad'>,
  ): void {
    if (this.keep(typed, ground)) this.#show(this.#after(this.part));
  }

  /**
   * Takes typed values and stays on the part, or shows the first one that is wrong.
   * @returns false when one is wrong
   */
  keep(
    typed: Readonly<Partial<Record<RequestField, string>>>,
    ground: Omit<RequestGround, 'email' | 'isAbroad'>,
  ): boolean {
    const { isAbroad } = this;
    let { given } = this;
    this.issue = null;
    for (const field of REQUEST_FIELDS) {
      const text = typed[field];
      if (text === undefined) continue;
      const judged = judgeField(field, text, { ...ground, email: given.email, isAbroad });
      if (!judged.ok) {
        this.phase = field;
        this.issue = judged.issue;
        return false;
      }
      given = { ...given, [field]: judged.value };
    }
    this.given = given;
    return true;
  }

  /** The postal code is of another country, or is not after all. */
  goAbroad(isAbroad: boolean): void {
    this.isAbroad = isAbroad;
    this.issue = null;
    this.given = { ...this.given, 'postal-code': '' };
  }

  /** Goes on and keeps the value of the field on screen. */
  goOn(): void {
    this.#show(this.#after(this.part));
  }

  /** Shows a field, called from the summary. */
  change(field: RequestField): void {
    this.#show(field);
    this.#changing = true;
  }

  /** Shows the previous part, or the summary when the visitor came from it; null on the first part. */
  get back(): (() => void) | null {
    if (this.#changing && this.#complete) return () => this.#show('recap');
    const before = this.parts[this.place - 2];
    return before === undefined ? null : () => this.#show(before);
  }

  /** The action that sends all fields. */
  action(answer: ChallengeAnswer | null): Action {
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

  #after(part: RequestPart): RequestPart {
    if (this.#changing && this.#complete) return 'recap';
    return this.parts[this.parts.indexOf(part) + 1] ?? 'robot';
  }

  #show(phase: RequestPhase): void {
    this.phase = phase;
    this.issue = null;
    if (phase === 'recap') this.#changing = false;
  }
}
