import type { FileHandle } from 'node:fs/promises';

/** Supported encodings. */
export type Encoding = 'utf-8' | 'windows-1252';

/** What the bytes of a file show. `not-text`: UTF-16, a workbook or an archive. */
export type Inspection =
  | { readonly kind: 'text'; readonly encoding: Encoding; readonly lineEnd: '\n' | '\r' }
  | {
      readonly kind: 'not-text';
      readonly looksLike: 'UTF-16' | 'a workbook or an archive' | 'a binary file';
    };

const CHUNK = 1 << 18;
const NUL = 0x00;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Reads a whole file to detect its encoding. It is UTF-8 when more non-ASCII bytes fit UTF-8 than not: one damaged byte
 * must not turn each accent of a UTF-8 file into two wrong characters.
 */
export async function inspectFile(file: FileHandle): Promise<Inspection> {
  const chunk = Buffer.alloc(CHUNK);
  const tally = { fit: 0, misfit: 0, expected: 0, nul: false, lineFeed: false, carriageReturn: false };
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK, position);
    if (bytesRead === 0) break;
    const bytes = chunk.subarray(0, bytesRead);
    if (position === 0) {
      const foreign = foreignStart(bytes);
      if (foreign) return { kind: 'not-text', looksLike: foreign };
    }
    countBytes(bytes, tally);
    if (tally.nul) return { kind: 'not-text', looksLike: 'a binary file' };
    position += bytesRead;
  }
  return {
    kind: 'text',
    encoding: tally.misfit + (tally.expected > 0 ? 1 : 0) > tally.fit ? 'windows-1252' : 'utf-8',
    lineEnd: tally.carriageReturn && !tally.lineFeed ? '\r' : '\n',
  };
}

function foreignStart(bytes: Buffer): 'UTF-16' | 'a workbook or an archive' | null {
  if (bytes.length >= 2 && (bytes.readUInt16BE(0) === 0xfffe || bytes.readUInt16BE(0) === 0xfeff))
    return 'UTF-16';
  if (bytes.length >= 4 && [0x504b0304, 0xd0cf11e0, 0x1f8b0800].includes(bytes.readUInt32BE(0)))
    return 'a workbook or an archive';
  return null;
}

interface Tally {
  /** Multi-byte sequences that are valid UTF-8; `misfit`: non-ASCII bytes that are not. */
  fit: number;
  misfit: number;
  /** Bytes that the current sequence still needs. */
  expected: number;
  nul: boolean;
  lineFeed: boolean;
  carriageReturn: boolean;
}

function countBytes(bytes: Buffer, tally: Tally): void {
  tally.nul ||= bytes.includes(NUL);
  tally.lineFeed ||= bytes.includes(LINE_FEED);
  tally.carriageReturn ||= bytes.includes(CARRIAGE_RETURN);
  for (const byte of bytes) {
    if (tally.expected > 0) {
      if (byte >= 0x80 && byte < 0xc0) {
        tally.expected -= 1;
        if (tally.expected === 0) tally.fit += 1;
        continue;
      }
      tally.misfit += 1;
      tally.expected = 0;
    }
    if (byte < 0x80) continue;
    if (byte >= 0xc2 && byte <= 0xf4) tally.expected = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    else tally.misfit += 1;
  }
}
