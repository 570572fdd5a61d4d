import { faultText, type RowFault } from './files/fields.ts';

/**
 * What was done with a field of a row that is loaded. `emptied`: it could not be read; `first`: only its first value was
 * taken; `kept`: it could not be read, so what head office has stays; `doubtful`: taken as it stands, and worth a look.
 */
export type NoteKind = 'emptied' | 'first' | 'kept' | 'doubtful';

/** Something to look at in a row that is loaded. */
export interface Note extends RowFault {
  readonly kind: NoteKind;
}

/** One thing that an import has found. `refused`: the row is set aside. */
export interface Finding extends RowFault {
  readonly line: number;
  readonly kind: NoteKind | 'refused';
}

/** Most findings of a sort that the terminal lists. */
const LISTED = 20;

const NOTE_WORDS: Readonly<Record<NoteKind, string>> = {
  emptied: 'emptied',
  first: 'first value taken',
  kept: 'left as it was',
  doubtful: 'doubtful',
};

/** Counts what an import finds, and remembers the first of it. All of it goes to `tell`, in the order of finding. */
export class Findings {
  readonly #tell: (finding: Finding) => void;
  #refused: Finding[] = [];
  readonly #notes: Finding[] = [];
  #refusedCount = 0;
  #unkeyed = 0;
  readonly #counts: Record<NoteKind, number> = { emptied: 0, first: 0, kept: 0, doubtful: 0 };

  constructor(tell: (finding: Finding) => void = () => undefined) {
    this.#tell = tell;
  }

  /** How many rows were refused. */
  get refused(): number {
    return this.#refusedCount;
  }

  /** How many of them bear nothing that says whose they are. */
  get unkeyed(): number {
    return this.#unkeyed;
  }

  /** How many fields of loaded rows there are to look at, by sort. */
  get fields(): Readonly<Record<NoteKind, number>> {
    return this.#counts;
  }

  /** @param hasKey whether the row says whose it is, so that nobody is closed for its sake */
  refuse(line: number, fault: RowFault, hasKey: boolean): void {
    this.#refusedCount += 1;
    if (!hasKey) this.#unkeyed += 1;
    const finding: Finding = { line, kind: 'refused', field: fault.field, words: fault.words };
    this.#tell(finding);
    // Those that the database refuses come last, and may stand before others in the file.
    const last = this.#refused.at(-1);
    if (this.#refused.length >= LISTED && last !== undefined && last.line < line) return;
    this.#refused = [...this.#refused, finding].sort((one, other) => one.line - other.line).slice(0, LISTED);
  }

  note(line: number, notes: readonly Note[]): void {
    for (const note of notes) {
      this.#counts[note.kind] += 1;
      const finding: Finding = { ...note, line };
      this.#tell(finding);
      if (this.#notes.length < LISTED) this.#notes.push(finding);
    }
  }

  /** The first refused rows by line, and how many more there are. */
  refusedLines(): string[] {
    return listed(this.#refused, this.#refusedCount);
  }

  /** Everything for the terminal: refused rows, then fields to look at, then how many of each sort. */
  lines(): string[] {
    const kinds = (Object.keys(NOTE_WORDS) as NoteKind[]).filter((kind) => this.#counts[kind] > 0);
    const count = kinds.reduce((sum, kind) => sum + this.#counts[kind], 0);
    return [
      ...this.refusedLines(),
      ...listed(this.#notes, count),
      ...(count === 0
        ? []
        : [`fields: ${kinds.map((kind) => `${NOTE_WORDS[kind]} ${this.#counts[kind]}`).join(', ')}`]),
    ];
  }
}

function listed(findings: readonly Finding[], count: number): string[] {
  const lines = findings.map(findingText);
  return count > lines.length ? [...lines, `and ${count - lines.length} more`] : lines;
}

/** A finding on one line, without content of the row. */
function findingText({ line, kind, field, words }: Finding): string {
  const said = kind === 'refused' ? words : `${NOTE_WORDS[kind]}: ${words}`;
  return `line ${line}: ${faultText({ field, words: said })}`;
}

/** A finding as a row of the report: line, column, what was done, why. */
export function findingCells({ line, kind, field, words }: Finding): string[] {
  return [String(line), field ?? '', kind === 'refused' ? 'row set aside' : NOTE_WORDS[kind], words];
}
