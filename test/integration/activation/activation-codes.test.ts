import type { SentChannel } from '../../../src-shared/values/contact/channel.ts';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ActivationCodes } from '../../../src-main/activation/activation-codes.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { uuidV7Source } from '../../../src-main/random/uuid-v7.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { openJournalIn, testVault } from '../../support/kiosk/open-journal-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { HOUR, MINUTE } from '../../../src-shared/time/units.ts';

const MEMBER = 'member-key';

let folder: string;
let journal: Database;
let time: ManualTime;
let codes: ActivationCodes;
let posted: string[];

function open(): ActivationCodes {
  journal = openJournalIn(folder);
  onTestFinished(() => void journal.close());
  return new ActivationCodes({
    journal,
    vault: testVault(),
    clock: time,
    random: systemRandom,
    newId: uuidV7Source(time, systemRandom),
  });
}

const send = (channel: SentChannel = 'email') =>
  codes.issue(MEMBER, channel, (code) => {
    posted.push(code);
    return 'delivery';
  });

/** Sends, and fails the test where the limits forbid it. */
const sendNow = (channel: SentChannel = 'email') => {
  const issued = send(channel);
  if (!issued) throw new Error('no code was issued');
  return issued;
};

const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const last = (): string => posted.at(-1) ?? '';

beforeEach(() => {
  folder = temporaryFolder();
  time = new ManualTime();
  posted = [];
  codes = open();
});

describe('an activation code', () => {
  it('is six digits and is right once', () => {
    const { recoveryId } = sendNow();
    expect(last()).toMatch(/^[0-9]{6}$/u);
    expect(codes.check(recoveryId, last())).toBe('right');
    expect(codes.check(recoveryId, last())).toBe('expired');
  });

  it('lives ten minutes', async () => {
    const { recoveryId } = sendNow();
    await time.advance(10 * MINUTE - 1);
    expect(codes.check(recoveryId, wrong(last()))).toBe('wrong');
    await time.advance(1);
    expect(codes.check(recoveryId, last())).toBe('expired');
  });

  it('is void once another is sent, and says so', async () => {
    sendNow();
    await time.advance(MINUTE);
    const { recoveryId } = sendNow();
    const [first = '', second = ''] = posted;
    expect(codes.check(recoveryId, first)).toBe('superseded');
    expect(codes.check(recoveryId, second)).toBe('right');
  });

  it('is the last one sent, also when the clock had been set back before it', () => {
    const { recoveryId } = sendNow();
    time.setWallBy(-1);
    sendNow('sms');
    const [first = '', second = ''] = posted;
    expect(codes.check(recoveryId, first)).toBe('superseded');
    expect(codes.check(recoveryId, second)).toBe('right');
  });

  it('has five tries, which a resend does not give back', async () => {
    const { recoveryId } = sendNow();
    for (let i = 0; i < 3; i += 1) expect(codes.check(recoveryId, wrong(last()))).toBe('wrong');
    await time.advance(MINUTE);
    sendNow();
    expect(codes.triesLeft(recoveryId)).toBe(2);
    expect(codes.check(recoveryId, wrong(last()))).toBe('wrong');
    expect(codes.check(recoveryId, wrong(last()))).toBe('exhausted');
    expect(codes.check(recoveryId, last())).toBe('exhausted');
    const { lockedUntil } = codes.status(MEMBER);
    expect(lockedUntil).toBe(time.now() - MINUTE + 24 * HOUR);
    await time.advance(HOUR);
    expect(send('sms')).toBeNull();
    await time.advance(23 * HOUR);
    expect(send('sms')).not.toBeNull();
  });

  it('is sent five times a day and no more', async () => {
    for (let i = 0; i < 5; i += 1) {
      sendNow();
      await time.advance(20 * MINUTE);
    }
    expect(send()).toBeNull();
    expect(send('sms')).toBeNull();
    expect(codes.status(MEMBER).sendsExhausted).toBe(true);
    await time.advance(24 * HOUR - 100 * MINUTE);
    expect(send()).not.toBeNull();
  });

  it('does not let one member use up what another has', () => {
    sendNow();
    expect(codes.status('somebody else')).toEqual({
      triesLeft: 5,
      lockedUntil: null,
      sendsExhausted: false,
      nextSend: { email: time.now(), sms: time.now() },
    });
  });

  it('stands nowhere in the files in clear', () => {
    sendNow();
    journal.pragma('wal_checkpoint(PASSIVE)');
    for (const file of readdirSync(folder)) {
      expect(readFileSync(path.join(folder, file)).includes(last())).toBe(false);
    }
  });

  it('is as likely to be any of the million', () => {
    const firstDigits = new Map<string, number>();
    for (let i = 0; i < 600; i += 1) {
      codes.issue(`member ${i}`, 'email', (code) => {
        firstDigits.set(code.slice(0, 1), (firstDigits.get(code.slice(0, 1)) ?? 0) + 1);
        return 'delivery';
      });
    }
    expect(firstDigits.size).toBe(10);
    for (const count of firstDigits.values()) expect(count).toBeGreaterThan(30);
  });

  it('does not come into being when its message cannot be stored', () => {
    expect(() =>
      codes.issue(MEMBER, 'email', () => {
        throw new Error('disk full');
      }),
    ).toThrow('disk full');
    expect(codes.status(MEMBER).nextSend.email).toBe(time.now());
  });
});

describe('tries', () => {
  it('stay counted when the process is killed between counting and comparing', async () => {
    const { recoveryId } = sendNow();
    const child = fork(path.join(import.meta.dirname, 'killed-while-checking.ts'), [
      folder,
      String(recoveryId),
    ]);
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    expect(codes.triesLeft(recoveryId)).toBe(4);
    expect(codes.check(recoveryId, last())).toBe('right');
  });

  it('let one of sixteen processes win that type the right code at once, within five tries', async () => {
    const { recoveryId } = sendNow();
    const racers = Array.from({ length: 16 }, () =>
      fork(path.join(import.meta.dirname, 'racing-consumer.ts'), [folder, String(recoveryId), last()]),
    );
    await Promise.all(racers.map((racer) => once(racer, 'message')));
    const verdicts = racers.map(async (racer) => {
      racer.send('go');
      const [verdict] = (await once(racer, 'message')) as [string];
      return verdict;
    });
    const all = await Promise.all(verdicts);
    expect(all.filter((verdict) => verdict === 'right')).toHaveLength(1);
    expect(codes.triesLeft(recoveryId)).toBeGreaterThanOrEqual(0);
  });
});
