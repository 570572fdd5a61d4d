import type { Database } from 'better-sqlite3';
import { FAILURE_WINDOW } from '../../src-shared/policy/login-delays.ts';
import { LETTER_WINDOW } from '../../src-shared/policy/letters.ts';
import { writeClockMark } from '../database/clock-mark.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import { runDueBackup, type BackupOutcome } from '../database/backup.ts';
import { storageFault } from '../database/storage-fault.ts';
import type { Log } from '../log/log.ts';
import { KIOSK_RECORDS_KEPT } from '../../src-shared/policy/retention.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';

/** After this long a kiosk that has members looks for newer ones, in milliseconds. */
const REFRESH_AFTER = 3 * SECOND;

/** How often housekeeping runs, in milliseconds. */
const EVERY = MINUTE;

/** Parts that {@link Maintenance} stands on. */
export interface MaintenanceDeps {
  readonly journal: Database;
  /** Folder of the databases. */
  readonly folder: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** The member list, which is read again when its file has changed. */
  readonly members: { state(): 'empty' | 'loading' | 'ready'; refresh(): Promise<unknown> };
  readonly onBackup: (outcome: BackupOutcome) => void;
  /** What other parts remove from the journal when its time has come. */
  readonly purges: readonly (() => void)[];
}

/** Housekeeping each minute: members file, clock mark, daily backup, removal of what no rule needs any more. */
export class Maintenance {
  readonly #deps: MaintenanceDeps;
  #cancel: () => void = () => undefined;
  #cancelRefresh: () => void = () => undefined;
  #stopped = false;

  constructor(deps: MaintenanceDeps) {
    this.#deps = deps;
  }

  /** Reads the members at once where there are none yet; the rest waits, since starting is busy enough. */
  start(): void {
    const { members, timers } = this.#deps;
    if (members.state() === 'ready')
      this.#cancelRefresh = timers.after(REFRESH_AFTER, () => void this.#refreshMembers());
    else void this.#refreshMembers();
    this.#runLater();
  }

  /** Runs no more. */
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
      // A journal that cannot be written is as bad as a backup that cannot.
      if (fault) onBackup({ kind: 'unavailable', fault });
    }
    if (!this.#stopped) this.#runLater();
  }
}

/** Removes what no rule needs any more. What still waits, in the outbox or for head office, is never removed. */
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
