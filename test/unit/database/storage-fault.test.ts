import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { isDamage, storageFault, StorageUnavailable } from '../../../src-main/database/storage-fault.ts';

const { SqliteError } = BetterSqlite3;
const system = (code: string): Error => Object.assign(new Error(code), { code });

describe('storageFault', () => {
  it.each([
    [system('ENOSPC'), 'full'],
    [system('EDQUOT'), 'full'],
    [system('EROFS'), 'unwritable'],
    [system('EACCES'), 'unwritable'],
    [system('EIO'), 'fault'],
    [new SqliteError('', 'SQLITE_FULL'), 'full'],
    [new SqliteError('', 'SQLITE_READONLY_DIRECTORY'), 'unwritable'],
    [new SqliteError('', 'SQLITE_CANTOPEN'), 'unwritable'],
    [new SqliteError('', 'SQLITE_IOERR_FSYNC'), 'fault'],
    [new SqliteError('', 'SQLITE_CONSTRAINT_UNIQUE'), undefined],
    [new SqliteError('', 'SQLITE_CORRUPT'), undefined],
    [new Error('a bug'), undefined],
    ['not an error', undefined],
  ])('%s: %s', (error, kind) => {
    expect(storageFault(error, 'journal.db')?.kind).toBe(kind);
  });

  it('knows a database that cannot grow', () => {
    const db = new BetterSqlite3(':memory:');
    db.exec('CREATE TABLE t (x)');
    db.pragma('max_page_count = 3');
    const fill = (): unknown => db.prepare('INSERT INTO t VALUES (zeroblob(100000))').run();
    expect(fill).toThrow();
    try {
      fill();
    } catch (error) {
      expect(storageFault(error, 'journal.db')).toMatchObject({ kind: 'full', code: 'SQLITE_FULL' });
    }
    db.close();
  });

  it('passes its own kind of error on', () => {
    const fault = new StorageUnavailable('full', 'ENOSPC', 'journal.db');
    expect(storageFault(fault, 'elsewhere')).toBe(fault);
  });
});

describe('isDamage', () => {
  it.each([
    [new SqliteError('', 'SQLITE_CORRUPT'), true],
    [new SqliteError('', 'SQLITE_CORRUPT_VTAB'), true],
    [new SqliteError('', 'SQLITE_NOTADB'), true],
    [new SqliteError('', 'SQLITE_BUSY'), false],
    [new Error('a bug'), false],
    [null, false],
  ])('%s: %s', (error, damage) => {
    expect(isDamage(error)).toBe(damage);
  });
});
