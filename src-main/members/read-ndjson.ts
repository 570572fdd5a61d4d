import { isUtf8 } from 'node:buffer';
import fs from 'node:fs';

/** Longest line in bytes; a longer one is a bad line. */
export const MAX_LINE_BYTES = 64 * 1024;

/** Why a line could not be read as text. */
export type LineFault = 'too-long' | 'not-utf8';

/** A line that could not be read as text. */
export interface BadLine {
  readonly fault: LineFault;
}

/** Consecutive lines of a file. */
export interface LineBatch {
  /** Number of the first line, counted from 1. */
  readonly firstLine: number;
  /** Text of each line without its line end, or its fault; a blank line is ''. */
  readonly lines: readonly (string | BadLine)[];
  /** Bytes of the file read so far. */
  readonly bytesRead: number;
}

const CHUNK_BYTES = 512 * 1024;
const LINE_FEED = 0x0a;
const TOO_LONG: BadLine = { fault: 'too-long' };
const NOT_UTF8: BadLine = { fault: 'not-utf8' };

/**
 * Reads lines of a file in a stream: LF or CR LF, with or without a byte-order mark and a last line end. Memory use
 * is bounded, whatever the file contains.
 * @param handle open for reading, at its start
 * @throws errors of the file system
 */
export function* readLines(handle: number, chunkBytes = CHUNK_BYTES): Generator<LineBatch, void, undefined> {
  const chunk = Buffer.alloc(chunkBytes);
  let carried = Buffer.alloc(0);
  /** True while the rest of a too long line is skipped. */
  let skipping = false;
  let line = 1;
  let bytesRead = 0;
  for (;;) {
    const count = fs.readSync(handle, chunk, 0, chunk.length, null);
    if (count === 0) break;
    const fresh = bytesRead === 0 ? withoutMark(chunk.subarray(0, count)) : chunk.subarray(0, count);
    bytesRead += count;
    const lines: (string | BadLine)[] = [];
    let block = carried.length === 0 ? fresh : Buffer.concat([carried, fresh]);
    if (skipping) {
      const end = block.indexOf(LINE_FEED);
      if (end < 0) continue;
      lines.push(TOO_LONG);
      block = block.subarray(end + 1);
    }
    const end = block.lastIndexOf(LINE_FEED);
    if (end >= 0) readBlock(block.subarray(0, end), lines);
    const rest = block.subarray(end + 1);
    skipping = rest.length > MAX_LINE_BYTES;
    // Copied, since the chunk is filled again.
    carried = skipping ? Buffer.alloc(0) : Buffer.from(rest);
    if (lines.length > 0) yield { firstLine: line, lines, bytesRead };
    line += lines.length;
  }
  if (skipping) yield { firstLine: line, lines: [TOO_LONG], bytesRead };
  else if (carried.length > 0) {
    const lines: (string | BadLine)[] = [];
    readBlock(carried, lines);
    yield { firstLine: line, lines, bytesRead };
  }
}

/** Splits whole lines. Valid UTF-8 is decoded at once: decoding line by line takes several times as long. */
function readBlock(block: Buffer, into: (string | BadLine)[]): void {
  if (isUtf8(block)) {
    for (const line of block.toString('utf8').split('\n'))
      into.push(isTooLong(line) ? TOO_LONG : trimLine(line));
    return;
  }
  let start = 0;
  while (start <= block.length) {
    const found = block.indexOf(LINE_FEED, start);
    const end = found < 0 ? block.length : found;
    const bytes = block.subarray(start, end);
    if (bytes.length > MAX_LINE_BYTES) into.push(TOO_LONG);
    else into.push(isUtf8(bytes) ? trimLine(bytes.toString('utf8')) : NOT_UTF8);
    start = end + 1;
  }
}

function isTooLong(line: string): boolean {
  // A UTF-16 unit takes at most three bytes in UTF-8, so most lines need no exact count.
  return line.length * 3 > MAX_LINE_BYTES && Buffer.byteLength(line) > MAX_LINE_BYTES;
}

function trimLine(line: string): string {
  return line.trim();
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
