import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import type { LetterFiles } from '../../../src-hub/letters/letter-files.ts';

/** What stands for SIGKILL: after it nothing more happens. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** A process that is killed at its `at`-th step, a step being a transaction or something done on disk. */
export interface Interrupted {
  readonly database: HubDatabase;
  readonly files: LetterFiles;
  /** Steps that were begun. */
  steps(): number;
}

/**
 * Wraps the outside world of an export.
 * @param when `before`: the last step is not done; `after`: it is, and its answer is lost
 */
export function interrupted(
  database: HubDatabase,
  files: LetterFiles,
  at: number,
  when: 'before' | 'after',
): Interrupted {
  let steps = 0;
  const step = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    steps += 1;
    if (steps > at || (steps === at && when === 'before')) throw new Killed();
    const result = await work();
    if (steps === at) throw new Killed();
    return result;
  };
  return {
    database: Object.assign(Object.create(database) as HubDatabase, {
      transaction: <Result>(work: Parameters<HubDatabase['transaction']>[0]) =>
        step(() => database.transaction(work) as Promise<Result>),
    }),
    files: {
      makeFolder: (folder) => step(() => files.makeFolder(folder)),
      write: (file, content) => step(() => files.write(file, content)),
      settle: (folder) => step(() => files.settle(folder)),
      rename: (from, to) => step(() => files.rename(from, to)),
      remove: (target) => step(() => files.remove(target)),
      exists: (target) => step(() => files.exists(target)),
    },
    steps: () => steps,
  };
}
