import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectFile, type Inspection } from '../../../../src-hub/people/imports/inspect-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function inspected(bytes: Buffer): Promise<Inspection> {
  const name = path.join(temporaryFolder(), 'members.csv');
  await fs.writeFile(name, bytes);
  const file = await fs.open(name);
  try {
    return await inspectFile(file);
  } finally {
    await file.close();
  }
}

const text = (encoding: string, lineEnd = '\n') => ({ kind: 'text', encoding, lineEnd });
const latin = (value: string): Buffer => Buffer.from(value, 'latin1');

describe('inspectFile', () => {
  it.each<[string, Buffer, object]>([
    ['nothing', Buffer.alloc(0), text('utf-8')],
    ['ASCII', Buffer.from('nom\nExemple\n'), text('utf-8')],
    ['UTF-8', Buffer.from('Zoé\nNoël\n€\n'), text('utf-8')],
    ['UTF-8 with a mark', Buffer.from('\ufeffnom\n'), text('utf-8')],
    ['Windows-1252', latin('Zoé\nNoël\n'), text('windows-1252')],
    ['the euro sign of Windows-1252', Buffer.from([0x80, 0x0a]), text('windows-1252')],
    [
      'UTF-8 with one damaged byte',
      Buffer.concat([Buffer.from('Zoé;Noël;Gaël\n'), latin('é\n')]),
      text('utf-8'),
    ],
    ['a sequence cut by the end', Buffer.from([0x5a, 0xc3]), text('windows-1252')],
    ['line ends of old Macintoshes', Buffer.from('a\rb\r'), text('utf-8', '\r')],
    ['CR LF', Buffer.from('a\r\nb\r\n'), text('utf-8')],
    ['UTF-16', Buffer.from('\ufeffnom', 'utf16le'), { kind: 'not-text', looksLike: 'UTF-16' }],
    [
      'a workbook',
      Buffer.from('PK\u0003\u0004xl/workbook'),
      { kind: 'not-text', looksLike: 'a workbook or an archive' },
    ],
    ['zeros', Buffer.from('a\0b'), { kind: 'not-text', looksLike: 'a binary file' }],
  ])('tells %s', async (_name, bytes, expected) => {
    expect(await inspected(bytes)).toEqual(expected);
  });

  it('tells a sequence that lies across two pieces of the file', async () => {
    const bytes = Buffer.concat([Buffer.alloc((1 << 18) - 1, 'a'), Buffer.from('é')]);
    expect(await inspected(bytes)).toEqual(text('utf-8'));
  });
});
