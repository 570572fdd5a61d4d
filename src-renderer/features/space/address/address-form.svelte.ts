import type { Action } from '../../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { readAddressLines } from '../../../../src-shared/values/contact/address-lines.ts';
import { readDayWithin, type DayRange } from '../../../../src-shared/policy/situation-dates.ts';
import { DEFAULT_COUNTRY, hasFrenchPost } from '../../../../src-shared/values/contact/country.ts';
import {
  readTypedPlace,
  type TypedPlace,
  type TypedPlaceReason,
} from '../../../../src-shared/values/contact/typed-place.ts';
import type { FieldIssue } from '../../../../src-shared/journey/screen-parts.ts';
import { PartsForm } from '../../../ui/forms/parts-form.svelte.ts';
import { isPostalCode } from '../../../../src-shared/values/contact/postal-code.ts';

/** Parts of a change of address. The first one is the choice of what to change. */
const PARTS = ['choose', 'lines', 'postal-code', 'town', 'recap'] as const;

/** Parts of an address abroad, where no list has the towns. */
const PARTS_ABROAD = ['choose', 'lines', 'abroad', 'recap'] as const;

/** `from`: the first day is today, unless it is changed from the summary. */
export type AddressPart = (typeof PARTS | typeof PARTS_ABROAD)[number] | 'from';

type Problem = NonNullable<ScreenOf<'space-address'>['problem']>;

/** Why an address cannot be taken now, although its data are right. */
export type AddressFailure = Exclude<Problem, { kind: 'field' }>;

const EMPTY = {
  ...{ lines: ['', '', ''] as readonly string[], postalCode: '', town: '', from: '' },
  /** Two letters. */
  country: DEFAULT_COUNTRY,
  /** The list of the postal code does not have the town. */
  isTownTyped: false,
};

/** The part in which each field of a typed place is corrected. */
const FIELD_OF: Readonly<Record<TypedPlaceReason, PlaceField>> = {
  'postal-code': 'postal-code',
  'no-such-country': 'country',
  'town-missing': 'town',
  'town-characters': 'town',
  'town-too-long': 'town',
};

/** A field of the part for an address abroad. */
export type PlaceField = 'postal-code' | 'town' | 'country';

/** The part in which each field is corrected. */
const PART_OF: Partial<Record<Extract<Problem, { kind: 'field' }>['field'], AddressPart>> = {
  line: 'lines',
  'postal-code': 'postal-code',
  town: 'town',
  country: 'abroad',
  from: 'from',
};

const ISSUES: Readonly<Record<TypedPlaceReason, FieldIssue>> = {
  'postal-code': 'malformed',
  'no-such-country': 'no-such-country',
  'town-missing': 'missing',
  'town-characters': 'characters',
  'town-too-long': 'too-long',
};

/** A new postal address, part by part. Its life is that of the screen. */
export class AddressForm extends PartsForm<AddressPart, AddressFailure> {
  /** Valid values entered so far. */
  given = $state.raw(EMPTY);

  readonly #today: string;

  /** Whether the new address is abroad; see {@link goAbroad}. */
  isAbroad = $state(false);
  /** Whether the town is typed, since the list does not have it. */
  isTypingTown = $state(false);
  /** The wrong field of a typed place; null: none. */
  wrong = $state.raw<PlaceField | null>(null);

  /** @param today ISO date: the first day, unless another is chosen */
  constructor(today: string) {
    super();
    this.#today = today;
    this.wipe();
  }

  get parts(): typeof PARTS | typeof PARTS_ABROAD {
    return this.isAbroad ? PARTS_ABROAD : PARTS;
  }

  protected get complete(): boolean {
    const { lines, postalCode, town } = this.given;
    const isPlaced = town !== '' && (this.isAbroad || postalCode !== '');
    return lines.some((line) => line !== '') && isPlaced;
  }

  /** From abroad, before all is entered, it leads to an address in France again. */
  override get back(): (() => void) | null {
    return this.part === 'abroad' && this.given.town === '' ? () => this.goAbroad(false) : super.back;
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

  /** Takes a postal code and its towns from main. The only town is taken; without towns, the code is asked for again. */
  takePostalCode(postalCode: string, towns: readonly string[]): void {
    const isSame = postalCode === this.given.postalCode;
    const [only] = towns;
    if (only !== undefined && towns.length === 1 && !(isSame && this.given.isTownTyped)) {
      this.given = { ...this.given, postalCode };
      this.show('town');
      this.takeTown(only);
      return;
    }
    if (!isSame) this.given = { ...this.given, postalCode, town: '', isTownTyped: false };
    this.isTypingTown = isSame && this.given.isTownTyped && towns.length === 0;
    if (this.isTypingTown) this.show('town');
    else if (towns.length === 0) this.refuse('postal-code', 'no-such-town');
    else this.show('town');
  }

  /** Whether a text can be a postal code; shows the problem when it cannot. */
  acceptPostalCode(typed: string): boolean {
    const isOne = isPostalCode(typed);
    if (!isOne) this.refuse('postal-code', 'malformed');
    return isOne;
  }

  takeTown(town: string): void {
    this.given = { ...this.given, town, isTownTyped: false };
    this.goOn();
  }

  /** The list of the postal code does not have the town: it is typed. */
  typeTown(): void {
    this.isTypingTown = true;
    this.show('town');
  }

  /** The address is abroad, or is not after all. */
  goAbroad(isAbroad: boolean): void {
    this.isAbroad = isAbroad;
    this.isTypingTown = false;
    this.given = { ...this.given, postalCode: '', town: '', country: DEFAULT_COUNTRY, isTownTyped: false };
    this.show(isAbroad ? 'abroad' : 'postal-code');
  }

  /** Takes a typed town, abroad with its postal code and country, or shows what is wrong. */
  takePlace(typed: TypedPlace): void {
    const part = this.part;
    const read = readTypedPlace(typed);
    this.wrong = read.ok ? null : FIELD_OF[read.reason];
    if (!read.ok) this.refuse(part, ISSUES[read.reason]);
    else if (this.isAbroad && hasFrenchPost(read.value.country)) {
      // A town of France has its list.
      this.goAbroad(false);
    } else {
      this.given = { ...this.given, ...read.value, isTownTyped: true };
      this.goOn();
    }
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
    const { country, isTownTyped, ...given } = this.given;
    return {
      ...{ type: 'report-address', ...given, lines: [...given.lines] },
      ...(isTownTyped && { isTownTyped, country }),
    };
  }

  /** Shows a problem from main, in the part that it concerns. */
  showProblem(problem: Problem): void {
    if (problem.kind !== 'field') {
      this.fail(problem);
      return;
    }
    const part = PART_OF[problem.field] ?? 'lines';
    this.refuse(
      this.isAbroad && (part === 'postal-code' || part === 'town') ? 'abroad' : part,
      problem.issue,
    );
  }

  /** Forgets everything entered. */
  wipe(): void {
    this.given = { ...EMPTY, from: this.#today };
    this.isAbroad = false;
    this.isTypingTown = false;
    this.wrong = null;
  }
}
