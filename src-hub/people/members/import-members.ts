import type { HubConnection } from '../../database/hub-database.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { CheckedMemberRows } from './checked-rows.ts';
import type { Encoding } from '../imports/inspect-file.ts';
import type { Mapping } from '../imports/mapping.ts';
import { NotDone } from '../imports/not-done.ts';
import { openSource, type RowSource } from '../imports/open-source.ts';
import { problemsOf } from '../imports/problems-of.ts';
import { refuseManyAbsent } from '../imports/refuse-many.ts';
import { Rejects } from '../imports/rejects.ts';
import { dropDuplicates, ROWS_PER_COPY, stageRows } from '../imports/staged-rows.ts';
import {
  countAbsentMembers,
  lockMemberTable,
  makeMemberStaging,
  MEMBER_STAGING,
  mergeMembers,
  type MergedMembers,
} from './member-staging.ts';
import { withTextFile } from '../imports/with-text-file.ts';
import { SECOND } from '../../../src-shared/time/units.ts';

export interface ImportOptions {
  readonly file: string;
  readonly mapping: Mapping;
  /** Null: detected. */
  readonly encoding: Encoding | null;
  /** True: the file contains every member, so others are closed. */
  readonly full: boolean;
  /** True: closes members even when they are many. */
  readonly force: boolean;
  /** File of rejects; null: its name is made from the imported file's. */
  readonly rejects: string | null;
}

/** Result of an import; `not-done`: nothing was changed. */
export type ImportOutcome =
  | ({ readonly kind: 'done' } & ImportReport)
  | { readonly kind: 'not-done'; readonly problems: readonly string[] };

/** Figures of a committed import. */
export interface ImportReport extends MergedMembers {
  /** All rows, with faulty ones and duplicates. */
  readonly read: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** The first faults by line and kind. */
  readonly faults: readonly string[];
  /** Null when no row was rejected. */
  readonly rejectsFile: string | null;
  readonly duplicates: { readonly count: number; readonly lines: readonly number[] };
  readonly encoding: Encoding;
  /** Format of the file, in words. */
  readonly form: string;
  readonly seconds: number;
}

/** Imports a file in one transaction: all valid rows, or none. */
export async function importMembers(deps: HubDeps, options: ImportOptions): Promise<ImportOutcome> {
  const began = deps.now();
  let rejects: Rejects | undefined;
  try {
    return await withTextFile(options.file, options.encoding, async ({ lines, encoding }) => {
      const source = await openSource(lines, options.mapping);
      if (!source.ok) throw new NotDone(...source.problems);
      const rejectsFile = options.rejects ?? `${options.file}.rejects.${source.rejects.format}`;
      rejects = new Rejects(rejectsFile, source.rejects);
      const loaded = await importRows(deps, options, source, rejects, began);
      return {
        kind: 'done',
        ...loaded,
        rejected: rejects.count,
        faults: rejects.lines(),
        rejectsFile: rejects.count > 0 ? rejectsFile : null,
        encoding,
        form: source.form,
        seconds: (deps.now().getTime() - began.getTime()) / SECOND,
      };
    });
  } catch (error) {
    const faults = error instanceof NotDone && rejects ? rejects.lines() : [];
    return { kind: 'not-done', problems: [...faults, ...problemsOf(error)] };
  } finally {
    rejects?.close();
  }
}

type Loaded = Omit<ImportReport, 'rejected' | 'faults' | 'rejectsFile' | 'encoding' | 'form' | 'seconds'>;

function importRows(
  deps: HubDeps,
  options: ImportOptions,
  source: Extract<RowSource, { ok: true }>,
  rejects: Rejects,
  began: Date,
): Promise<Loaded> {
  const rows = new CheckedMemberRows({
    batches: source.rows,
    rejects,
    today: began.toISOString().slice(0, 10),
    stopping: deps.stopping,
  });
  return deps.database.transaction(async (connection) => {
    await makeMemberStaging(connection);
    while (!rows.ended)
      await stageRows(connection, MEMBER_STAGING, rows.next(ROWS_PER_COPY), () => rows.takeKept());
    rejects.close();
    const duplicates = await dropDuplicates(connection, MEMBER_STAGING);
    await lockMemberTable(connection);
    if (options.full && !options.force) await refuseUnlessMeant(connection, rows.count);
    const merged = await mergeMembers(connection, options.full ? began : null);
    const unchanged = rows.count - duplicates.count - merged.added - merged.changed;
    return { read: rows.count + rejects.count, unchanged, duplicates, ...merged };
  });
}

async function refuseUnlessMeant(connection: HubConnection, staged: number): Promise<void> {
  const { open, absent } = await countAbsentMembers(connection);
  refuseManyAbsent({ there: open, absent, staged, what: 'members', meant: 'they have all left' });
}
