import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Encoding } from '../../../../src-hub/people/imports/files/encodings.ts';
import { LONGEST_LINE, readLines } from '../../../../src-hub/people/imports/files/read-lines.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function lines(
  bytes: Buffer,
  encoding: Encoding = 'utf-8',
  lineEnd: '\n' | '\r' = '\n',
): Promise<(string | null)[]> {
  const name = path.join(temporaryFolder(), 'members.csv');
  await fs.writeFile(name, bytes);
  const file = await fs.open(name);
  const read: (string | null)[] = [];
  try {
    for await (const batch of readLines(file, encoding, lineEnd)) {
      expect(batch.first).toBe(read.length + 1);
      read.push(...batch.lines);
    }
  } finally {
    await file.close();
  }
  return read;
}

const long = 'x'.repeat(LONGEST_LINE + 1);

describe('readLines', () => {
  it.each<[string, string, (string | null)[]]>([
    ['nothing', '', ['']],
    ['lines', 'a\nb\n', ['a', 'b', '']],
    ['no last line end, CR LF, a mark', '\ufeffa\r\nb', ['a', 'b']],
    ['a line of 10 MB, whole', `a\n${long.repeat(160)}\nb`, ['a', long.repeat(160), 'b']],
    ['one that is too long to be held', `a\n${long.repeat(520)}\nb\n`, ['a', null, 'b', '']],
    ['one at the end', `a\n${long.repeat(520)}`, ['a', null]],
  ])('reads %s', async (_name, content, expected) => {
    const read = await lines(Buffer.from(content));
    // Not compared at once: a difference of 10 MB would be printed.
    expect(read.map((line) => line?.length)).toEqual(expected.map((line) => line?.length));
    expect(read.every((line, at) => line === expected[at])).toBe(true);
  });

  it('reads Windows-1252, whose upper half is not that of Latin-1', async () => {
    expect(await lines(Buffer.from([0x5a, 0x6f, 0xe9, 0x20, 0x80, 0x20, 0x9c]), 'windows-1252')).toEqual([
      'Zoé € œ',
    ]);
  });

  it.each<[Encoding, Buffer]>([
    ['utf-16le', Buffer.from('\ufeffZoé €\r\nœ', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeffZoé €\r\nœ', 'utf16le').swap16()],
    ['macintosh', Buffer.from([0x5a, 0x6f, 0x8e, 0x20, 0xdb, 0x0d, 0x0a, 0xcf])],
    ['iso-8859-15', Buffer.from([0x5a, 0x6f, 0xe9, 0x20, 0xa4, 0x0a, 0xbd])],
  ])('reads %s', async (encoding, bytes) => {
    expect(await lines(bytes, encoding)).toEqual(['Zoé €', 'œ']);
  });

  it('reads code page 850, which has no euro sign', async () => {
    expect(await lines(Buffer.from([0x5a, 0x6f, 0x82, 0x0a, 0x8a, 0xb7]), 'cp850')).toEqual(['Zoé', 'èÀ']);
  });

  it('reads lines that end in CR alone', async () => {
    expect(await lines(Buffer.from('a\rb\r'), 'utf-8', '\r')).toEqual(['a', 'b', '']);
  });

  it('shows a byte that is not UTF-8 as a replacement character, in its line alone', async () => {
    const bytes = Buffer.concat([Buffer.from('é\n'), Buffer.from([0x5a, 0xe9, 0x0a]), Buffer.from('è')]);
    expect(await lines(bytes)).toEqual(['é', 'Z\ufffd', 'è']);
  });

  it('joins what two pieces of the file have of one letter and of one line', async () => {
    const content = `${'é'.repeat(20_000)}\n`.repeat(20);
    expect(await lines(Buffer.from(`a${content}`))).toEqual(`a${content}`.split('\n'));
  });
});
