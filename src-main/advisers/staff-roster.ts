import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import {
  rosterEntrySchema,
  type Roster,
  type RosterEntry,
} from '../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { ROSTER_VALID } from '../../src-shared/policy/staff/staff.ts';
import type { Clock } from '../clock/clock.ts';
import type { Vault } from '../database/vault.ts';

const PURPOSE = 'staff-roster';

const keptSchema = z.object({ version: z.string(), staff: z.array(rosterEntrySchema) });

/** What {@link StaffRoster} needs. */
export interface StaffRosterDeps {
  readonly journal: Database;
  readonly vault: Vault;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * The staff of this branch, as head office told it last: sealed in the journal, so that staff mode opens without the
 * line. After its time nobody is in it.
 */
export class StaffRoster {
  readonly #deps: StaffRosterDeps;

  constructor(deps: StaffRosterDeps) {
    this.#deps = deps;
  }

  /** Version of the list that is kept; null: none, or one that cannot be read. */
  get version(): string | null {
    return this.#read()?.version ?? null;
  }

  /** Keeps what head office answered: a new list, or that the one of this version still counts. */
  take({ version, validFor, staff }: Roster): void {
    const { journal, vault, clock } = this.#deps;
    const kept = staff ?? (this.#read()?.version === version ? this.#read()?.staff : undefined);
    if (kept === undefined) return;
    const sealed = vault.seal(PURPOSE, JSON.stringify({ version, staff: kept }));
    // No answer of a hub makes a list count for longer than the rule.
    const validUntil = clock.now() + Math.min(validFor, ROSTER_VALID);
    journal
      .prepare('INSERT OR REPLACE INTO staff_roster (one, sealed, valid_until) VALUES (1, ?, ?)')
      .run(sealed, validUntil);
  }

  /** The people of the list while it counts; null: there is no such list. */
  staff(): readonly RosterEntry[] | null {
    const { journal, clock } = this.#deps;
    const until = journal.prepare('SELECT valid_until FROM staff_roster WHERE one = 1').pluck().get();
    if (typeof until !== 'number' || until <= clock.now()) return null;
    return this.#read()?.staff ?? null;
  }

  #read(): z.infer<typeof keptSchema> | null {
    const { journal, vault } = this.#deps;
    const sealed = journal.prepare('SELECT sealed FROM staff_roster WHERE one = 1').pluck().get();
    if (!(sealed instanceof Buffer)) return null;
    try {
      return keptSchema.parse(JSON.parse(vault.open(PURPOSE, sealed)));
    } catch {
      return null;
    }
  }
}
