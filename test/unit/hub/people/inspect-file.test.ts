import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectFile, type Inspection } from '../../../../src-hub/people/imports/files/inspect-file.ts';
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

const text = (encoding: string, lineEnd = '\n') => ({ kind: 'text', encoding, lineEnd, doubt: null });
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
    ['UTF-16', Buffer.from('\ufeffnom', 'utf16le'), text('utf-16le')],
    ['UTF-16 of the other order', Buffer.from('\ufeffnom', 'utf16le').swap16(), text('utf-16be')],
    ['UTF-16 without a mark', Buffer.from('numéro;nom\n1;Zoé', 'utf16le'), text('utf-16le')],
    [
      'a workbook',
      Buffer.from('PK\u0003\u0004xl/workbook'),
      { kind: 'not-text', looksLike: 'an Excel workbook (.xlsx): save it as "CSV UTF-8"' },
    ],
    ['zeros', Buffer.from('a\0b'), { kind: 'not-text', looksLike: 'a binary file' }],
  ])('tells %s', async (_name, bytes, expected) => {
    expect(await inspected(bytes)).toEqual(expected);
  });

  it.each([
    ['d0cf11e0a1b11ae1', 'an Excel workbook (.xls)'],
    ['504b0304140000', 'a zip archive or a workbook'],
    ['1f8b08', 'a gzip archive'],
    ['377abcaf271c', 'a 7z archive'],
    ['255044462d312e37', 'a PDF document'],
    [Buffer.from('\ufeff<html><table>').toString('hex'), 'a web page or XML'],
    [Buffer.from('PK\u0003\u0004mimetypeapplication/vnd.oasis.opendocument').toString('hex'), '.ods'],
  ])('names the file that begins with %s', async (start, name) => {
    const looksLike = expect.stringContaining(name) as string;
    expect(await inspected(Buffer.from(start, 'hex'))).toEqual({ kind: 'not-text', looksLike });
  });

  it.each<[string, Buffer, string | null]>([
    ['MacRoman', Buffer.from([0x5a, 0x6f, 0x8e, 0x0a]), 'MacRoman'],
    ['code page 850', Buffer.from([0x5a, 0x6f, 0x82, 0x0a]), 'code page 850'],
    ['UTF-8 encoded twice', Buffer.from('ZoÃ©\nNoÃ«l\nElÃ¨ve'), 'Ã© for é'],
    ['an Ã of UTF-8 alone', Buffer.from('Zoé\nNoël\nÃ©\nGaël\nInès'), null],
    ['Windows-1252 with quotes', latin('Zo\u00e9 \u0093Bob\u0094 l\u0092\u00e9t\u00e9'), null],
    ['a Czech name beside French ones', latin('Zo\u00e9\nNi\u009eek\nNo\u00ebl'), null],
  ])('doubts %s', async (_name, bytes, words) => {
    const doubt = words === null ? null : (expect.stringContaining(words) as string);
    expect(await inspected(bytes)).toMatchObject({ kind: 'text', doubt });
  });

  it('tells a sequence that lies across two pieces of the file', async () => {
    const bytes = Buffer.concat([Buffer.alloc((1 << 18) - 1, 'a'), Buffer.from('é')]);
    expect(await inspected(bytes)).toEqual(text('utf-8'));
  });
});
