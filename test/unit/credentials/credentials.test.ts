import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Credentials } from '../../../src-main/credentials/credentials.ts';
import { PasswordHasher } from '../../../src-main/credentials/password-hasher.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { openJournalIn } from '../../support/open-journal-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const OLD = new PasswordHasher({ memoryKiB: 8192, passes: 1, lanes: 1 });
const TODAY = new PasswordHasher({ memoryKiB: 8192, passes: 2, lanes: 1 });

let journal: Database;
let credentials: Credentials;
const time = new ManualTime();

beforeEach(() => {
  journal = openJournalIn(temporaryFolder());
  onTestFinished(() => void journal.close());
  credentials = new Credentials({ journal, clock: time, hasher: TODAY });
});

const stored = (): unknown => journal.prepare('SELECT member_key, phc, set_at FROM credential').all();

describe('credentials', () => {
  it('know the password that was stored last', async () => {
    credentials.store('a', await TODAY.hash('first'));
    await time.advance(1000);
    const second = await TODAY.hash('second');
    credentials.store('a', second);
    expect(stored()).toEqual([{ member_key: 'a', phc: second, set_at: time.now() }]);
    expect(await credentials.verify('a', 'first')).toBe(false);
    expect(await credentials.verify('a', 'second')).toBe(true);
  });

  it("do not take one member's password for another's", async () => {
    credentials.store('a', await TODAY.hash('mine'));
    credentials.store('b', await TODAY.hash('yours'));
    expect(await credentials.verify('b', 'mine')).toBe(false);
    expect(await credentials.verify('nobody', 'mine')).toBe(false);
  });

  it('renew an older hash after a right password only, and keep the moment at which it was set', async () => {
    const old = await OLD.hash('right');
    credentials.store('a', old);
    const setAt = time.now();
    await time.advance(1000);
    await credentials.verify('a', 'wrong');
    expect(stored()).toEqual([{ member_key: 'a', phc: old, set_at: setAt }]);
    await credentials.verify('a', 'right');
    expect(stored()).toEqual([
      { member_key: 'a', phc: expect.stringContaining('m=8192,t=2,p=1') as string, set_at: setAt },
    ]);
  });

  it('do not bring an old password back when a new one was set while the old one was renewed', async () => {
    credentials.store('a', await OLD.hash('old'));
    const fresh = await TODAY.hash('fresh');
    const renewing = credentials.verify('a', 'old');
    credentials.store('a', fresh);
    await renewing;
    expect(await credentials.verify('a', 'old')).toBe(false);
    expect(await credentials.verify('a', 'fresh')).toBe(true);
  });
});
