import type { FileHandle } from 'node:fs/promises';
import { decoderOf, type Encoding } from './encodings.ts';

/** Longest line that is read, in characters. A longer one is set aside whole, whatever it contains. */
export const LONGEST_LINE = 65_536;

/** Longest line that is held in memory, in characters; what is longer is only named. */
const LONGEST_HELD = 1 << 25;

const CHUNK = 1 << 18;

/** Sign that DOS programs write at the end of a file. */
const END_OF_FILE = '\u001a';

/** Successive lines of a file. */
export interface LineBatch {
  /** Number of the first line, from 1. */
  readonly first: number;
  /** Without line ends; null for a line that is too long to be held. */
  readonly lines: readonly (string | null)[];
}

/**
 * Reads the lines of a file as a stream; memory use is bounded. Invalid bytes become U+FFFD. A byte-order mark is
 * skipped.
 * @param onPosition is told how many bytes were read
 */
export async function* readLines(
  file: FileHandle,
  encoding: Encoding,
  lineEnd: '\n' | '\r',
  onPosition: (bytes: number) => void = () => undefined,
): AsyncGenerator<LineBatch, void, undefined> {
  const decode = decoderOf(encoding);
  const chunk = Buffer.alloc(CHUNK);
  let first = 1;
  let carried: string | null = '';
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK, position);
    position += bytesRead;
    onPosition(position);
    const more = bytesRead > 0;
    const pieces: (string | null)[] = decode(chunk.subarray(0, bytesRead), more).split(lineEnd);
    pieces[0] = join(carried, pieces[0] ?? '');
    if (!more) pieces[pieces.length - 1] = withoutEnd(pieces.at(-1) ?? null);
    carried = more ? (pieces.pop() ?? null) : '';
    const lines = pieces.map((piece) => (piece?.endsWith('\r') === true ? piece.slice(0, -1) : piece));
    if (lines.length > 0) yield { first, lines };
    first += lines.length;
    if (!more) return;
  }
}

function withoutEnd(line: string | null): string | null {
  return line?.endsWith(END_OF_FILE) === true ? line.slice(0, -END_OF_FILE.length) : line;
}

/** Both parts of a line; null when they are too long to be held. */
function join(carried: string | null, piece: string | null): string | null {
  return carried === null || piece === null || carried.length + piece.length > LONGEST_HELD
    ? null
    : carried + piece;
}
