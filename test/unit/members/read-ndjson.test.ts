import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES, readLines, type BadLine } from '../../../src-main/members/read-ndjson.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TOO_LONG: BadLine = { fault: 'too-long' };
const NOT_UTF8: BadLine = { fault: 'not-utf8' };

/** Reads bytes as a file, and checks that line numbers follow each other. */
function read(file: string, bytes: Buffer, chunkBytes?: number): (string | BadLine)[] {
  fs.writeFileSync(file, bytes);
  const handle = fs.openSync(file, 'r');
  const lines: (string | BadLine)[] = [];
  try {
    for (const batch of readLines(handle, chunkBytes)) {
      expect(batch.firstLine).toBe(lines.length + 1);
      expect(batch.bytesRead).toBeLessThanOrEqual(bytes.length);
      lines.push(...batch.lines);
    }
  } finally {
    fs.closeSync(handle);
  }
  return lines;
}

const bad = Buffer.from([0x7b, 0xc3, 0x28, 0x7d]);
const long = 'x'.repeat(MAX_LINE_BYTES + 1);
const BOM = '\ufeff';

describe('readLines', () => {
  const file = (): string => path.join(temporaryFolder(), 'lines.ndjson');

  it.each<[string, string | Buffer, (string | BadLine)[]]>([
    ['an empty file', '', []],
    ['lines', 'a\nb\n', ['a', 'b']],
    ['no last line end', 'a\nb', ['a', 'b']],
    ['CR LF', 'a\r\nb\r\n', ['a', 'b']],
    ['a byte-order mark', `${BOM}a\nb\n`, ['a', 'b']],
    ['a byte-order mark alone', BOM, []],
    ['blank lines, which are numbered', 'a\n\n  \r\nb\n', ['a', '', '', 'b']],
    ['accents', 'é\nœ\n€\n', ['é', 'œ', '€']],
    [
      'invalid UTF-8 among sound lines',
      Buffer.concat([Buffer.from('é\n'), bad, Buffer.from('\nà\n')]),
      ['é', NOT_UTF8, 'à'],
    ],
    ['invalid UTF-8 at the end', Buffer.concat([Buffer.from('é\n'), bad]), ['é', NOT_UTF8]],
    ['a line that is too long', `a\n${long}\nb\n`, ['a', TOO_LONG, 'b']],
    ['a last line that is too long', `a\n${long}`, ['a', TOO_LONG]],
    ['a line of the greatest length', `${'x'.repeat(MAX_LINE_BYTES)}\nb`, ['x'.repeat(MAX_LINE_BYTES), 'b']],
    [
      'a line too long in bytes, not in characters',
      `${'é'.repeat(MAX_LINE_BYTES / 2 + 1)}\nb`,
      [TOO_LONG, 'b'],
    ],
    ['a very long line', `${'x'.repeat(2_000_000)}\nb`, [TOO_LONG, 'b']],
  ])('reads %s', (_name, content, expected) => {
    expect(read(file(), Buffer.from(content))).toEqual(expected);
  });

  it('reads the same however the file is cut into chunks', () => {
    const name = file();
    const piece = fc.constantFrom('a', 'é', '€', '𝄞', '\n', '\r\n', '\n\n', '{"x":1}', ' ', '\ufeff');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.integer({ min: 4, max: 40 }),
        (pieces, chunkBytes) => {
          const bytes = Buffer.from(pieces.join(''));
          expect(read(name, bytes, chunkBytes)).toEqual(read(name, bytes));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never keeps more than a line in memory, whatever the chunk', () => {
    const content = Buffer.from(`a\n${'x'.repeat(3 * MAX_LINE_BYTES)}\nb\n${'y'.repeat(70_000)}`);
    for (const chunkBytes of [1000, 65_536, 65_537, 1_000_000]) {
      expect(read(file(), content, chunkBytes)).toEqual(['a', TOO_LONG, 'b', TOO_LONG]);
    }
  });
});
