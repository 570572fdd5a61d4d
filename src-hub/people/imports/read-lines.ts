import type { FileHandle } from 'node:fs/promises';
import type { Encoding } from './inspect-file.ts';

/** Longest line that is read, in characters; a longer one is a bad line whatever it holds. */
export const LONGEST_LINE = 65_536;

const CHUNK = 1 << 18;

/** Lines that follow each other in a file. */
export interface LineBatch {
  /** Number of the first, counted from 1. */
  readonly first: number;
  /** Without their ends; null for a line that is too long. */
  readonly lines: readonly (string | null)[];
}

/**
 * Reads a file of lines in a stream, from its beginning; memory is bounded whatever the file holds. A byte that is
 * not of the encoding reads as U+FFFD. A byte-order mark is left out.
 */
export async function* readLines(
  file: FileHandle,
  encoding: Encoding,
  lineEnd: '\n' | '\r',
): AsyncGenerator<LineBatch, void, undefined> {
  const decoder = new TextDecoder(encoding);
  const chunk = Buffer.alloc(CHUNK);
  let first = 1;
  let carried = '';
  let skipping = false;
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK, position);
    position += bytesRead;
    const more = bytesRead > 0;
    const pieces = (carried + decoder.decode(chunk.subarray(0, bytesRead), { stream: more })).split(lineEnd);
    carried = more ? (pieces.pop() ?? '') : '';
    const lines = pieces.map((piece) =>
      piece.length > LONGEST_LINE ? null : piece.endsWith('\r') ? piece.slice(0, -1) : piece,
    );
    if (skipping && lines.length > 0) {
      lines[0] = null;
      skipping = false;
    }
    if (carried.length > LONGEST_LINE) {
      carried = '';
      skipping = true;
    }
    if (lines.length > 0) yield { first, lines };
    first += lines.length;
    if (!more) return;
  }
}
