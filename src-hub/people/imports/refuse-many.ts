import { MOST_ABSENT } from '../../../src-shared/policy/quotas.ts';
import { NotDone } from './not-done.ts';

/** What an import would remove, because the file does not have it. */
export interface Absence {
  /** How many entries exist. */
  readonly there: number;
  /** How many of them are not in the file. */
  readonly absent: number;
  /** Valid rows of the file. */
  readonly staged: number;
  /** What the entries are, for the message. */
  readonly what: string;
  /** When removing them is right, for the message. */
  readonly meant: string;
}

/**
 * Refuses an import that would remove more than one in twenty entries, or that has no valid row: the file is probably
 * incomplete.
 * @throws NotDone
 */
export function refuseManyAbsent({ there, absent, staged, what, meant }: Absence): void {
  if (absent === 0 || (absent / there <= MOST_ABSENT && staged > 0)) return;
  throw new NotDone(
    `${absent} of ${there} ${what} (${((absent / there) * 100).toFixed(1)} %) are not in the file; nothing was changed`,
    `if ${meant}, run it again with --force`,
  );
}
