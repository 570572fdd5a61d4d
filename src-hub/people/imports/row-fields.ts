import { oneLine } from '../../../src-shared/values/text.ts';
import { readFirst, saysNothing, type Reading } from '../../../src-shared/values/reading.ts';
import type { RowFault, RowValues } from './files/fields.ts';
import type { Note, NoteKind } from './findings.ts';

/**
 * C0 and C1 control characters: never intended, and the database refuses NUL. Tabs and line breaks become spaces
 * instead.
 */
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/u; // eslint-disable-line no-control-regex

const DAMAGE = {
  encoding: 'a character that is not of this encoding (give the right one with --encoding)',
  control: 'a control character',
  notText: 'not text in quotes (leading zeros would be lost)',
} as const;

/** Words for each reason of a reader; one text for all of them where they need no telling apart. */
export type ReasonWords<Reason extends string> = string | Readonly<Record<Reason, string>>;

/**
 * The fields of one row. What identifies its person decides about the row: the first {@link required} field that cannot
 * be read is its fault. Other fields decide about themselves, and leave a note.
 */
export class RowFields<Field extends string> {
  readonly notes: Note[] = [];
  readonly #fields: readonly Field[];
  readonly #values: RowValues;
  #fault: RowFault | null = null;

  constructor(fields: readonly Field[], values: RowValues) {
    this.#fields = fields;
    this.#values = values;
  }

  /** Why the row is refused; null: it is not. */
  get fault(): RowFault | null {
    return this.#fault;
  }

  /** A text without gaps at its ends; empty when it is missing or damaged. */
  text(field: Field): string {
    const value = this.#value(field);
    return typeof value !== 'string' || damageOf(value) !== null ? '' : oneLine(value);
  }

  /** What is wrong with the text of a field, whatever it should say; null: nothing. */
  damage(field: Field): string | null {
    const value = this.#value(field) ?? '';
    return typeof value === 'string' ? damageOf(value) : DAMAGE.notText;
  }

  /** Refuses the row, unless it is refused already. */
  refuse(field: Field | null, words: string): void {
    this.#fault ??= { field, words };
  }

  note(field: Field, kind: NoteKind, words: string): void {
    this.notes.push({ field, kind, words });
  }

  /** Reads a field that decides about the row. @returns null when the row is refused */
  required<Value, Reason extends string>(
    field: Field,
    read: (text: string) => Reading<Value, Reason>,
    words: ReasonWords<NoInfer<Reason>>,
  ): Value | null {
    const damage = this.damage(field);
    const reading = damage === null ? read(this.text(field)) : null;
    if (reading?.ok === true) return reading.value;
    const why = reading === null ? (damage ?? '') : wordsOf(words, reading.reason);
    this.refuse(field, this.text(field) === '' && damage === null ? 'missing' : why);
    return null;
  }

  /**
   * Reads a field that decides about itself: its first readable value counts. Null when there is none; a note says so,
   * unless the field is empty.
   */
  optional<Value, Reason extends string>(
    field: Field,
    read: (text: string) => Reading<Value, Reason>,
    words: ReasonWords<NoInfer<Reason>>,
  ): Value | null {
    return this.#own(field, read, words, 'emptied');
  }

  /**
   * As {@link optional}, for a field that nobody can be without: null means that what head office has stays.
   * @param isOne true: the field has one value, within which the signs between several can stand, as in a day
   */
  known<Value, Reason extends string>(
    field: Field,
    read: (text: string) => Reading<Value, Reason>,
    words: ReasonWords<NoInfer<Reason>>,
    isOne = false,
  ): Value | null {
    if (this.text(field) === '' && this.damage(field) === null) {
      this.note(field, 'kept', 'missing');
      return null;
    }
    return this.#own(field, read, words, 'kept', isOne);
  }

  /** As {@link optional}, where null means that what head office has stays. */
  kept<Value, Reason extends string>(
    field: Field,
    read: (text: string) => Reading<Value, Reason>,
    words: ReasonWords<NoInfer<Reason>>,
  ): Value | null {
    return this.#own(field, read, words, 'kept');
  }

  #own<Value, Reason extends string>(
    field: Field,
    read: (text: string) => Reading<Value, Reason>,
    words: ReasonWords<Reason>,
    kind: 'emptied' | 'kept',
    isOne = false,
  ): Value | null {
    const damage = this.damage(field);
    if (damage !== null) {
      this.note(field, kind, damage);
      return null;
    }
    const text = this.text(field);
    if (text === '') return null;
    const first = isOne ? { ...read(text), isWhole: true } : readFirst(text, read);
    if (first.ok) {
      if (!first.isWhole) this.note(field, 'first', 'more than one value, or a remark beside it');
      return first.value;
    }
    this.note(
      field,
      kind,
      saysNothing(text) ? 'a word or sign that says nothing' : wordsOf(words, first.reason),
    );
    return null;
  }

  #value(field: Field): RowValues[number] {
    return this.#values[this.#fields.indexOf(field)];
  }
}

/** What is wrong with a text, whatever it should say: a wrong encoding, or characters that nobody types. */
export function damageOf(text: string): string | null {
  if (text.includes('\ufffd') || !text.isWellFormed()) return DAMAGE.encoding;
  return CONTROL.test(text) ? DAMAGE.control : null;
}

function wordsOf<Reason extends string>(words: ReasonWords<Reason>, reason: Reason): string {
  return typeof words === 'string' ? words : words[reason];
}
