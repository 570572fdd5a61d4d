import type { HubConnection } from '../../database/hub-database.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { Encoding } from '../imports/inspect-file.ts';
import { NotDone } from '../imports/not-done.ts';
import { problemsOf } from '../imports/problems-of.ts';
import { refuseManyAbsent } from '../imports/refuse-many.ts';
import { dropDuplicates, stageRows } from '../imports/staged-rows.ts';
import { withTextFile } from '../imports/with-text-file.ts';
import { checkInsured } from './check-insured.ts';
import { insuredFaultText, type InsuredFault, type InsuredRow } from './insured-fields.ts';
import { insuredRows } from './insured-source.ts';
import {
  countAbsentInsured,
  INSURED_STAGING,
  makeInsuredStaging,
  mergeInsured,
  stagedInsured,
  type MergedInsured,
} from './insured-staging.ts';

export interface InsuredImport {
  readonly file: string;
  /** True: the file contains everybody, so others are closed. */
  readonly full: boolean;
  /** True: closes people even when they are many. */
  readonly force: boolean;
}

/** Result of an import; `not-done`: nothing was changed. */
export type InsuredOutcome =
  | ({ readonly kind: 'done' } & InsuredReport)
  | { readonly kind: 'not-done'; readonly problems: readonly string[] };

/** Figures of a committed import. */
export interface InsuredReport extends MergedInsured {
  /** All rows, with faulty ones and duplicates. */
  readonly read: number;
  readonly rejected: number;
  /** The first faults by line and kind, without content. */
  readonly faults: readonly string[];
  readonly duplicates: { readonly count: number; readonly lines: readonly number[] };
  readonly encoding: Encoding;
}

/** Most faulty rows that the terminal lists. */
const LISTED = 20;

type ImportDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'stopping'>;

/**
 * Imports people who are only insured by centre 602 in one transaction: all valid rows, or none. A NIR becomes its
 * keyed hash when it is read. No row is written to a file; a faulty row is reported by its line only.
 */
export async function importInsured(deps: ImportDeps, options: InsuredImport): Promise<InsuredOutcome> {
  const checked = new CheckedInsuredRows(deps);
  try {
    return await withTextFile(options.file, null, async ({ lines, encoding }) => {
      const rows = insuredRows(lines);
      const loaded = await deps.database.transaction(async (connection) => {
        await makeInsuredStaging(connection);
        await stageRows(connection, INSURED_STAGING, checked.staged(rows), () => checked.kept);
        const duplicates = await dropDuplicates(connection, INSURED_STAGING);
        if (options.full && !options.force) await refuseUnlessMeant(connection, checked.sound);
        return { duplicates, ...(await mergeInsured(connection, deps.now(), options.full)) };
      });
      const { sound, rejected, faults } = checked;
      return { kind: 'done', ...loaded, read: sound + rejected, rejected, faults, encoding };
    });
  } catch (error) {
    return { kind: 'not-done', problems: [...checked.faults, ...problemsOf(error)] };
  }
}

/** Checks rows on their way to staging. */
class CheckedInsuredRows {
  readonly #context: { readonly secret: string; readonly today: string };
  readonly #stopping: AbortSignal;
  readonly #listed: string[] = [];
  /** Keyed hashes of NIRs in faulty rows. */
  readonly kept: string[] = [];
  sound = 0;
  rejected = 0;

  constructor({ settings, now, stopping }: ImportDeps) {
    this.#context = { secret: settings.HUB_SECRET, today: now().toISOString().slice(0, 10) };
    this.#stopping = stopping;
  }

  /** The first faults by line and kind, and how many more there are. */
  get faults(): readonly string[] {
    const more = this.rejected - this.#listed.length;
    return more > 0 ? [...this.#listed, `and ${more} more`] : [...this.#listed];
  }

  /** @throws NotDone when the process must stop */
  async *staged(
    batches: AsyncGenerator<InsuredRow[], void, undefined>,
  ): AsyncGenerator<string, void, undefined> {
    for await (const rows of batches) {
      if (this.#stopping.aborted) throw new NotDone('stopped: nothing was changed');
      const text = rows.map((row) => this.#check(row)).join('');
      if (text !== '') yield text;
    }
  }

  #check({ line, content }: InsuredRow): string {
    if (typeof content === 'string') return this.#reject(line, content);
    const checked = checkInsured(content, this.#context);
    if (!checked.ok) {
      if (checked.nir !== null) this.kept.push(checked.nir);
      return this.#reject(line, checked.fault);
    }
    this.sound += 1;
    return stagedInsured(line, checked.insured);
  }

  #reject(line: number, fault: InsuredFault): string {
    this.rejected += 1;
    if (this.#listed.length < LISTED) this.#listed.push(`line ${line}: ${insuredFaultText(fault)}`);
    return '';
  }
}

async function refuseUnlessMeant(connection: HubConnection, staged: number): Promise<void> {
  const { open, absent } = await countAbsentInsured(connection);
  refuseManyAbsent({ there: open, absent, staged, what: 'insured persons', meant: 'they have all left' });
}
