import { LETTERS_PER_BATCH } from '../../../src-shared/policy/letters.ts';
import path from 'node:path';
import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { csvText } from './csv-text.ts';
import {
  dropBatch,
  markHandedOver,
  markPlaced,
  readOpenBatches,
  takeLetters,
  voidLetters,
  type AsideLetter,
  type TakenBatch,
} from './letter-batches.ts';
import { describeFault } from '../../basics/describe-fault.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import { folderFault, type PrivateFiles } from '../../basics/private-files.ts';
import { withLetterLock } from './letter-lock.ts';
import { letterheadOf } from '../../basics/settings/letterhead.ts';
import type { LetterCursor } from './waiting-letters.ts';
import { LetterFault, unfinishedPath, writeBatch } from './write-batch.ts';

/** A batch that is complete in its folder. */
export interface ExportedBatch {
  readonly folder: string;
  readonly letters: number;
}

export interface ExportReport {
  readonly batches: readonly ExportedBatch[];
  /** Folders of an earlier, interrupted run that got their final name in this run. */
  readonly finished: readonly string[];
  /** Unfinished batches of earlier runs that were deleted; their letters were made again. */
  readonly discarded: number;
  /** Batches that were handed over, but whose folder was not found. Staff must say what happened to them. */
  readonly missing: readonly { readonly id: string; readonly folder: string }[];
  readonly aside: readonly AsideLetter[];
  /** What is wrong with the folder; null: nothing. The report is valid all the same, and the next run does the rest. */
  readonly fault: string | null;
}

/** Result of an export. `busy`: another export is running. */
export type ExportOutcome =
  | { readonly result: 'done'; readonly report: ExportReport }
  | { readonly result: 'busy' };

/**
 * Makes the waiting letters and hands them over as folders in `into`. It may be interrupted at any step and run again.
 * It first stores the codes, then fills a folder with a temporary name, then marks the batch as handed over, and only
 * then gives the folder its final name. So a letter that somebody can have seen is never made again, and the code of a
 * letter that was not handed over is never valid.
 * @param into an existing folder
 * @param perBatch most letters of one batch
 * @param progress is told how many letters are handed over
 */
export async function exportLetters(
  deps: HubDeps,
  into: string,
  files: PrivateFiles,
  perBatch: number = LETTERS_PER_BATCH,
  progress: (text: string) => void = () => undefined,
): Promise<ExportOutcome> {
  const report = await withLetterLock(deps.database, () =>
    exportLocked(deps, path.resolve(into), files, perBatch, progress),
  );
  return report === null ? { result: 'busy' } : { result: 'done', report };
}

async function exportLocked(
  deps: HubDeps,
  into: string,
  files: PrivateFiles,
  perBatch: number,
  progress: (text: string) => void,
): Promise<ExportReport> {
  const batches: ExportedBatch[] = [];
  const finished: string[] = [];
  const missing: { id: string; folder: string }[] = [];
  const aside: AsideLetter[] = [];
  let discarded = 0;
  let fault: string | null = null;
  try {
    await files.settle(into);
    for (const batch of await readOpenBatches(deps.database)) {
      const folders = [...new Set([batch.folder, path.join(into, path.basename(batch.folder))])];
      if (!batch.handedOver) {
        for (const folder of folders) await files.remove(unfinishedPath(folder));
        await dropBatch(deps.database, batch.id);
        discarded += 1;
        continue;
      }
      const folder = await placeFolder(folders, files);
      if (folder === null) missing.push({ id: batch.id, folder: batch.folder });
      else {
        await markPlaced(deps.database, batch.id, deps.now());
        finished.push(folder);
      }
    }
    let next: LetterCursor | null = null;
    const faulty = new Set<string>();
    let bad: string | null;
    do {
      const batch = await takeLetters(deps, into, next, perBatch, faulty);
      bad = batch.letters.length === 0 ? null : await handOver(deps, batch, files);
      if (bad !== null) {
        // The same letters again, without that one.
        faulty.add(bad);
        continue;
      }
      aside.push(...batch.aside);
      next = batch.next;
      if (batch.letters.length === 0) continue;
      batches.push({ folder: batch.folder, letters: batch.letters.length });
      progress(`letters handed over: ${batches.reduce((sum, { letters }) => sum + letters, 0)}`);
    } while ((bad !== null || next !== null) && !deps.stopping.aborted);
    await listAside(path.join(into, 'without-address.csv'), aside, files);
    // After the list is on disk, so that each of them was listed at least once.
    const late = aside.filter(({ reason }) => reason === 'too-late').map(({ id }) => id);
    if (late.length > 0) await voidLetters(deps.database, late, deps.now());
  } catch (error) {
    fault = folderFault(error);
    if (fault === null) throw error;
  }
  return { batches, finished, discarded, missing, aside, fault };
}

/** @returns the id of a letter that cannot be made: nothing was handed over; null: all were */
async function handOver(deps: HubDeps, batch: TakenBatch, files: PrivateFiles): Promise<string | null> {
  try {
    await writeBatch(batch, letterheadOf(deps.settings), files);
  } catch (error) {
    const isOfLetter = error instanceof LetterFault;
    if (isOfLetter || folderFault(error) !== null) {
      await files.remove(unfinishedPath(batch.folder)).catch(() => undefined);
      await dropBatch(deps.database, batch.id);
    }
    if (!isOfLetter) throw error;
    deps.log.error({ letter: error.letter, ...describeFault(error.cause) }, 'letter-not-made');
    return error.letter;
  }
  await markHandedOver(deps, batch.id, deps.now());
  await files.rename(unfinishedPath(batch.folder), batch.folder);
  await markPlaced(deps.database, batch.id, deps.now());
  return null;
}

/** Gives a handed-over folder its final name. @returns that name; null when the folder does not exist */
async function placeFolder(folders: readonly string[], files: PrivateFiles): Promise<string | null> {
  for (const folder of folders) {
    if (await files.exists(unfinishedPath(folder))) {
      await files.rename(unfinishedPath(folder), folder);
      return folder;
    }
    if (await files.exists(folder)) return folder;
  }
  return null;
}

/** Writes the list of letters that wait for an address, or removes it when none waits. */
async function listAside(file: string, aside: readonly AsideLetter[], files: PrivateFiles): Promise<void> {
  if (aside.length === 0) {
    await files.remove(file);
    return;
  }
  const rows = aside.map(({ id, number, kind, reason, requestedAt }) => [
    number ?? '',
    reason,
    localDay(requestedAt),
    kind === 'account' ? receiptNumber(id) : '',
  ]);
  await files.write(
    unfinishedPath(file),
    csvText([['number', 'reason', 'requested_on', 'receipt'], ...rows]),
  );
  await files.rename(unfinishedPath(file), file);
}
