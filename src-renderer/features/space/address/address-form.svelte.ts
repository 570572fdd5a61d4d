import type { Action } from '../../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { readAddressLines } from '../../../../src-shared/values/contact/address-lines.ts';
import { readDayWithin, type DayRange } from '../../../../src-shared/policy/situation-dates.ts';
import { PartsForm } from '../../../ui/forms/parts-form.svelte.ts';
import { isPostalCode } from '../../../../src-shared/values/contact/postal-code.ts';

/** Parts of a change of address. The first one is the choice of what to change. */
const PARTS = ['choose', 'lines', 'postal-code', 'town', 'from', 'recap'] as const;

export type AddressPart = (typeof PARTS)[number];

type Problem = NonNullable<ScreenOf<'space-address'>['problem']>;

/** Why an address cannot be taken now, although its data are right. */
export type AddressFailure = Exclude<Problem, { kind: 'field' }>;

const EMPTY = { lines: ['', '', ''] as readonly string[], postalCode: '', town: '', from: '' };

/** The part in which each field is corrected. */
const PART_OF: Partial<Record<Extract<Problem, { kind: 'field' }>['field'], AddressPart>> = {
  line: 'lines',
  'postal-code': 'postal-code',
  town: 'town',
  from: 'from',
};

/** A new postal address, part by part. Its life is that of the screen. */
export class AddressForm extends PartsForm<AddressPart, AddressFailure> {
  /** Valid values entered so far. */
  given = $state.raw(EMPTY);

  readonly parts = PARTS;

  protected get complete(): boolean {
    const { lines, postalCode, town, from } = this.given;
    return lines.some((line) => line !== '') && postalCode !== '' && town !== '' && from !== '';
  }

  /** Takes the lines between name and town, or shows what is wrong with them. */
  takeLines(typed: readonly string[]): void {
    const read = readAddressLines(typed);
    if (!read.ok) {
      this.refuse('lines', read.reason);
      return;
    }
    this.given = { ...this.given, lines: typed.map((line) => line.trim()) };
    this.goOn();
  }

  /** Takes a postal code and its towns from main. Without towns, the code is asked for again. */
  takePostalCode(postalCode: string, towns: readonly string[]): void {
    const isSame = postalCode === this.given.postalCode;
    this.given = { ...this.given, postalCode, town: isSame ? this.given.town : '' };
    if (towns.length === 0) this.refuse('postal-code', 'no-such-town');
    else this.show('town');
  }

  /** Whether a text can be a postal code; shows the problem when it cannot. */
  acceptPostalCode(typed: string): boolean {
    const isOne = isPostalCode(typed);
    if (!isOne) this.refuse('postal-code', 'malformed');
    return isOne;
  }

  takeTown(town: string): void {
    this.given = { ...this.given, town };
    this.goOn();
  }

  /** Takes the first day of the address, or shows what is wrong with it. */
  takeFrom(typed: string, range: DayRange): void {
    const read = readDayWithin(typed, range);
    if (!read.ok) {
      this.refuse('from', read.reason);
      return;
    }
    this.given = { ...this.given, from: read.value };
    this.goOn();
  }

  /** The action that sends the address. */
  action(): Action {
    this.failure = null;
    return { type: 'report-address', ...this.given, lines: [...this.given.lines] };
  }

  /** Shows a problem from main, in the part that it concerns. */
  showProblem(problem: Problem): void {
    if (problem.kind === 'field') this.refuse(PART_OF[problem.field] ?? 'lines', problem.issue);
    else this.fail(problem);
  }

  /** Forgets everything entered. */
  wipe(): void {
    this.given = EMPTY;
  }
}
