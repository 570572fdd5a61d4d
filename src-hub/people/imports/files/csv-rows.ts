import { parse } from 'csv-parse/sync';
import type { CutKind } from './fields.ts';
import { LONGEST_LINE, type LineBatch } from './read-lines.ts';

/** Most lines of one row with line breaks inside quotes. */
const MOST_LINES = 50;

/** A row of CSV: its trimmed cells, or why they are unreadable. */
export interface CsvRow {
  readonly line: number;
  readonly raw: string;
  readonly cells: readonly string[] | BadCells;
}

/** Cells that cannot be told apart for certain. */
export interface BadCells {
  readonly kind: CutKind;
  /** The cells as far as they can be told apart. */
  readonly found: readonly string[];
}

/** What the rows of a file look like, once its header is known. */
export interface RowShape {
  /** Cells of a row. */
  readonly width: number;
  /** Whether cells are a row of their own: they have what identifies one. */
  readonly isRow: (cells: readonly string[]) => boolean;
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * Splits lines into rows. An unclosed quote costs only its own line: the row is tried with the following lines, and if
 * that gives no row of the right width, those lines are read again as rows of their own.
 */
export class CsvRows {
  readonly #delimiter: string;
  /** Null until the header is known. */
  #shape: RowShape | null = null;
  /** Lines of a row whose quotes are still open. */
  #open: Line[] = [];

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** The header is read like other rows; from then on a row of another width is faulty. */
  expect(shape: RowShape): void {
    this.#shape = shape;
  }

  /** @returns the complete rows, without blank lines and rows of empty cells */
  add({ first, lines }: LineBatch): CsvRow[] {
    const rows: CsvRow[] = [];
    lines.forEach((text, at) => this.#addLine(first + at, text, rows));
    return this.#parsed(rows);
  }

  /** @returns the rows that were still open at the end of the file */
  end(): CsvRow[] {
    const rows: CsvRow[] = [];
    while (this.#open.length > 0) this.#giveUpFirst(rows);
    return this.#parsed(rows);
  }

  #addLine(number: number, text: string | null, rows: CsvRow[]): void {
    if (text === null || text.length > LONGEST_LINE) {
      while (this.#open.length > 0) this.#giveUpFirst(rows);
      const found = this.#roughCells(text?.slice(0, LONGEST_LINE) ?? '');
      rows.push({ line: number, raw: text ?? '', cells: { kind: 'too-long', found } });
      return;
    }
    const quoted = text.includes('"');
    if (this.#open.length === 0 && (!quoted || isBalanced(text))) {
      // Quoted rows are parsed together at the end of the batch; `TO_PARSE` marks them until then.
      const cells = quoted ? TO_PARSE : text.split(this.#delimiter).map((cell) => cell.trim());
      if (cells === TO_PARSE || cells.some((cell) => cell !== ''))
        rows.push({ line: number, raw: text, cells: cells === TO_PARSE ? cells : this.#checked(cells) });
      return;
    }
    this.#open.push({ number, text });
    const raw = joinLines(this.#open);
    if (quoted && isBalanced(raw)) {
      const cells = this.#parseOne(raw);
      if ('kind' in cells || this.#hasSwallowedRows()) this.#giveUpFirst(rows);
      else {
        rows.push({ line: this.#open[0]?.number ?? number, raw, cells });
        this.#open = [];
      }
    } else if (this.#open.length >= MOST_LINES || raw.length > LONGEST_LINE) this.#giveUpFirst(rows);
  }

  /** Rejects the first open line; the lines after it are read again. */
  #giveUpFirst(rows: CsvRow[]): void {
    const [bad, ...others] = this.#open;
    this.#open = [];
    if (bad) rows.push({ line: bad.number, raw: bad.text, cells: this.#badQuotes(bad.text) });
    for (const { number, text } of others) this.#addLine(number, text, rows);
  }

  #parsed(rows: CsvRow[]): CsvRow[] {
    const quoted = rows.filter(({ cells }) => cells === TO_PARSE);
    if (quoted.length === 0) return rows;
    const together = this.#parseTogether(quoted);
    let at = 0;
    return rows
      .map((row) => {
        if (row.cells !== TO_PARSE) return row;
        const cells = together?.[at++];
        return { ...row, cells: cells ? this.#checked(cells) : this.#parseOne(row.raw) };
      })
      .filter(({ cells }) => 'kind' in cells || cells.some((cell) => cell !== ''));
  }

  #parseTogether(rows: readonly CsvRow[]): string[][] | null {
    const parsed = this.#parse(rows.map(({ raw }) => raw).join('\n'));
    return parsed?.length === rows.length ? parsed : null;
  }

  #parseOne(raw: string): readonly string[] | BadCells {
    const parsed = this.#parse(raw);
    const [cells] = parsed ?? [];
    return cells && parsed?.length === 1 ? this.#checked(cells) : this.#badQuotes(raw);
  }

  /**
   * Whether two open quotes of different rows have closed each other: then at least two of the open lines are rows of
   * their own, and those between them would be lost without a word.
   */
  #hasSwallowedRows(): boolean {
    const shape = this.#shape;
    if (shape === null) return false;
    const rows = this.#open.filter(({ text }) => {
      const cells = this.#roughCells(text);
      return cells.length >= shape.width && shape.isRow(cells);
    });
    return rows.length > 1;
  }

  #badQuotes(raw: string): BadCells {
    return { kind: 'quotes', found: this.#roughCells(raw) };
  }

  /** The cells of a line whose quotes cannot be trusted. */
  #roughCells(text: string): string[] {
    return text.split(this.#delimiter).map((cell) => cell.replaceAll('"', '').trim());
  }

  #parse(text: string): string[][] | null {
    try {
      return parse(text, { delimiter: this.#delimiter, relax_column_count: true, trim: true });
    } catch {
      return null;
    }
  }

  #checked(cells: readonly string[]): readonly string[] | BadCells {
    const isRight = this.#shape === null || cells.length === this.#shape.width;
    return isRight ? cells : { kind: 'columns', found: cells };
  }
}

const TO_PARSE: readonly string[] = [];

function joinLines(lines: readonly Line[]): string {
  return lines.map(({ text }) => text).join('\n');
}

/** Quotes inside quotes are doubled, so a complete row has an even number of them. */
function isBalanced(text: string): boolean {
  let even = true;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) even = !even;
  return even;
}
