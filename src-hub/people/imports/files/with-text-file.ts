import fs, { type FileHandle } from 'node:fs/promises';
import type { Encoding } from './encodings.ts';
import { inspectFile } from './inspect-file.ts';
import { codeOf, NotDone } from './not-done.ts';
import { readLines, type LineBatch } from './read-lines.ts';

/** An open text file. */
export interface OpenText {
  readonly lines: AsyncGenerator<LineBatch, void, undefined>;
  readonly encoding: Encoding;
  /** The encoding in words: who said so, and what else it looks like. */
  readonly encodingWords: string;
  /** Which share of the file was read so far, from 0 to 1. */
  readonly share: () => number;
}

/**
 * Opens a text file while the work runs.
 * @param encoding null: detected
 * @throws NotDone when it cannot be opened, is not text, or is in an encoding that somebody must decide; errors of the
 * work
 */
export async function withTextFile<Result>(
  path: string,
  encoding: Encoding | null,
  work: (text: OpenText) => Promise<Result>,
): Promise<Result> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    const inspection = await inspectFile(file).catch((error: unknown) => {
      throw codeOf(error) === 'EISDIR' ? new NotDone('this is a folder: name a file') : error;
    });
    if (inspection.kind === 'not-text') throw new NotDone(`this is ${inspection.looksLike}`);
    if (inspection.doubt !== null && encoding === null)
      throw new NotDone(
        `${inspection.doubt}; nothing was changed`,
        `if it is ${inspection.encoding} all the same, run it again with --encoding ${inspection.encoding}`,
      );
    const read = encoding ?? inspection.encoding;
    let position = 0;
    const lines = readLines(file, read, inspection.lineEnd, (bytes) => (position = bytes));
    const encodingWords = wordsOf(encoding, inspection.encoding);
    return await work({
      lines,
      encoding: read,
      encodingWords,
      share: () => (size === 0 ? 1 : position / size),
    });
  } finally {
    await file.close();
  }
}

function wordsOf(given: Encoding | null, detected: Encoding): string {
  if (given === null) return `${detected} (detected)`;
  return given === detected ? given : `${given} (the file looks like ${detected})`;
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await fs.open(path, 'r');
  } catch (error) {
    throw new NotDone(`the file cannot be opened: ${codeOf(error)}`);
  }
}
