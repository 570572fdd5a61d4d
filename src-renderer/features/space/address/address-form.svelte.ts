import { m } from '../../../../src-shared/messages/compiled/messages.js';
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
const PARTS = ['choose', 'lines', 'town', 'recap'] as const;

/** Parts of an address abroad, where no list has the towns. */
const PARTS_ABROAD = ['choose', 'lines', 'abroad', 'recap'] as const;

/** `place`: a third line, which few have. `from`: the first day is today, unless it is changed from the summary. */
export type AddressPart = (typeof PARTS | typeof PARTS_ABROAD)[number] | 'place' | 'from';

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

const UNTYPED = { lines: EMPTY.lines, postalCode: '' };

/** The part in which each field of a typed place is corrected. */
const FIELD_OF: Readonly<Record<TypedPlaceReason, PlaceField>> = {
  'postal-code': 'postal-code',
  'no-such-country': 'country',
  'town-missing': 'town',
  'town-characters': 'town',
  'town-too-long': 'town',
};

const PLACE_FIELDS = ['postal-code', 'town', 'country'] as const;

/** A field of where the town is. */
export type PlaceField = (typeof PLACE_FIELDS)[number];

/** The part in which each field is corrected. */
const PART_OF: Partial<Record<Extract<Problem, { kind: 'field' }>['field'], AddressPart>> = {
  line: 'lines',
  'postal-code': 'lines',
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
  /** Lines and postal code as typed, valid or not, while another part is shown. */
  typed = $state.raw(UNTYPED);

  readonly #today: string;

  /** Whether the new address is abroad; see {@link goAbroad}. */
  isAbroad = $state(false);
  /** Whether the town is typed, since the list does not have it. */
  isTypingTown = $state(false);
  /** The wrong field of a place; null: none, or a line. */
  wrong = $state.raw<PlaceField | null>(null);
  protected readonly names = {
    lines: m.address_lines_label,
    abroad: m.address_abroad_label,
    town: m.address_town_label,
    recap: m.step_recap,
  };

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
    if (this.part === 'place') return () => this.show('lines');
    return this.part === 'abroad' && this.given.town === '' ? () => this.goAbroad(false) : super.back;
  }

  /**
   * Takes the typed lines between name and town, or shows what is wrong with them.
   * @returns whether they were taken
   */
  takeLines(): boolean {
    const { lines } = this.typed;
    const read = readAddressLines(lines);
    if (read.ok) this.given = { ...this.given, lines: lines.map((line) => line.trim()) };
    else this.refuse('lines', read.reason);
    return read.ok;
  }

  /** Takes the third line, which may be empty, or shows what is wrong with it. */
  takePlaceLine(typed: string): void {
    const read = readAddressLines([typed]);
    if (typed.trim() !== '' && !read.ok) {
      this.refuse('place', read.reason);
      return;
    }
    const [street = '', flat = ''] = this.typed.lines;
    this.typed = { ...this.typed, lines: [street, flat, typed.trim()] };
    this.show('lines');
  }

  /** Takes a postal code and its towns from main. The only town is taken; without towns, the code is asked for again. */
  takePostalCode(postalCode: string, towns: readonly string[]): void {
    const { town, isTownTyped } = this.given;
    const isSame = postalCode === this.given.postalCode;
    const isKept = isSame && (isTownTyped || towns.includes(town));
    const [only] = towns;
    if (only !== undefined && towns.length === 1 && !(isSame && isTownTyped)) {
      this.given = { ...this.given, postalCode };
      this.show('town');
      this.takeTown(only);
      return;
    }
    if (!isSame) this.given = { ...this.given, postalCode, town: '', isTownTyped: false };
    this.isTypingTown = isSame && isTownTyped && towns.length === 0;
    if (isKept) this.goOn();
    else if (towns.length === 0) this.refuse('lines', 'no-such-town', 'postal-code');
    else this.show('town');
  }

  /** Whether the typed text can be a postal code; shows the problem when it cannot. */
  acceptPostalCode(): boolean {
    const isOne = isPostalCode(this.typed.postalCode);
    if (!isOne) this.refuse('lines', 'malformed', 'postal-code');
    return isOne;
  }

  /** @param wrong the wrong field of the place; null: a line */
  override refuse(part: AddressPart, issue: FieldIssue, wrong: PlaceField | null = null): void {
    super.refuse(part, issue);
    this.wrong = wrong;
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

  /** The address is abroad, or is not after all: its lines stay. */
  goAbroad(isAbroad: boolean): void {
    this.isAbroad = isAbroad;
    this.isTypingTown = false;
    this.given = { ...this.given, postalCode: '', town: '', country: DEFAULT_COUNTRY, isTownTyped: false };
    this.typed = { ...this.typed, postalCode: '' };
    this.show('lines');
  }

  /** Takes a typed town, abroad with its postal code and country, or shows what is wrong. */
  takePlace(typed: TypedPlace): void {
    const part = this.part;
    const read = readTypedPlace(typed);
    if (!read.ok) this.refuse(part, ISSUES[read.reason], FIELD_OF[read.reason]);
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
    const wrong = PLACE_FIELDS.find((field) => field === problem.field) ?? null;
    this.refuse(this.isAbroad && wrong !== null ? 'abroad' : part, problem.issue, wrong);
  }

  /** Forgets everything entered. */
  wipe(): void {
    this.given = { ...EMPTY, from: this.#today };
    this.typed = UNTYPED;
    this.isAbroad = false;
    this.isTypingTown = false;
    this.wrong = null;
  }
}
