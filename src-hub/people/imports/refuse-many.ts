import { NotDone } from './not-done.ts';

/** Share of what is there above which its going asks to be forced. */
const MOST_ABSENT = 0.05;

/** What goes unless the file has it. */
export interface Absence {
  /** How many there are now. */
  readonly there: number;
  /** How many of them the file does not have. */
  readonly absent: number;
  /** Sound rows of the file. */
  readonly staged: number;
  /** What they are, for people. */
  readonly what: string;
  /** When it is right, for people. */
  readonly meant: string;
}

/** A file that lacks many is more likely cut than true. @throws NotDone when it has no sound row, or more than one in twenty would go */
export function refuseMany({ there, absent, staged, what, meant }: Absence): void {
  if (absent === 0 || (absent / there <= MOST_ABSENT && staged > 0)) return;
  throw new NotDone(
    `${absent} of ${there} ${what} (${((absent / there) * 100).toFixed(1)} %) are not in the file; nothing was changed`,
    `if ${meant}, run it again with --force`,
  );
}
