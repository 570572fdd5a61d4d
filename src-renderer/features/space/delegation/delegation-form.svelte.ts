import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { readFamilyName } from '../../../../src-shared/values/names/person-name.ts';
import type { Action } from '../../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { memberNumberOf } from '../../../../src-shared/values/member-number.ts';
import type { DelegationScope } from '../../../../src-shared/values/member-space/delegation.ts';
import type { Delegation } from '../../../../src-shared/hub-api/space-data.ts';
import { PartsForm } from '../../../ui/forms/parts-form.svelte.ts';

const PARTS = ['list', 'number', 'family-name', 'scope', 'months', 'confirm'] as const;

/** A part of naming a helper; the first one is the list of delegations. */
export type DelegationPart = (typeof PARTS)[number];

type Problem = NonNullable<ScreenOf<'space-delegation'>['problem']>;
type Months = ScreenOf<'space-delegation'>['months'][number];

/** An act that ends a delegation or an offer; it has to be confirmed. */
export interface Ending {
  readonly kind: 'decline' | 'revoke' | 'renounce';
  readonly delegation: Pick<Delegation, 'id' | 'name'>;
}

const EMPTY = {
  number: '',
  familyName: '',
  scope: null as DelegationScope | null,
  months: null as Months | null,
};

/** What a member enters to name a helper, and the act to confirm. Its life is that of the screen. */
export class DelegationForm extends PartsForm<DelegationPart, Exclude<Problem, { kind: 'field' }>> {
  /** Entered so far. */
  given = $state.raw(EMPTY);
  /** The act to confirm; null: none. */
  ending = $state.raw<Ending | null>(null);
  /** The page of the list, from 0. */
  page = $state(0);
  /** The delegation chosen from a long list; null: none. */
  chosen = $state.raw<string | null>(null);

  readonly parts = PARTS;
  protected readonly names = {
    number: m.step_helper,
    'family-name': m.step_helper_name,
    scope: m.step_scope,
    months: m.step_months,
    confirm: m.step_recap,
  };

  protected get complete(): boolean {
    const { number, familyName, scope, months } = this.given;
    return number !== '' && familyName !== '' && scope !== null && months !== null;
  }

  /** Starts to name a helper. */
  nameHelper(): void {
    this.wipe();
    this.show('number');
  }

  /** Takes the helper's member number, or shows what is wrong with it. */
  takeNumber(typed: string): void {
    const number = memberNumberOf(typed);
    if (number === null) {
      this.refuse('number', 'malformed');
      return;
    }
    this.given = { ...this.given, number };
    this.show('family-name');
  }

  /**
   * Takes the helper's family name.
   * @returns the action that looks for the helper; null: not a valid name
   */
  takeName(typed: string): Action | null {
    const read = readFamilyName(typed);
    if (!read.ok) {
      this.refuse('family-name', read.reason);
      return null;
    }
    this.given = { ...this.given, familyName: read.value };
    this.failure = null;
    return { type: 'find-helper', number: this.given.number, familyName: read.value };
  }

  /** Takes the helper's scope. */
  takeScope(scope: DelegationScope): void {
    this.given = { ...this.given, scope };
    this.goOn();
  }

  /** Takes the duration in months. */
  takeMonths(months: Months): void {
    this.given = { ...this.given, months };
    this.goOn();
  }

  /** The action that asks for the code of the offer. */
  offer(): Action {
    this.failure = null;
    return { type: 'offer-delegation', scope: this.given.scope ?? '', months: this.given.months ?? 0 };
  }

  /** Asks to confirm an act that ends a delegation. */
  askToEnd(ending: Ending): void {
    this.failure = null;
    this.ending = ending;
  }

  /** The action that ends it. */
  end({ kind, delegation: { id } }: Ending): Action {
    this.ending = null;
    return kind === 'decline'
      ? { type: 'answer-delegation', delegation: id, accept: false }
      : { type: 'revoke-delegation', delegation: id };
  }

  /** Shows a problem from main, in the part that it concerns. */
  showProblem(problem: Problem): void {
    if (problem.kind === 'field') {
      this.show(problem.field);
      this.issue = problem.issue;
      return;
    }
    if (['nobody', 'yourself', 'already', 'locked'].includes(problem.kind)) this.show('number');
    else if (problem.kind === 'gone') this.show('list');
    this.failure = problem;
  }

  /** Forgets everything entered. */
  wipe(): void {
    this.given = EMPTY;
    this.ending = null;
    this.chosen = null;
  }
}
