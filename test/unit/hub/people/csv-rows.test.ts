import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvRows, type CsvRow } from '../../../../src-hub/people/imports/files/csv-rows.ts';

/** Rows of a text, cut into batches of so many lines. */
function rowsOf(text: string, width: number, linesPerBatch = 1000): CsvRow[] {
  const csv = new CsvRows(';');
  csv.expect({ width, isRow: () => false });
  const lines = text.split('\n');
  const rows: CsvRow[] = [];
  for (let at = 0; at < lines.length; at += linesPerBatch)
    rows.push(...csv.add({ first: at + 1, lines: lines.slice(at, at + linesPerBatch) }));
  return [...rows, ...csv.end()];
}

/** What matters: the line, and the cells or the kind of the fault. */
function brief(rows: readonly CsvRow[]): [number, string | readonly string[]][] {
  return rows.map(({ line, cells }) => [line, 'kind' in cells ? cells.kind : cells]);
}

describe('CsvRows', () => {
  it.each<[string, string, [number, string | readonly string[]][]]>([
    ['plain cells, trimmed', ' a ;b\n', [[1, ['a', 'b']]]],
    ['quoted cells with separators and quotes in them', '"a;b";"say ""hi"""\n', [[1, ['a;b', 'say "hi"']]]],
    [
      'a line break within quotes, and the number of the next line',
      '"a\nb";c\nd;e\n',
      [
        [1, ['a\nb', 'c']],
        [3, ['d', 'e']],
      ],
    ],
    [
      'blank lines and empty rows, left out',
      'a;b\n\n;\n"";""\nc;d',
      [
        [1, ['a', 'b']],
        [5, ['c', 'd']],
      ],
    ],
    [
      'too few and too many cells',
      'a\na;b;c\n"a";"b";"c"\nd;e',
      [
        [1, 'columns'],
        [2, 'columns'],
        [3, 'columns'],
        [4, ['d', 'e']],
      ],
    ],
    [
      'a quote never closed: its line alone is lost',
      'a;b\n"c;d\ne;f\ng;h',
      [
        [1, ['a', 'b']],
        [2, 'quotes'],
        [3, ['e', 'f']],
        [4, ['g', 'h']],
      ],
    ],
    [
      'two quotes that would close each other across rows',
      'a;5" x\nb;c\nd;7" y\ne;f',
      [
        [1, 'quotes'],
        [2, ['b', 'c']],
        [3, 'quotes'],
        [4, ['e', 'f']],
      ],
    ],
    [
      'a quote in the middle of a cell',
      'a;b "c" d\n"e";"f"',
      [
        [1, 'quotes'],
        [2, ['e', 'f']],
      ],
    ],
  ])('reads %s', (_name, text, expected) => {
    expect(brief(rowsOf(text, 2))).toEqual(expected);
    expect(brief(rowsOf(text, 2, 1))).toEqual(expected);
  });

  it('gives a quote fifty lines to close, and then only its line is lost', () => {
    const others = Array.from({ length: 200 }, (_, at) => `a;${at}`);
    const rows = brief(rowsOf(['"x;y', ...others].join('\n'), 2));
    expect(rows[0]).toEqual([1, 'quotes']);
    expect(rows.slice(1)).toEqual(others.map((text, at) => [at + 2, text.split(';')]));
  });

  it('reads back whatever was written by the rules, however the file is cut', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', 'é', ';', '"', '\n', ' ', ','), maxLength: 6 })
      .map((text) => text.trim());
    const table = fc.array(fc.tuple(cell, cell, fc.boolean()), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 7 }), (rows, linesPerBatch) => {
        const written = rows.map(([one, other, always]) => [one, other].map((text) => quoted(text, always)));
        const text = written.map((cells) => cells.join(';')).join('\n');
        const read = rowsOf(text, 2, linesPerBatch).map(({ cells }) => cells);
        const expected = rows
          .filter(([one, other]) => one + other !== '')
          .map(([one, other]) => [one, other]);
        expect(read).toEqual(expected);
      }),
    );
  });
});

function quoted(text: string, always: boolean): string {
  return always || /[;"\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
