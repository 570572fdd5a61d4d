import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { StorageUnavailable } from '../../../../src-main/database/storage-fault.ts';
import { startKiosk } from '../../../../src-main/kiosk.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { ChildKiosk } from './child-kiosk.ts';
import { GOOD, logIn } from '../actions.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';

const { both, emailOnly, neither } = DEMO_CAST;

/** Limits the size of each file that a process writes, or lifts the limit: what a full disk is to it. */
function limitFiles({ process: { pid } }: ChildKiosk, bytes: number | 'unlimited'): void {
  const limited = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`], {
    encoding: 'utf8',
  });
  if (limited.status !== 0) throw new Error(`prlimit (util-linux) is needed: ${limited.stderr}`);
}

// Only Linux can take the room away from a running process.
describe.runIf(process.platform === 'linux')('a disk that fills up while the kiosk runs', () => {
  it('shows out-of-service with a reference; nothing is confirmed; it serves again when there is room', async () => {
    const rig = await KioskRig.open({}, { start: false });
    let child: ChildKiosk | undefined;
    await rig.startWith((config) => (child = new ChildKiosk({ config, wall: rig.time.wall() })));
    if (!child) throw new Error('not started');
    await rig.identify(both.number);

    limitFiles(child, 0);
    await rig.choose('email');
    const { reason, reference } = rig.screen('out-of-service');
    expect(reason).toBe('storage');
    expect(reference).toMatch(/^[0-9A-F]{6}$/u);
    await rig.act({ type: 'leave' });
    await rig.identify(neither.number);
    await rig.choose('letter');
    expect(rig.screen('out-of-service').reason, 'as long as there is no room').toBe('storage');

    limitFiles(child, 'unlimited');
    await child.advance(MINUTE);
    await rig.act({ type: 'show' });
    rig.screen('attract');
    await rig.identify(neither.number);
    expect(rig.screen('choose-channel').offers, 'the letter was not counted').toEqual([
      { channel: 'letter', masked: null, nextAt: null },
    ]);
    await rig.act({ type: 'leave' });
    await rig.setPassword(both.number, GOOD);
    expect(
      rig.mail.all.filter(({ subject }) => /code/iu.test(subject)),
      'the first code never went',
    ).toHaveLength(1);
    await rig.stop();
    const logs = path.join(rig.folder, 'data', 'logs');
    const logged = readdirSync(logs).map((name) => readFileSync(path.join(logs, name), 'utf8'));
    expect(logged.join(''), 'the log has caught up').toContain(reference);
    await rig.start();
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
  });

  it('in the middle of define-password leaves the old state whole', async () => {
    const rig = await KioskRig.open({}, { start: false });
    let child: ChildKiosk | undefined;
    await rig.startWith((config) => (child = new ChildKiosk({ config, wall: rig.time.wall() })));
    if (!child) throw new Error('not started');
    await rig.act({ type: 'enter-code', code: await rig.receiveCode(both.number) });
    const answer = await rig.rightAnswer();
    limitFiles(child, 0);
    await rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer });
    expect(rig.screen('out-of-service').reason).toBe('storage');
    limitFiles(child, 'unlimited');
    await rig.stop();
    expect(child.process.exitCode).toBe(0);
    await rig.start();
    const kept = rig.onJournal((journal) => journal.prepare('SELECT count(*) FROM credential').pluck().get());
    expect(kept).toBe(0);
    await rig.receiveCode(both.number, 'sms');
  });
});

describe('a data folder that cannot be written', () => {
  it('is told at the start, before a member is at the screen', async () => {
    const rig = await KioskRig.open({}, { start: false });
    const data = path.join(rig.folder, 'data');
    writeFileSync(data, 'a file where the folder should be');
    expect(() => startKiosk(rig.config(), rig.edges())).toThrow(StorageUnavailable);
  });

  it('is told as StorageUnavailable when its journal cannot be written', async () => {
    const rig = await KioskRig.open();
    await rig.stop();
    const data = path.join(rig.folder, 'data');
    // Root writes whatever the mode says: a folder in the place of SQLite's log stops root too.
    mkdirSync(path.join(data, 'journal.db-wal'));
    chmodSync(data, 0o500);
    try {
      expect(() => startKiosk(rig.config(), rig.edges())).toThrow(StorageUnavailable);
    } finally {
      chmodSync(data, 0o700);
    }
  });
});

describe('a damaged file', () => {
  /** Overwrites the middle of a file, as a failing disk does. */
  function damage(file: string): void {
    const bytes = readFileSync(file);
    bytes.fill(0xa5, Math.floor(statSync(file).size * 0.3), Math.floor(statSync(file).size * 0.7));
    writeFileSync(file, bytes);
  }

  it('the journal: it is set aside, staff are told, members are served', async () => {
    const rig = await KioskRig.open();
    await rig.setPassword(both.number, GOOD);
    await rig.act({ type: 'leave' });
    await rig.stop();
    damage(path.join(rig.folder, 'data', 'journal.db'));
    await rig.start();
    const { staffNotice } = rig.view;
    expect(staffNotice).toMatchObject({ kind: 'journal-set-aside' });
    expect(readdirSync(path.join(rig.folder, 'data'))).toContain(staffNotice?.reference);
    await rig.time.advance(MINUTE);
    await rig.setPassword(emailOnly.number, GOOD);
    expect(rig.view.staffNotice, 'not said to visitors').toBeNull();
    await logIn(rig, emailOnly.number, GOOD);
    rig.screen('space-home');
  });

  it('the journal, overwritten whole and without a backup: the kiosk begins anew', async () => {
    const rig = await KioskRig.open();
    await rig.stop();
    writeFileSync(
      path.join(rig.folder, 'data', 'journal.db'),
      'not a database at all, and longer than a header',
    );
    await rig.start();
    expect(rig.view.staffNotice).toMatchObject({ kind: 'journal-set-aside' });
    await rig.setPassword(both.number, GOOD);
  });

  it('the member list: it is set aside and made anew from its source, without anybody’s doing', async () => {
    const rig = await KioskRig.open();
    await rig.identify(both.number);
    await rig.act({ type: 'leave' });
    await rig.stop();
    const data = path.join(rig.folder, 'data');
    const replica = readdirSync(data).find((name) => /^members-\d+\.db$/u.test(name)) ?? '';
    damage(path.join(data, replica));
    await rig.start();
    await rig.identify(both.number);
    expect(rig.screen('choose-channel').offers).toHaveLength(3);
    // A kiosk that has members looks at them anew a little after the start.
    await rig.time.advance(3000);
    await vi.waitFor(() => expect(readdirSync(data).join()).toContain('members-corrupt-'), 30_000);
    await rig.act({ type: 'leave' });
    await rig.until(({ staffNotice }) => staffNotice === null);
    await rig.identify(both.number);
    expect(rig.screen('choose-channel').offers, 'all is well again').toHaveLength(3);
  });
});
