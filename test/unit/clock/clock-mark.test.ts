import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readClockMark, writeClockMark } from '../../../src-main/database/clock-mark.ts';
import { JOURNAL_MIGRATIONS } from '../../../src-main/database/migrations/journal-migrations.ts';
import { openDatabase, type Database } from '../../../src-main/database/open-database.ts';

describe('clock mark', () => {
  let journal: Database;
  beforeEach(() => {
    journal = openDatabase(':memory:', { migrations: JOURNAL_MIGRATIONS, synchronous: 'FULL' });
  });
  afterEach(() => journal.close());

  it('is 0 in a new journal', () => {
    expect(readClockMark(journal)).toBe(0);
  });

  it('keeps the latest moment it was given', () => {
    for (const at of [1_000, 3_000, 2_000]) writeClockMark(journal, at);
    expect(readClockMark(journal)).toBe(3_000);
  });
});
