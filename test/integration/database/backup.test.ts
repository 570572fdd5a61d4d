import BetterSqlite3 from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runDueBackup } from '../../../src-main/database/backup.ts';
import { JOURNAL_MIGRATIONS } from '../../../src-main/database/migrations/journal-migrations.ts';
import { openDatabase, type Database } from '../../../src-main/database/open-database.ts';
import { leafPages, NOON, present, spoilPages, temporaryFolder } from './support.ts';
import { DAY } from '../../../src-shared/time/units.ts';

describe('runDueBackup', () => {
  let folder: string;
  let place: string;
  let journal: Database;
  beforeEach(() => {
    folder = temporaryFolder();
    place = path.join(folder, 'backups');
    journal = openJournal();
  });
  afterEach(() => journal.close());

  const openJournal = (): Database =>
    openDatabase(path.join(folder, 'journal.db'), { migrations: JOURNAL_MIGRATIONS, synchronous: 'FULL' });
  const addAudits = (count: number): void => {
    const insert = journal.prepare(`INSERT INTO audit (at, event) VALUES (1, 'some event')`);
    journal.transaction(() => {
      for (let at = 0; at < count; at += 1) insert.run();
    })();
  };
  const auditsIn = (name: string): unknown => {
    const db = new BetterSqlite3(path.join(place, name), { readonly: true });
    try {
      return db.prepare('SELECT count(*) FROM audit').pluck().get();
    } finally {
      db.close();
    }
  };

  it('makes one complete file a day', async () => {
    addAudits(100);
    expect(await runDueBackup(journal, folder, NOON)).toEqual({
      kind: 'made',
      file: 'journal-2026-03-10.db',
      removed: [],
    });
    expect(await runDueBackup(journal, folder, NOON + 3_600_000)).toEqual({ kind: 'not-due' });
    expect(fs.readdirSync(place)).toEqual(['journal-2026-03-10.db']);
    expect(auditsIn('journal-2026-03-10.db')).toBe(100);
    // One file for ever: reading it leaves nothing beside it.
    expect(fs.readdirSync(place)).toEqual(['journal-2026-03-10.db']);
  });

  it('keeps seven days', async () => {
    for (let day = 0; day < 9; day += 1) {
      addAudits(1);
      await runDueBackup(journal, folder, NOON + day * DAY);
    }
    expect(fs.readdirSync(place)).toHaveLength(7);
    expect(fs.readdirSync(place)[0]).toBe('journal-2026-03-12.db');
    expect(auditsIn('journal-2026-03-18.db')).toBe(9);
  });

  it('lets writes go on meanwhile, and has them', async () => {
    addAudits(20_000);
    const backup = runDueBackup(journal, folder, NOON);
    addAudits(50);
    expect(await backup).toMatchObject({ kind: 'made' });
    expect(auditsIn('journal-2026-03-10.db')).toBe(20_050);
  });

  it('clears away what a backup that was cut short has left', async () => {
    fs.mkdirSync(place);
    for (const name of [
      'journal-2026-03-09.db.part',
      'journal-2026-03-10.db.part',
      'journal-2026-03-10.db.part-journal',
    ]) {
      fs.writeFileSync(path.join(place, name), 'half');
    }
    expect(await runDueBackup(journal, folder, NOON)).toMatchObject({ kind: 'made' });
    expect(fs.readdirSync(place)).toEqual(['journal-2026-03-10.db']);
  });

  it('keeps the sound backups when the journal is damaged', async () => {
    addAudits(5000);
    await runDueBackup(journal, folder, NOON - DAY);
    journal.close();
    const file = path.join(folder, 'journal.db');
    const { pages, pageSize } = leafPages(file, 'audit');
    spoilPages(file, pageSize, [present(pages[10])]);
    journal = openJournal();
    expect(await runDueBackup(journal, folder, NOON)).toEqual({ kind: 'damaged' });
    expect(fs.readdirSync(place)).toEqual(['journal-2026-03-09.db']);
  });

  it('is a typed failure where no backup can be written', async () => {
    fs.writeFileSync(place, 'a file in the way');
    expect(await runDueBackup(journal, folder, NOON)).toMatchObject({
      kind: 'unavailable',
      fault: { kind: 'unwritable' },
    });
  });
});
