import fs, { type FileHandle } from 'node:fs/promises';
import { inspectFile, type Encoding } from './inspect-file.ts';
import { NotDone } from './not-done.ts';
import { codeOf } from './problems-of.ts';
import { readLines, type LineBatch } from './read-lines.ts';

/** An open text file. */
export interface OpenText {
  readonly lines: AsyncGenerator<LineBatch, void, undefined>;
  readonly encoding: Encoding;
}

/**
 * Opens a text file while the work runs.
 * @param encoding null: detected
 * @throws NotDone when it cannot be opened or is not text; errors of the work
 */
export async function withTextFile<Result>(
  path: string,
  encoding: Encoding | null,
  work: (text: OpenText) => Promise<Result>,
): Promise<Result> {
  const file = await openFile(path);
  try {
    const inspection = await inspectFile(file);
    if (inspection.kind === 'not-text')
      throw new NotDone(`this is ${inspection.looksLike}: save it as CSV in UTF-8`);
    const read = encoding ?? inspection.encoding;
    return await work({ lines: readLines(file, read, inspection.lineEnd), encoding: read });
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await fs.open(path, 'r');
  } catch (error) {
    throw new NotDone(`the file cannot be opened: ${codeOf(error)}`);
  }
}
