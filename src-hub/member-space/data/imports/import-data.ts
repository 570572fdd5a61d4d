import type { HubConnection } from '../../../database/hub-database.ts';
import type { HubDeps } from '../../../core/hub-deps.ts';
import type { Encoding } from '../../../people/imports/inspect-file.ts';
import type { Mapping } from '../../../people/imports/mapping.ts';
import { NotDone } from '../../../people/imports/not-done.ts';
import { openSource } from '../../../people/imports/open-source.ts';
import { problemsOf } from '../../../people/imports/problems-of.ts';
import { refuseManyAbsent } from '../../../people/imports/refuse-many.ts';
import { dropDuplicates, ROWS_PER_COPY, stageRows } from '../../../people/imports/staged-rows.ts';
import { withTextFile } from '../../../people/imports/with-text-file.ts';
import { localDay } from '../../../../src-shared/time/days.ts';
import type { DataFile } from './data-file.ts';
import { CheckedDataRows } from './data-rows.ts';
import {
  countAbsentData,
  dropUnknownPeople,
  makeDataStaging,
  mergeData,
  stagingOf,
  type MergedData,
  type DataTable,
} from './data-staging.ts';
import { SECOND } from '../../../../src-shared/time/units.ts';

export interface DataImport {
  readonly file: string;
  readonly mapping: Mapping;
  /** True: the file is complete, so rows that are not in it are deleted. */
  readonly full: boolean;
  /** True: deletes rows even when they are many. */
  readonly force: boolean;
}

/** Result of an import; `not-done`: nothing was changed. */
export type DataOutcome =
  | ({ readonly kind: 'done' } & DataReport)
  | { readonly kind: 'not-done'; readonly problems: readonly string[] };

/** Figures of a committed import. */
export interface DataReport extends MergedData {
  /** All rows, with faulty ones and duplicates. */
  readonly read: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** The first faults by line and kind, without content. */
  readonly faults: readonly string[];
  readonly duplicates: { readonly count: number; readonly lines: readonly number[] };
  readonly encoding: Encoding;
  /** Format of the file, in words. */
  readonly form: string;
  readonly seconds: number;
}

type ImportDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes' | 'stopping'>;

/**
 * Imports a file for the member space in one transaction: all valid rows, or none. No row is written to a file, and a
 * faulty row is reported by its line only, because it can contain a NIR.
 */
export async function importData<Field extends string>(
  deps: ImportDeps,
  kind: DataFile<Field>,
  options: DataImport,
): Promise<DataOutcome> {
  const began = deps.now();
  let rows: CheckedDataRows<Field> | undefined;
  try {
    return await withTextFile(options.file, null, async ({ lines, encoding }) => {
      const source = await openSource(lines, options.mapping, kind.headers);
      if (!source.ok) throw new NotDone(...source.problems);
      const { randomBytes, settings, stopping } = deps;
      const context = { secret: settings.HUB_SECRET, today: localDay(began), randomBytes };
      rows = new CheckedDataRows({ file: kind, batches: source.rows, context, stopping });
      const loaded = await importRows(deps, kind, options, rows);
      const { faults, rejected } = rows;
      const seconds = (deps.now().getTime() - began.getTime()) / SECOND;
      return { kind: 'done', ...loaded, rejected, faults, encoding, form: source.form, seconds };
    });
  } catch (error) {
    return { kind: 'not-done', problems: [...(rows?.faults ?? []), ...problemsOf(error)] };
  }
}

type Loaded = Pick<DataReport, 'read' | 'unchanged' | 'duplicates' | keyof MergedData>;

function importRows<Field extends string>(
  { database }: ImportDeps,
  kind: DataFile<Field>,
  { full, force }: DataImport,
  rows: CheckedDataRows<Field>,
): Promise<Loaded> {
  const staging = stagingOf(kind);
  const removes = kind.replaces === 'always' || (kind.replaces === 'full' && full);
  return database.transaction(async (connection) => {
    await makeDataStaging(connection, kind);
    while (!rows.ended) await stageRows(connection, staging, rows.next(ROWS_PER_COPY), () => rows.takeKept());
    const duplicates = await dropDuplicates(connection, staging);
    if (kind.hasHolder) rows.rejectLater(await dropUnknownPeople(connection), 'unknown person');
    if (rows.rejected > 0 && rows.sound === 0)
      throw new NotDone('no row of the file is good; nothing was changed');
    if (rows.rejected > 0 && kind.replaces === 'always')
      throw new NotDone('the file is the whole table, so each row must be good; nothing was changed');
    if (removes && !force) await refuseUnlessMeant(connection, kind, rows.sound);
    const merged = await mergeData(connection, kind, removes);
    const unchanged = rows.sound - duplicates.count - merged.added - merged.changed;
    return { read: rows.sound + rows.rejected, unchanged, duplicates, ...merged };
  });
}

async function refuseUnlessMeant(
  connection: HubConnection,
  kind: DataTable & Pick<DataFile, 'name'>,
  staged: number,
): Promise<void> {
  const counted = await countAbsentData(connection, kind);
  refuseManyAbsent({ ...counted, staged, what: kind.name, meant: 'that is meant' });
}
