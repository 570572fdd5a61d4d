import { readFileSync } from 'node:fs';
import { extractText, getDocumentProxy } from 'unpdf';
import { letterCodeOf } from '../../src-shared/values/letter-code.ts';

/** Two groups of five characters. */
const CODE = /\b([A-Z0-9]{5})\s+([A-Z0-9]{5})\b/gu;

/**
 * Reads a printed letter.
 * @throws when it contains no code
 */
export async function readLetter(file: string): Promise<{ readonly text: string; readonly code: string }> {
  const document = await getDocumentProxy(new Uint8Array(readFileSync(file)));
  const { text } = await extractText(document, { mergePages: true });
  for (const [groups] of text.matchAll(CODE)) {
    const code = letterCodeOf(groups);
    if (code !== null) return { text, code };
  }
  throw new Error('the letter bears no code');
}
