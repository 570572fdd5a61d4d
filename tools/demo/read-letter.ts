import { readFileSync } from 'node:fs';
import { extractText, getDocumentProxy } from 'unpdf';
import { letterCodeOf } from '../../src-shared/values/letter-code.ts';

/** Two groups of five characters. */
const CODE = /\b([A-Z0-9]{5})\s+([A-Z0-9]{5})\b/gu;

/** A printed letter, as it is read. */
export interface ReadLetter {
  readonly file: string;
  readonly text: string;
  /** Null: it bears none, as a letter that tells of a change. */
  readonly code: string | null;
}

/** Reads a printed letter. */
export async function readLetter(file: string): Promise<ReadLetter> {
  const document = await getDocumentProxy(new Uint8Array(readFileSync(file)));
  const { text } = await extractText(document, { mergePages: true });
  for (const [groups] of text.matchAll(CODE)) {
    const code = letterCodeOf(groups);
    if (code !== null) return { file, text, code };
  }
  return { file, text, code: null };
}

/**
 * The one letter of a print that bears a code, among letters that tell of changes.
 * @throws when there is none, or more than one
 */
export async function letterWithCode(
  files: readonly string[],
): Promise<ReadLetter & { readonly code: string }> {
  const letters = await Promise.all(files.map(readLetter));
  const [found, ...more] = letters.flatMap(({ code, ...letter }) =>
    code === null ? [] : [{ ...letter, code }],
  );
  if (found === undefined || more.length > 0) throw new Error('not one letter bears a code');
  return found;
}
