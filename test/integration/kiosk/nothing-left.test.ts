import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { commonPasswords } from '../../../src-main/credentials/common-passwords.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk-rig.ts';
import { codeIn } from '../../support/mailbox.ts';
import { ChildKiosk } from './child-kiosk.ts';
import { GOOD } from './moves.ts';

const { both } = DEMO_CAST;

/** Hashing slow enough to look at the memory meanwhile. */
const SLOW = { password: { hashing: { memoryKiB: 131_072, passes: 6, lanes: 1 } } };

/** What a visit brings into the kiosk; the code is not known before. */
const SECRETS = {
  number: both.number,
  email: both.email ?? '',
  phone: both.phone ?? '',
  familyName: both.familyName,
  givenName: both.givenName,
  birthDate: both.birthDate,
  password: GOOD,
};

/**
 * Collects the kiosk's garbage and names the secrets that its heap still holds.
 * What this sees: each string that anything in the process still refers to, in its first 1,024 characters. What it
 * does not see: bytes of memory that was given back and not yet overwritten, in the process or by the system.
 */
async function heldBy(child: ChildKiosk, rig: KioskRig, secrets: Record<string, string>): Promise<string[]> {
  const file = path.join(rig.folder, 'kiosk.heapsnapshot');
  await child.heap(file);
  const { strings } = JSON.parse(readFileSync(file, 'utf8')) as { strings: string[] };
  rmSync(file);
  // The list of common passwords holds some 16,000 of the million codes: once loaded, it stays.
  const common = await commonPasswords();
  const all = strings.filter((text) => !common.has(text)).join('\n');
  return Object.keys(secrets).filter((name) => isIn(all, secrets[name] ?? ''));
}

/** Six digits come up by chance within ids, times and hashes: a secret counts where it stands as a word of its own. */
function isIn(all: string, secret: string): boolean {
  const literal = secret.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return new RegExp(`(?<![0-9A-Za-z])${literal}(?![0-9A-Za-z])`, 'u').test(all);
}

/** The connection to the mail server knows the last address until it is closed, two seconds after the last mail. */
async function expectNothing(
  child: ChildKiosk,
  rig: KioskRig,
  secrets: Record<string, string>,
): Promise<void> {
  await vi.waitFor(async () => expect(await heldBy(child, rig, secrets), 'after the visit').toEqual([]), {
    timeout: 8000,
    interval: 500,
  });
}

describe('what a visitor brought', { timeout: 120_000 }, () => {
  it('is in the memory of the kiosk during the visit, and no more of it after', async () => {
    const rig = await KioskRig.open(SLOW, { start: false });
    let child: ChildKiosk | undefined;
    await rig.startWith((config) => {
      child = new ChildKiosk({ config, wall: rig.time.wall(), execArgv: ['--expose-gc'] });
      return child;
    });
    if (!child) throw new Error('not started');
    expect(await heldBy(child, rig, SECRETS), 'before the visit').toEqual([]);

    // A server that is slow to answer: the code is on its way for long enough to be seen.
    rig.mail.faults.delayMs = 3000;
    rig.mail.faults.delayAt = 'data';
    await rig.do({ do: 'begin' });
    await rig.identify(both.number);
    await rig.do({ do: 'choose-channel', channel: 'email' });
    const code = codeIn((await rig.mail.next()).text);
    const secrets = { ...SECRETS, code };
    expect(await heldBy(child, rig, secrets), 'while the code is on its way').toEqual(
      expect.arrayContaining(['number', 'email', 'phone', 'familyName', 'givenName', 'code']),
    );
    await rig.until(({ screen }) => screen.id === 'enter-code' && screen.delivery === 'sent');
    rig.mail.faults.delayMs = 0;

    await rig.do({ do: 'enter-code', code });
    const answer = await rig.rightAnswer();
    const defined = rig.do({ do: 'define-password', password: GOOD, confirmation: GOOD, answer });
    expect(await heldBy(child, rig, secrets), 'while the password is hashed').toContain('password');
    await defined;
    rig.screen('password-done');
    await Promise.all([rig.mail.next(), rig.sms.next()]);
    await rig.do({ do: 'continue' });
    await rig.do({ do: 'login', identifier: both.number, password: GOOD, answer: await rig.rightAnswer() });
    rig.screen('space-home');
    expect(await heldBy(child, rig, secrets), 'in the member space').toContain('familyName');

    await rig.do({ do: 'leave' });
    rig.screen('attract');
    await expectNothing(child, rig, secrets);
  });

  it('goes as well when the visitor walks away in the middle', async () => {
    const rig = await KioskRig.open({}, { start: false });
    let child: ChildKiosk | undefined;
    await rig.startWith((config) => {
      child = new ChildKiosk({ config, wall: rig.time.wall(), execArgv: ['--expose-gc'] });
      return child;
    });
    if (!child) throw new Error('not started');
    const code = await rig.receiveCode(both.number, 'sms');
    await rig.do({ do: 'enter-code', code });
    await rig.do({
      do: 'define-password',
      password: GOOD,
      confirmation: `${GOOD}!`,
      answer: await rig.rightAnswer(),
    });
    expect(rig.screen('define-password').problem).toEqual({ kind: 'mismatch' });
    const secrets = { ...SECRETS, code };
    expect(await heldBy(child, rig, secrets), 'the password is not kept even during the visit').not.toContain(
      'password',
    );
    await child.advance(90_000);
    await rig.do({ do: 'show' });
    rig.screen('attract');
    await expectNothing(child, rig, secrets);
  });
});
