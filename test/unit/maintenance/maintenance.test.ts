import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readClockMark } from '../../../src-main/database/clock-mark.ts';
import type { BackupOutcome } from '../../../src-main/database/backup.ts';
import { Maintenance } from '../../../src-main/maintenance/maintenance.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { openJournalIn } from '../../support/kiosk/open-journal-in.ts';
import { KeptLog } from '../../support/outbox-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

let folder: string;
let journal: Database;
let time: ManualTime;
let log: KeptLog;
let refreshes: number;
let refresh: () => Promise<unknown>;
let purged: number;
let outcomes: BackupOutcome['kind'][];
let maintenance: Maintenance;

beforeEach(() => {
  folder = temporaryFolder();
  journal = openJournalIn(folder);
  time = new ManualTime();
  log = new KeptLog();
  refreshes = 0;
  refresh = () => Promise.resolve((refreshes += 1));
  outcomes = [];
  purged = 0;
  maintenance = new Maintenance({
    journal,
    folder,
    clock: time,
    timers: time,
    log,
    members: { state: () => 'empty', refresh: () => refresh() },
    onBackup: ({ kind }) => outcomes.push(kind),
    purges: [() => (purged += 1)],
  });
  onTestFinished(() => {
    maintenance.stop();
    journal.close();
  });
});

/** Moves on and waits for the run that is due then: a backup takes time of its own. */
async function run(): Promise<void> {
  const before = outcomes.length;
  await time.advance(MINUTE);
  await vi.waitFor(() => expect(outcomes.length).toBe(before + 1), 20_000);
}

describe('housekeeping', () => {
  it('reads the members at once and each minute; the rest waits for a minute', async () => {
    maintenance.start();
    expect(refreshes).toBe(1);
    expect(outcomes).toEqual([]);
    await run();
    await run();
    expect(refreshes).toBe(3);
    expect(purged, 'what other parts remove').toBe(2);
  });

  it('marks the clock and makes one backup a day', async () => {
    maintenance.start();
    await run();
    expect(readClockMark(journal)).toBe(time.now());
    await run();
    expect(outcomes).toEqual(['made', 'not-due']);
    expect(readdirSync(path.join(folder, 'backups'))).toHaveLength(1);
    await time.advance(24 * 60 * MINUTE - 2 * MINUTE);
    // Not the files: one stands there before it is whole, and the folder goes with the test.
    await vi.waitFor(() => expect(outcomes.filter((kind) => kind === 'made')).toHaveLength(2), 20_000);
    expect(readdirSync(path.join(folder, 'backups'))).toHaveLength(2);
  });

  it('goes on after a fault, which is logged by its kind', async () => {
    refresh = () => Promise.reject(new TypeError('zoe.exemple@exemple.invalid'));
    maintenance.start();
    journal.exec('ALTER TABLE audit RENAME TO elsewhere');
    await time.advance(MINUTE);
    await vi.waitFor(() => expect(log.text).toContain('maintenance-failed'), 20_000);
    expect(log.text).toContain('members-refresh-failed {"name":"TypeError"}');
    expect(log.text).not.toContain('exemple.invalid');
    journal.exec('ALTER TABLE elsewhere RENAME TO audit');
    await run();
    expect(outcomes).toEqual(['made']);
  });

  it('tells of a disk that does not take the journal', async () => {
    maintenance.start();
    await run();
    journal.pragma('query_only = ON');
    await run();
    journal.pragma('query_only = OFF');
    await run();
    expect(outcomes).toEqual(['made', 'unavailable', 'not-due']);
    expect(log.text).toContain('"code":"SQLITE_READONLY"');
  });

  it('stops when it is told to', async () => {
    maintenance.start();
    maintenance.stop();
    await time.advance(10 * MINUTE);
    expect(refreshes).toBe(1);
    expect(time.pending).toBe(0);
  });
});
