import { SECOND } from '../../../src-shared/time/units.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { CheckedRows, type RefusedRow, type RowCheck } from './checked-rows.ts';
import type { Encoding } from './files/encodings.ts';
import type { RowFault } from './files/fields.ts';
import type { Findings } from './findings.ts';
import { ImportFindings, type FindingFiles } from './import-findings.ts';
import type { FileColumns, Mapping } from './files/mapping.ts';
import { NotDone, problemsOf } from './files/not-done.ts';
import { openSource, type RowSource } from './files/open-source.ts';
import { mostAbsentOf, refuseManyAbsent } from './refuse-many.ts';
import { dropDuplicates, ROWS_PER_COPY, stageRows, type StagingTable } from './staged-rows.ts';
import { withTextFile } from './files/with-text-file.ts';

/** What the check of rows is given. */
export interface CheckContext {
  readonly deps: ImportDeps;
  /** ISO date in the agency's zone. */
  readonly today: string;
}

/** What an import has changed in its table. */
export interface Merged {
  readonly added: number;
  readonly changed: number;
  /** People who were closed, or rows that were deleted, because the file does not have them. */
  readonly removed: number;
}

/** Rows that only the database can refuse. */
export interface LateRefusal {
  readonly fault: RowFault;
  /** All of their lines, in ascending order. */
  readonly lines: readonly number[];
}

/** A kind of file: its columns, the check of its rows, and its table. */
export interface FileKind {
  /** What the rows are, for messages: `members`. */
  readonly what: string;
  readonly columns: FileColumns;
  /** Whether its rows may bear a NIR: then they are written to a file only where somebody names one. */
  readonly isSecret: boolean;
  /** Whether who is absent is closed (people), or deleted (data). */
  readonly absence: 'people' | 'data';
  /** When what is absent is removed: with `--full`, always, or never. */
  readonly replaces: 'full' | 'always' | 'never';
  readonly staging: StagingTable;
  checkOf(context: CheckContext): RowCheck;
  /** Makes {@link staging} and `import_kept`, which the commit drops. */
  makeStaging(connection: HubConnection): Promise<void>;
  /** Keeps other transactions from changing the table until the commit. */
  lock(connection: HubConnection): Promise<void>;
  /** Takes rows out of staging that cannot be loaded into what is there. */
  refuseLater(connection: HubConnection): Promise<readonly LateRefusal[]>;
  /** Counts what is there, and what of it is not in the file. */
  countAbsent(connection: HubConnection): Promise<{ readonly there: number; readonly absent: number }>;
  /** Makes the table equal to staging. @param removes whether what is absent goes */
  merge(
    connection: HubConnection,
    options: { readonly at: Date; readonly removes: boolean },
  ): Promise<Merged & { readonly remarks?: readonly string[] }>;
}

export interface ImportOptions extends FindingFiles {
  readonly mapping: Mapping;
  /** Null: detected. */
  readonly encoding: Encoding | null;
  /** True: the file is complete, so what it does not have is removed. */
  readonly full: boolean;
  /** True: removes even when it is much. */
  readonly force: boolean;
}

/** Only the file, with what it has added and changed. */
export const PLAIN_IMPORT: Omit<ImportOptions, 'file'> = {
  ...{ mapping: {}, encoding: null, full: false, force: false, rejects: null, report: null, dryRun: false },
};

/** Result of an import; `not-done`: nothing was changed. */
export type ImportOutcome =
  | ({ readonly kind: 'done' } & ImportReport)
  | { readonly kind: 'not-done'; readonly problems: readonly string[] };

/** Figures of an import. */
export interface ImportReport extends Merged {
  /** All rows, with faulty ones and duplicates. */
  readonly read: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** What was found by line, column, kind and remedy, without content; and other remarks. */
  readonly lines: readonly string[];
  /** Fields of loaded rows, by what was done with them. */
  readonly fields: Findings['fields'];
  readonly duplicates: number;
  readonly encoding: Encoding;
  readonly encodingWords: string;
  readonly seconds: number;
}

export type ImportDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes' | 'stopping'>;

/**
 * Imports a file in one transaction: all valid rows, or none.
 * @param progress is told now and then which share of the file was read
 */
export async function importFile(
  deps: ImportDeps,
  kind: FileKind,
  options: ImportOptions,
  progress: (text: string) => void = () => undefined,
): Promise<ImportOutcome> {
  const run = new ImportRun(deps, kind, options, progress);
  try {
    return { kind: 'done', ...(await run.run()) };
  } catch (error) {
    return { kind: 'not-done', problems: [...run.found(), ...problemsOf(error)] };
  } finally {
    run.close();
  }
}

/** One run of an import. */
class ImportRun {
  readonly #deps: ImportDeps;
  readonly #kind: FileKind;
  readonly #options: ImportOptions;
  readonly #progress: (text: string) => void;
  readonly #began: Date;
  readonly #found: ImportFindings;

  constructor(deps: ImportDeps, kind: FileKind, options: ImportOptions, progress: (text: string) => void) {
    this.#deps = deps;
    this.#kind = kind;
    this.#options = options;
    this.#progress = progress;
    this.#began = deps.now();
    this.#found = new ImportFindings(options, kind.isSecret);
  }

