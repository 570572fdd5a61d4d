import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Credentials } from '../../../src-main/credentials/credentials.ts';
import { PasswordHasher } from '../../../src-main/credentials/password-hasher.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { openJournalIn } from '../../support/kiosk/open-journal-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { DAY } from '../../../src-shared/time/units.ts';

const OLD = new PasswordHasher({ memoryKiB: 19_456, passes: 1, lanes: 1 });
const TODAY = new PasswordHasher({ memoryKiB: 19_456, passes: 2, lanes: 1 });

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
    credentials.store('a', await TODAY.hash('first'), 'e');
    await time.advance(1000);
    const second = await TODAY.hash('second');
    credentials.store('a', second, 'e');
    expect(stored()).toEqual([{ member_key: 'a', phc: second, set_at: time.now() }]);
    expect(await credentials.verify('a', 'first')).toBe('wrong');
    expect(await credentials.verify('a', 'second')).toBe('unsent');
  });

  it("do not take one member's password for another's", async () => {
    credentials.store('a', await TODAY.hash('mine'), 'e');
    credentials.store('b', await TODAY.hash('yours'), 'e');
    expect(await credentials.verify('b', 'mine')).toBe('wrong');
    expect(await credentials.verify('nobody', 'mine')).toBe('none');
  });

  it('renew an older hash after a right password only, and keep the moment at which it was set', async () => {
    const old = await OLD.hash('right');
    credentials.store('a', old, 'e');
    const setAt = time.now();
    await time.advance(1000);
    await credentials.verify('a', 'wrong');
    expect(stored()).toEqual([{ member_key: 'a', phc: old, set_at: setAt }]);
    await credentials.verify('a', 'right');
    expect(stored()).toEqual([
      { member_key: 'a', phc: expect.stringContaining('m=19456,t=2,p=1') as string, set_at: setAt },
    ]);
  });

  it('do not bring an old password back when a new one was set while the old one was renewed', async () => {
    credentials.store('a', await OLD.hash('old'), 'e');
    const fresh = await TODAY.hash('fresh');
    const renewing = credentials.verify('a', 'old');
    credentials.store('a', fresh, 'e');
    await renewing;
    expect(await credentials.verify('a', 'old')).toBe('wrong');
    expect(await credentials.verify('a', 'fresh')).toBe('unsent');
  });
});

describe('a password that head office is told of', () => {
  const event = { id: 'e1', memberKey: 'a', decidedAt: 0 };

  beforeEach(async () => credentials.store('a', await TODAY.hash('mine'), 'e1'));

  it('counts here for a day after its acceptance, and goes then', async () => {
    credentials.markAccepted(event);
    await time.advance(DAY - 1);
    credentials.removeAccepted();
    expect(await credentials.verify('a', 'mine')).toBe('right');
    await time.advance(1);
    expect(await credentials.verify('a', 'mine')).toBe('none');
    expect(stored()).toHaveLength(1);
    credentials.removeAccepted();
    expect(stored()).toEqual([]);
  });

  it('counts for as long as head office has not accepted it', async () => {
    await time.advance(1000 * DAY);
    credentials.removeAccepted();
    expect(await credentials.verify('a', 'mine')).toBe('unsent');
  });

  it('goes at once when it is overruled', async () => {
    credentials.removeRefused(event);
    expect(await credentials.verify('a', 'mine')).toBe('none');
  });

  it('is not touched by the outcome of the one before it', async () => {
    credentials.store('a', await TODAY.hash('newer'), 'e2');
    credentials.removeRefused(event);
    credentials.markAccepted(event);
    await time.advance(DAY);
    expect(await credentials.verify('a', 'newer')).toBe('unsent');
  });

  it('is found by its moment when a former version has stored it without its event', async () => {
    journal.prepare('UPDATE credential SET event_id = NULL').run();
    credentials.removeRefused({ ...event, decidedAt: time.now() - 1 });
    expect(await credentials.verify('a', 'mine')).toBe('unsent');
    credentials.removeRefused({ ...event, decidedAt: time.now() });
    expect(await credentials.verify('a', 'mine')).toBe('none');
  });

  it('goes when head office takes another one, unless it is still on its way there', async () => {
    credentials.removeOutdated('a');
    expect(await credentials.verify('a', 'mine')).toBe('unsent');
    credentials.markAccepted(event);
    credentials.removeOutdated('a');
    expect(await credentials.verify('a', 'mine')).toBe('none');
  });
});
