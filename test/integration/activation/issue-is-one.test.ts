import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ActivationCodes } from '../../../src-main/activation/activation-codes.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { openJournalIn, testVault } from '../../support/kiosk/open-journal-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const MEMBER = 'member-key';

let journal: Database;
let time: ManualTime;
let codes: ActivationCodes;
let nextId: string;

beforeEach(() => {
  journal = openJournalIn(temporaryFolder());
  onTestFinished(() => void journal.close());
  time = new ManualTime();
  nextId = 'code-1';
  codes = new ActivationCodes({
    journal,
    vault: testVault(),
    clock: time,
    random: systemRandom,
    newId: () => nextId,
  });
});

/** Every row that an issue touches. */
const stored = (): unknown => ({
  recoveries: journal.prepare('SELECT * FROM recovery ORDER BY id').all(),
  codes: journal.prepare('SELECT * FROM activation_code ORDER BY id').all(),
  messages: journal.prepare("SELECT * FROM audit WHERE event = 'message'").all(),
});

/** Writes a message where it can be seen whether it stayed. */
const post = (): string => {
  journal.prepare("INSERT INTO audit (at, event) VALUES (?, 'message')").run(time.now());
  return 'delivery';
};

const postAndFail = (): never => {
  post();
  throw new Error('no room for the message');
};

describe('issuing an activation code', () => {
  it('leaves nothing behind when its message cannot be posted', () => {
    const before = stored();
    expect(() => codes.issue(MEMBER, 'email', postAndFail)).toThrow('no room');
    expect(stored()).toEqual(before);
  });

  it('leaves the earlier code right when the message of a new one cannot be posted', async () => {
    let first = '';
    const issued = codes.issue(MEMBER, 'email', (code) => {
      first = code;
      return post();
    });
    await time.advance(MINUTE);
    nextId = 'code-2';
    const before = stored();
    expect(() => codes.issue(MEMBER, 'email', postAndFail)).toThrow('no room');
    expect(stored()).toEqual(before);
    expect(codes.check(issued?.recoveryId ?? 0, first)).toBe('right');
  });

  it('posts no message when the code itself cannot be stored', async () => {
    codes.issue(MEMBER, 'email', post);
    await time.advance(MINUTE);
    const before = stored();
    // The same id again.
    expect(() => codes.issue(MEMBER, 'email', post)).toThrow('UNIQUE');
    expect(stored()).toEqual(before);
  });
});
