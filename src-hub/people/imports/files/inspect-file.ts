import type { FileHandle } from 'node:fs/promises';
import { likelyOneByte, type Encoding } from './encodings.ts';

/** What the bytes of a file show. */
export type Inspection =
  | {
      readonly kind: 'text';
      readonly encoding: Encoding;
      readonly lineEnd: '\n' | '\r';
      /** What makes the encoding doubtful, with the way on; null: nothing. */
      readonly doubt: string | null;
    }
  | { readonly kind: 'not-text'; readonly looksLike: string };

const CHUNK = 1 << 18;
const NUL = 0x00;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Share of zeros from which a file is not text. A few are those of damaged rows, which are set aside one by one. */
const MOST_ZEROS = 0.01;

/** Bytes of the beginning in which the kind of the file is looked for. */
const START = 4096;

/**
 * Reads a whole file to detect its encoding. It is UTF-8 when more non-ASCII bytes fit UTF-8 than not: one damaged byte
 * must not turn each accent of a UTF-8 file into two wrong characters.
 */
export async function inspectFile(file: FileHandle): Promise<Inspection> {
  const chunk = Buffer.alloc(CHUNK);
  const tally = new Tally();
  let wide: Encoding | null = null;
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK, position);
    if (bytesRead === 0) break;
    const bytes = chunk.subarray(0, bytesRead);
    if (position === 0) {
      const foreign = foreignStart(bytes);
      if (foreign) return { kind: 'not-text', looksLike: foreign };
      wide = wideEncoding(bytes);
    }
    tally.add(bytes);
    position += bytesRead;
    if (wide === null && tally.zeros > position * MOST_ZEROS)
      return { kind: 'not-text', looksLike: 'a binary file' };
  }
  const lineEnd = tally.carriageReturn && !tally.lineFeed ? '\r' : '\n';
  return { kind: 'text', lineEnd, ...(wide === null ? tally.judged() : { encoding: wide, doubt: null }) };
}

/** Files that programs save when one asks for a table, by their first bytes in hexadecimal. */
const FOREIGN: readonly (readonly [start: RegExp, looksLike: string])[] = [
  [/^d0cf11e0/u, 'an Excel workbook (.xls): save it as "CSV UTF-8"'],
  [/^1f8b/u, 'a gzip archive: unpack it first'],
  [/^377abcaf271c/u, 'a 7z archive: unpack it first'],
  [/^52617221/u, 'a RAR archive: unpack it first'],
  [/^fd377a585a00/u, 'an xz archive: unpack it first'],
  [/^425a68/u, 'a bzip2 archive: unpack it first'],
  [/^28b52ffd/u, 'a zstd archive: unpack it first'],
  [/^(?:fffe0000|0000feff)/u, 'text in UTF-32: save it as UTF-8'],
  [/^25504446/u, 'a PDF document: export the table as CSV'],
  [/^7b5c727466/u, 'an RTF document: export the table as CSV'],
];

function foreignStart(bytes: Buffer): string | null {
  const start = bytes.subarray(0, START);
  const known = FOREIGN.find(([pattern]) => pattern.test(start.toString('hex')));
  if (known) return known[1];
  const text = start.toString('latin1');
  if (text.startsWith('PK\u0003\u0004')) {
    if (text.includes('application/vnd.oasis.opendocument'))
      return 'a LibreOffice spreadsheet (.ods): save it as "CSV UTF-8"';
    return /\[Content_Types\]|xl\/|_rels\//u.test(text)
      ? 'an Excel workbook (.xlsx): save it as "CSV UTF-8"'
      : 'a zip archive or a workbook: unpack it, or save it as "CSV UTF-8"';
  }
  return /^\W{0,4}(?:<\?xml|<!doctype|<html|<table)/iu.test(text)
    ? 'a web page or XML, even if its name ends in .xls: save it as "CSV UTF-8"'
    : null;
}

/** UTF-16, by its mark, or by the zeros that every second byte is in Western text. */
function wideEncoding(bytes: Buffer): Encoding | null {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return 'utf-16le';
  if (mark === 'feff') return 'utf-16be';
  const start = bytes.subarray(0, START);
  const zeros = [0, 0];
  start.forEach((byte, at) => {
    if (byte === NUL) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  // A few zeros are those of a binary file.
  const many = Math.max(start.length * 0.3, 4);
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : null;
}

const DOUBTS = {
  macintosh: 'the accents look like those of a Macintosh (MacRoman): give --encoding macintosh',
  cp850: 'the accents look like those of DOS (code page 850): give --encoding cp850',
  twice:
    'the accents look like UTF-8 that was taken for Windows-1252 and saved again (Ã© for é): export the file anew',
} as const;

/** What stands between the bytes of an accent that was encoded twice: `é` as c3 83 c2 a9. */
const TWICE = [0x83, 0xc2] as const;

class Tally {
  zeros = 0;
  lineFeed = false;
  carriageReturn = false;
  /** Multi-byte sequences that are valid UTF-8; `misfit`: non-ASCII bytes that are not. */
  #fit = 0;
  #misfit = 0;
  /** Accents that look encoded twice. */
  #twice = 0;
  /** Bytes that the current sequence still needs. */
  #expected = 0;
  /** The two bytes before. */
  #before = 0;
  #last = 0;
  readonly #afterLetter = new Uint32Array(256);

  add(bytes: Buffer): void {
    for (let at = bytes.indexOf(NUL); at >= 0; at = bytes.indexOf(NUL, at + 1)) this.zeros += 1;
    this.lineFeed ||= bytes.includes(LINE_FEED);
    this.carriageReturn ||= bytes.includes(CARRIAGE_RETURN);
    for (const byte of bytes) {
      if (byte >= 0x80 || this.#expected > 0) this.#addHigh(byte);
      this.#before = this.#last;
      this.#last = byte;
    }
  }

  judged(): { readonly encoding: Encoding; readonly doubt: string | null } {
    const misfit = this.#misfit + (this.#expected > 0 ? 1 : 0);
    if (misfit <= this.#fit)
      return {
        encoding: 'utf-8',
        doubt: this.#twice > 0 && this.#twice * 3 >= this.#fit ? DOUBTS.twice : null,
      };
    const likely = likelyOneByte(this.#afterLetter);
    return { encoding: 'windows-1252', doubt: likely === 'windows-1252' ? null : DOUBTS[likely] };
  }

  #addHigh(byte: number): void {
    if (isLetter(this.#last)) this.#afterLetter[byte] = (this.#afterLetter[byte] ?? 0) + 1;
    if (this.#before === 0xc3 && this.#last === TWICE[0] && byte === TWICE[1]) this.#twice += 1;
    if (this.#expected > 0) {
      if (byte >= 0x80 && byte < 0xc0) {
        this.#expected -= 1;
        if (this.#expected === 0) this.#fit += 1;
        return;
      }
      this.#misfit += 1;
      this.#expected = 0;
    }
    if (byte < 0x80) return;
    if (byte >= 0xc2 && byte <= 0xf4) this.#expected = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    else this.#misfit += 1;
  }
}

function isLetter(byte: number): boolean {
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x7a;
}
