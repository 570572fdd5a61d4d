import { spawnSync } from 'node:child_process';
import argon2 from 'argon2';
import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { itWith } from '../../support/peers.ts';
import { CHEAP, GOOD, logIn, OTHER } from './actions.ts';

const { both } = DEMO_CAST;

const storedHash = (rig: KioskRig): string =>
  rig.onJournal((journal) => journal.prepare('SELECT phc FROM credential').pluck().get() as string);

const storeHash = (rig: KioskRig, phc: string): void =>
  void rig.onJournal((journal) => journal.prepare('UPDATE credential SET phc = ?').run(phc));

describe('the stored hash', () => {
  it('is argon2id at the cost that OWASP asks for, unless the configuration says otherwise', async () => {
    const rig = await KioskRig.open({ password: {} });
    await rig.setPassword(both.number, GOOD);
    expect(storedHash(rig)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
  });

  it('of older costs is renewed by the first right login, not by a wrong one', async () => {
    const rig = await KioskRig.open(CHEAP);
    await rig.setPassword(both.number, GOOD);
    const old = await argon2.hash(GOOD, {
      type: argon2.argon2id,
      memoryCost: 4096,
      timeCost: 1,
      parallelism: 1,
    });
    storeHash(rig, old);
    await logIn(rig, both.number, OTHER);
    expect(storedHash(rig)).toBe(old);
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
    const renewed = storedHash(rig);
    expect(renewed).toMatch(/\$m=19456,t=1,p=1\$/u);
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
    expect(storedHash(rig), 'today’s cost stays as it is').toBe(renewed);
  });

  it('of the same password differs each time', async () => {
    const rig = await KioskRig.open(CHEAP);
    await rig.setPassword(both.number, GOOD);
    const first = storedHash(rig);
    await rig.mail.next();
    await rig.act({ type: 'leave' });
    await rig.time.advance(60_000);
    await rig.setPassword(both.number, GOOD);
    expect(storedHash(rig)).not.toBe(first);
  });

  itWith('PHP')("is accepted by PHP's password_verify", async () => {
    const rig = await KioskRig.open();
    const password = 'Forêt-Bleutée-7€';
    await rig.setPassword(both.number, password);
    const check = 'echo password_verify($argv[1], $argv[2]) ? "right" : "wrong";';
    const ask = (typed: string): string =>
      spawnSync('php', ['-r', check, '--', typed, storedHash(rig)], { encoding: 'utf8' }).stdout;
    expect(ask(password)).toBe('right');
    expect(ask(`${password} `)).toBe('wrong');
  });
});