  /** What was found so far, when nothing was changed. */
  found(): readonly string[] {
    return this.#found.findings.refusedLines();
  }

  close(): void {
    this.#found.close();
  }

  run(): Promise<ImportReport> {
    const { file, encoding, mapping } = this.#options;
    return withTextFile(file, encoding, async (text) => {
      const source = await openSource(text.lines, mapping, this.#kind.columns);
      this.#found.open(source.rejects);
      const loaded = await this.#load(source, text.share);
      const { refused, fields } = this.#found.findings;
      return {
        ...loaded,
        lines: [source.form, ...this.#found.lines(), ...loaded.lines],
        rejected: refused,
        fields,
        encoding: text.encoding,
        encodingWords: text.encodingWords,
        seconds: (this.#deps.now().getTime() - this.#began.getTime()) / SECOND,
      };
    });
  }

  async #load(source: RowSource, share: () => number) {
    const { database, stopping } = this.#deps;
    const kind = this.#kind;
    const rows = new CheckedRows({
      batches: source.rows,
      check: kind.checkOf({ deps: this.#deps, today: localDay(this.#began) }),
      findings: this.#found.findings,
      setAside: (refused) => this.#found.setAside(refused),
      stopping,
      onRows: (read) => this.#progress(progressText(share(), read)),
    });
    return database.transaction(async (connection) => {
      await kind.makeStaging(connection);
      while (!rows.ended)
        await stageRows(connection, kind.staging, rows.next(ROWS_PER_COPY), () => rows.takeKept());
      const duplicates = await dropDuplicates(connection, kind.staging);
      await kind.lock(connection);
      const late = await this.#refuseLater(connection);
      // On disk before the rows are: a rejected row is never lost.
      this.#found.close();
      const good = rows.sound - late;
      const removes = await this.#removes(connection, good);
      const merged = await kind.merge(connection, { at: this.#began, removes });
      const unchanged = good - duplicates.count - merged.added - merged.changed;
      const { unkeyed, refused } = this.#found.findings;
      return {
        ...{ added: merged.added, changed: merged.changed, removed: merged.removed },
        ...{ read: good + refused, unchanged, duplicates: duplicates.count },
        lines: [
          ...duplicateLines(duplicates),
          ...(merged.remarks ?? []),
          ...(kind.replaces === 'full' && this.#options.full && unkeyed > 0
            ? [unkeyedLine(unkeyed, kind)]
            : []),
        ],
      };
    });
  }

  /** Decides whether what is absent goes. @throws NotDone when nothing of the file may be loaded */
  async #removes(connection: HubConnection, good: number): Promise<boolean> {
    const { replaces, what, absence } = this.#kind;
    const { full, force } = this.#options;
    const { refused, unkeyed } = this.#found.findings;
    if (refused > 0 && good === 0) throw new NotDone('no row of the file is good; nothing was changed');
    if (refused > 0 && replaces === 'always')
      throw new NotDone('the file is the whole table, so each row must be good; nothing was changed');
    const removes = replaces === 'always' || (replaces === 'full' && full && unkeyed === 0);
    if (!removes || force) return removes;
    const { there, absent } = await this.#kind.countAbsent(connection);
    const meant = absence === 'people' ? 'they have all left' : 'that is meant';
    const most = mostAbsentOf(this.#deps.settings, absence);
    refuseManyAbsent({ there, absent, staged: good, what, meant, most });
    return true;
  }

  /** @returns how many rows only the database refused */
  async #refuseLater(connection: HubConnection): Promise<number> {
    const faults = new Map<number, RowFault>();
    for (const { fault, lines } of await this.#kind.refuseLater(connection))
      for (const line of lines) faults.set(line, fault);
    for (const [line, fault] of faults) this.#found.findings.refuse(line, fault, true);
    if (faults.size > 0 && this.#found.writesRows) await this.#writeLater(faults);
    return faults.size;
  }

  /** Reads the file again, since the rows were not kept. */
  async #writeLater(faults: ReadonlyMap<number, RowFault>): Promise<void> {
    const { file, encoding, mapping } = this.#options;
    await withTextFile(file, encoding, async ({ lines }) => {
      const { rows } = await openSource(lines, mapping, this.#kind.columns);
      for await (const batch of rows) {
        const refused = batch.flatMap((row): RefusedRow[] => {
          const fault = faults.get(row.line);
          return fault === undefined ? [] : [{ row, fault }];
        });
        this.#found.setAside(refused);
      }
    });
  }
}

/** How far an import has come. @param share of the file, from 0 to 1 */
export function progressText(share: number, rows: number): string {
  return `${Math.floor(share * 100)} % of the file, ${rows} rows`;
}

function duplicateLines({ count, lines }: { count: number; lines: readonly number[] }): string[] {
  if (count === 0) return [];
  const more = count > lines.length ? ', …' : '';
  return [`${count} rows come again; the last counts (lines ${lines.join(', ')}${more})`];
}

function unkeyedLine(count: number, { absence }: FileKind): string {
  const closed = absence === 'people' ? 'nobody was closed' : 'nothing was removed';
  return `${closed}: ${count} rows that were set aside do not say whose they are; mend them and run it again`;
}
