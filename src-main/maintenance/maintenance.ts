import type { Database } from 'better-sqlite3';
import { FAILURE_WINDOW } from '../../src-shared/policy/passwords/login-delays.ts';
import { LETTER_WINDOW } from '../../src-shared/policy/letters.ts';
import { writeClockMark } from '../database/clock-mark.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import { runDueBackup, type BackupOutcome } from '../database/backup.ts';
import { storageFault } from '../database/storage-fault.ts';
import type { Log } from '../log/log.ts';
import { KIOSK_RECORDS_KEPT } from '../../src-shared/policy/retention.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';

/** Milliseconds after the start before a kiosk that has members reads newer ones. */
const REFRESH_AFTER = 3 * SECOND;

/** Interval of housekeeping in milliseconds. */
const EVERY = MINUTE;

/** What {@link Maintenance} needs. */
export interface MaintenanceDeps {
  readonly journal: Database;
  /** Folder of the databases. */
  readonly folder: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** The member list; read again when its file has changed. */
  readonly members: { state(): 'empty' | 'loading' | 'ready'; refresh(): Promise<unknown> };
  readonly onBackup: (outcome: BackupOutcome) => void;
  /** What other parts remove from the journal. */
  readonly purges: readonly (() => void)[];
}

/** Housekeeping every minute: members file, clock mark, daily backup, removal of old rows. */
export class Maintenance {
  readonly #deps: MaintenanceDeps;
  #cancel: () => void = () => undefined;
  #cancelRefresh: () => void = () => undefined;
  #stopped = false;

  constructor(deps: MaintenanceDeps) {
    this.#deps = deps;
  }

  /** Reads the members at once when there are none. Otherwise reading waits, to keep the start short. */
  start(): void {
    const { members, timers } = this.#deps;
    if (members.state() === 'ready')
      this.#cancelRefresh = timers.after(REFRESH_AFTER, () => void this.#refreshMembers());
    else void this.#refreshMembers();
    this.#runLater();
  }

  /** Stops. */
  stop(): void {
    this.#stopped = true;
    this.#cancel();
    this.#cancelRefresh();
  }

  #runLater(): void {
    this.#cancel = this.#deps.timers.after(EVERY, () => void this.#run());
  }

  async #refreshMembers(): Promise<void> {
    try {
      await this.#deps.members.refresh();
    } catch (error) {
      this.#deps.log.error(
        { name: error instanceof Error ? error.name : typeof error },
        'members-refresh-failed',
      );
    }
  }

  async #run(): Promise<void> {
    void this.#refreshMembers();
    const { journal, folder, clock, log, onBackup, purges } = this.#deps;
    try {
      const now = clock.now();
      writeClockMark(journal, now);
      purge(journal, now);
      for (const also of purges) also();
      const outcome = await runDueBackup(journal, folder, now);
      if (outcome.kind !== 'not-due') log.info({ outcome: outcome.kind }, 'journal-backup');
      onBackup(outcome);
    } catch (error) {
      const fault = storageFault(error, folder);
      log.error(
        { name: error instanceof Error ? error.name : typeof error, code: fault?.code },
        'maintenance-failed',
      );
      // A journal that cannot be written is as serious as a failed backup.
      if (fault) onBackup({ kind: 'unavailable', fault });
    }
    if (!this.#stopped) this.#runLater();
  }
}

/**
 * Removes rows that no rule needs any more. Rows that still wait, in the outbox or for head office, are never
 * removed.
 */
export function purge(journal: Database, now: number): void {
  journal.transaction(() => {
    journal.prepare('DELETE FROM login_failure WHERE at <= ?').run(now - FAILURE_WINDOW);
    journal.prepare('DELETE FROM rate_limit WHERE expire <= ?').run(now);
    journal.prepare('DELETE FROM letter WHERE requested_at <= ?').run(now - LETTER_WINDOW);
    journal.prepare('DELETE FROM activation_code WHERE created_at <= ?').run(now - KIOSK_RECORDS_KEPT);
    journal
      .prepare(
        `DELETE FROM recovery WHERE started_at <= ?
           AND NOT EXISTS (SELECT 1 FROM activation_code WHERE recovery_id = recovery.id)`,
      )
      .run(now - KIOSK_RECORDS_KEPT);
    journal
      .prepare("DELETE FROM outbox WHERE state <> 'waiting' AND created_at <= ?")
      .run(now - KIOSK_RECORDS_KEPT);
    journal
      .prepare("DELETE FROM hub_event WHERE state <> 'waiting' AND settled_at <= ?")
      .run(now - KIOSK_RECORDS_KEPT);
    journal.prepare('DELETE FROM audit WHERE at <= ?').run(now - KIOSK_RECORDS_KEPT);
  })();
}
