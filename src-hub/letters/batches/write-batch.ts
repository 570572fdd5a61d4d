import { createHash } from 'node:crypto';
import path from 'node:path';
import { accountLetterText } from '../paper/account-letter-text.ts';
import { noticeLetterText } from '../paper/notice-letter-text.ts';
import { csvText } from './csv-text.ts';
import { drawLetter } from '../paper/draw-letter.ts';
import type { TakenBatch, TakenLetter } from './letter-batches.ts';
import type { PrivateFiles } from '../../basics/private-files.ts';
import { letterText, type LetterText, type LetterTextDeps } from '../paper/letter-text.ts';
import type { Letterhead } from '../../basics/settings/letterhead.ts';

/** Pages of each letter. */
const PAGES = 1;

/** Column names of `manifest.csv`. */
const HEADS = ['file', 'pages', 'line1', 'line2', 'line3', 'line4', 'line5', 'line6', 'sha256'];

/** Name of a batch's folder while it is being filled. Print providers must ignore it. */
export function unfinishedPath(folder: string): string {
  return `${folder}.part`;
}

/** A letter at which the program fails. The others can be made without it. */
export class LetterFault extends Error {
  override readonly name = 'LetterFault';
  readonly letter: string;

  constructor(letter: string, cause: unknown) {
    super('a letter cannot be made', { cause });
    this.letter = letter;
  }
}

/**
 * Fills the `.part` folder of a batch: a PDF for each letter, and a manifest without codes. When it returns, all is on
 * disk.
 * @throws LetterFault, and errors of the file system
 */
export async function writeBatch(
  batch: TakenBatch,
  letterhead: Letterhead,
  files: PrivateFiles,
): Promise<void> {
  const folder = unfinishedPath(batch.folder);
  await files.makeFolder(folder);
  const rows: (string | number)[][] = [HEADS];
  for (const [index, letter] of batch.letters.entries()) {
    const reference = `${batch.id.slice(0, 8)}-${String(index + 1).padStart(4, '0')}`;
    const pdf = await drawn(batch, letter, letterhead, reference);
    await files.write(path.join(folder, `${reference}.pdf`), pdf);
    const lines = Array.from({ length: 6 }, (_, line) => letter.address[line] ?? '');
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    rows.push([`${reference}.pdf`, PAGES, ...lines, sha256]);
  }
  await files.write(path.join(folder, 'manifest.csv'), csvText(rows));
  await files.settle(folder);
}

/** @throws LetterFault */
async function drawn(
  { madeAt: writtenOn, term: { lastDay } }: TakenBatch,
  letter: TakenLetter,
  letterhead: Letterhead,
  reference: string,
): Promise<Buffer> {
  const { address, code, language } = letter;
  try {
    const text = textOf(letter, { letterhead, writtenOn, lastDay, language });
    return await drawLetter({ reference, letterhead, address, code, writtenOn, text });
  } catch (error) {
    throw new LetterFault(letter.id, error);
  }
}

function textOf({ kind, situation, because, news }: TakenLetter, deps: LetterTextDeps): LetterText {
  switch (kind) {
    case 'account':
      return accountLetterText(deps, situation);
    case 'notice':
      return noticeLetterText(deps, news);
    case 'password':
      return letterText(deps, because);
  }
}
