import type { FileHandle } from 'node:fs/promises';
import type { Encoding } from './inspect-file.ts';

/** Longest line, in characters. A longer one is rejected, whatever it contains. */
export const LONGEST_LINE = 65_536;

const CHUNK = 1 << 18;

/** Successive lines of a file. */
export interface LineBatch {
  /** Number of the first line, from 1. */
  readonly first: number;
  /** Without line ends; null for a line that is too long. */
  readonly lines: readonly (string | null)[];
}

/**
 * Reads the lines of a file as a stream; memory use is bounded. Invalid bytes become U+FFFD. A byte-order mark is
 * skipped.
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
