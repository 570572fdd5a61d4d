import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import type { PrivateFiles } from '../../../../src-hub/basics/private-files.ts';

/** What stands for SIGKILL: after it nothing more happens. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** A process that is killed at its `at`-th step, a step being a transaction or something done on disk. */
export interface Interrupted {
  readonly database: HubDatabase;
  readonly files: PrivateFiles;
}

/**
 * Wraps the outside world of an export. Since the step before is whole and the next one never begins, killed before
 * step n is also killed after step n - 1, before anybody heard that it was done.
 */
export function interrupted(database: HubDatabase, files: PrivateFiles, at: number): Interrupted {
  let steps = 0;
  const step = <Result>(work: () => Promise<Result>): Promise<Result> => {
    steps += 1;
    if (steps >= at) return Promise.reject(new Killed());
    return work();
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
  };
}
