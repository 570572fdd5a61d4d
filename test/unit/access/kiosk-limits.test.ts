import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { KioskLimits, type Bucket } from '../../../src-main/access/kiosk-limits.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { openJournalIn } from '../../support/kiosk/open-journal-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { HOUR } from '../../../src-shared/time/units.ts';

/** Points and window of each bucket: the table stands in the code and again here. */
const BUCKETS: readonly (readonly [Bucket, number, number])[] = [
  ['named-number', 30, HOUR],
  ['failed-login', 60, HOUR],
  ['code-email', 60, HOUR],
  ['code-sms', 40, HOUR],
  ['code-letter', 40, 24 * HOUR],
  ['typed-letter-code', 60, HOUR],
];

let folder: string;
let journal: Database;
let time: ManualTime;
let limits: KioskLimits;

beforeEach(() => {
  folder = temporaryFolder();
  journal = openJournalIn(folder);
  onTestFinished(() => void journal.close());
  time = new ManualTime();
  limits = new KioskLimits({ journal, clock: time });
});

async function take(bucket: Bucket, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await limits.take(bucket);
}

describe.each(BUCKETS)('the bucket %s', (bucket, points, window) => {
  it(`closes after ${points}, until ${window} ms after the first`, async () => {
    const first = time.now();
    await limits.take(bucket);
    await time.advance(window / 2);
    await take(bucket, points - 2);
    expect(await limits.closedUntil(bucket)).toBeNull();
    await limits.take(bucket);
    expect(await limits.closedUntil(bucket)).toBe(first + window);
    await time.advance(window / 2 - 1);
    expect(await limits.closedUntil(bucket)).toBe(first + window);
    await time.advance(1);
    expect(await limits.closedUntil(bucket)).toBeNull();
    await limits.take(bucket);
    expect(await limits.closedUntil(bucket), 'a new window has room again').toBeNull();
  });

  it('holds no other bucket back', async () => {
    await take(bucket, points);
    const open = await Promise.all(
      BUCKETS.filter(([other]) => other !== bucket).map(([other]) => limits.closedUntil(other)),
    );
    expect(open).toEqual(Array(BUCKETS.length - 1).fill(null));
  });
});

describe('a bucket', () => {
  it('that is asked is not drawn on', async () => {
    for (let i = 0; i < 100; i += 1) await limits.closedUntil('named-number');
    await take('named-number', 29);
    expect(await limits.closedUntil('named-number')).toBeNull();
  });

  it('outlives a restart', async () => {
    await take('named-number', 30);
    const until = await limits.closedUntil('named-number');
    const again = openJournalIn(folder);
    onTestFinished(() => void again.close());
    expect(await new KioskLimits({ journal: again, clock: time }).closedUntil('named-number')).toBe(until);
  });

  it('goes by the clock of the application and not by that of the machine', async () => {
    await take('named-number', 30);
    expect(await limits.closedUntil('named-number')).toBe(time.now() + HOUR);
  });

  it('that is drawn on when it is closed stays closed no longer', async () => {
    const first = time.now();
    await take('named-number', 45);
    expect(await limits.closedUntil('named-number')).toBe(first + HOUR);
  });
});
