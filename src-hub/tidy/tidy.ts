import { TIDY_STEPS, type Tidied } from './tidy-steps.ts';
import { type TidyDeps, type TidyStep } from './tidy-step.ts';

/**
 * Most rows of one transaction, so that it does not hold locks for long and stays below the time limit of statements.
 */
const ROWS_AT_ONCE = 5000;

/** Number of the advisory lock that lets only one hub or command tidy. */
const TIDY_LOCK = 4_200_004;

/**
 * Does what is due and deletes old data in small transactions. Stops between two of them when the hub stops.
 * @param progress is told how many rows each step has done
 * @returns null when another hub or command tidies; the next run does the rest
 */
export async function tidy(
  deps: TidyDeps,
  rowsAtOnce: number = ROWS_AT_ONCE,
  progress: (text: string) => void = () => undefined,
): Promise<Tidied | null> {
  const tidied: Partial<Record<keyof Tidied, number>> = {};
  for (const [what, step] of Object.entries(TIDY_STEPS) as [keyof Tidied, TidyStep][]) {
    let sum = 0;
    for (let rows = rowsAtOnce; rows === rowsAtOnce && !deps.stopping.aborted; sum += rows) {
      const done = await underLock(deps, step, rowsAtOnce);
      if (done === null) return null;
      rows = done;
      progress(`${what}: ${sum + rows}`);
    }
    tidied[what] = sum;
  }
  return tidied as Tidied;
}

function underLock(deps: TidyDeps, step: TidyStep, limit: number): Promise<number | null> {
  return deps.database.transaction(async (connection) => {
    const [lock] = await connection.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_xact_lock($1) AS taken',
      [TIDY_LOCK],
    );
    return lock?.taken === true ? step(connection, deps, limit) : null;
  });
}
