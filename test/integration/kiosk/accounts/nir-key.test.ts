import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NIR_KEY_ASKED_EVERY } from '../../../../src-shared/policy/accounts.ts';
import type { Holder } from '../../../../src-shared/values/holder.ts';
import { NirKey } from '../../../../src-main/hub-client/nir-key.ts';
import { Vault } from '../../../../src-main/database/vault.ts';
import { systemRandom } from '../../../../src-main/random/random.ts';
import type { HubAnswer } from '../../../../src-main/hub-client/hub-answer.ts';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { ManualTime, settle } from '../../../support/manual-time.ts';
import { openJournalIn } from '../../../support/kiosk/open-journal-in.ts';
import { KeptLog } from '../../../support/outbox-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { openAt, openPair, until } from '../../head-office/actions.ts';

const NIR = '185057800608491';
const KEY = Buffer.alloc(32, 7).toString('base64url');

const hashed = (key: string): Holder => ({
  situation: 'insured',
  nir: createHmac('sha256', Buffer.from(key, 'base64url')).update(NIR).digest('hex'),
});

const sealedKeys = (rig: KioskRig): Buffer[] =>
  rig.onJournal((journal) => journal.prepare<[], Buffer>('SELECT sealed FROM nir_key').pluck().all());

/** Any answer of head office will do. */
async function contact(rig: KioskRig): Promise<void> {
  await rig.act({ type: 'begin' });
  await rig.act({ type: 'open', entry: 'login' });
  await rig.act({ type: 'login', identifier: '1', password: 'x', answer: await rig.rightAnswer() });
  await rig.act({ type: 'leave' });
}

const timesAsked = (office: FakeHeadOffice): number =>
  office.asked.filter(({ path }) => path === 'nir-key').length;

describe('the key under which NIR are hashed', () => {
  it('is asked for when a run begins, not with each call, and kept sealed in the journal', async () => {
    const { office, rig } = await openPair();
    await until(() => sealedKeys(rig).length === 1);
    await contact(rig);
    expect(timesAsked(office)).toBe(1);
    const [sealed = Buffer.alloc(0)] = sealedKeys(rig);
    expect(sealed.includes(Buffer.from(office.accounts.nirKey, 'base64url'))).toBe(false);
    expect(sealed.includes(office.accounts.nirKey)).toBe(false);
    expect(JSON.stringify(rig.logged)).not.toContain(office.accounts.nirKey);
    await rig.stop();
    await rig.start();
    await contact(rig);
    await until(() => !sealedKeys(rig)[0]?.equals(sealed));
    expect(timesAsked(office)).toBe(2);
  });

  it('is asked for again, after a minute, when head office could not give it', async () => {
    const office = await FakeHeadOffice.open();
    office.next('nir-key', { kind: 'refuse', error: 'fault' }, { kind: 'cut' });
    const rig = await openAt(office);
    for (const failures of [1, 2]) {
      await until(() => rig.logged.filter((line) => line.includes('nir-key-not-given')).length === failures);
      await contact(rig);
      expect(timesAsked(office), 'not at once').toBe(failures);
      await rig.time.advance(60_000);
      await contact(rig);
    }
    await until(() => sealedKeys(rig).length === 1);
  });
});

function rig() {
  const journal = openJournalIn(temporaryFolder());
  const time = new ManualTime();
  const log = new KeptLog();
  const dataKey = Buffer.alloc(32, 1);
  const answers: HubAnswer<{ key: string }>[] = [];
  let asked = 0;
  const make = (key = dataKey): NirKey =>
    new NirKey({
      ...{ journal, clock: time, log, vault: new Vault(key, systemRandom) },
      ask: () => {
        asked += 1;
        return Promise.resolve(answers.shift() ?? { ok: true, value: { key: KEY } });
      },
    });
  return { journal, time, log, make, answers, asked: () => asked };
}

describe('a kept key', () => {
  it('is none before it was given; then it makes of a NIR what head office makes of it, also in the next run', async () => {
    const { make } = rig();
    const key = make();
    expect(key.holderOf(NIR)).toBeNull();
    key.refresh();
    await settle();
    expect(key.holderOf(NIR)).toEqual(hashed(KEY));
    expect(make().holderOf(NIR)).toEqual(hashed(KEY));
  });

  it('is worth nothing under another data key, and is then given anew', async () => {
    const { make } = rig();
    make().refresh();
    await settle();
    const moved = make(Buffer.alloc(32, 2));
    expect(moved.holderOf(NIR)).toBeNull();
    moved.refresh();
    await settle();
    expect(moved.holderOf(NIR)).toEqual(hashed(KEY));
  });

  it('is asked for again after six hours without a new run, since head office may have changed it', async () => {
    const { make, answers, asked, time } = rig();
    const key = make();
    key.refresh();
    await settle();
    const other = Buffer.alloc(32, 9).toString('base64url');
    answers.push({ ok: true, value: { key: other } });
    await time.advance(NIR_KEY_ASKED_EVERY - 1);
    key.refresh();
    expect(asked()).toBe(1);
    await time.advance(1);
    key.refresh();
    key.refresh();
    await settle();
    expect(asked()).toBe(2);
    expect(key.holderOf(NIR)).toEqual(hashed(other));
  });

  it('is taken over when head office gives another one, and forgotten with another head office', async () => {
    const { make, answers, asked } = rig();
    make().refresh();
    await settle();
    const other = Buffer.alloc(32, 9).toString('base64url');
    answers.push({ ok: true, value: { key: other } });
    const key = make();
    key.refresh();
    key.refresh();
    await settle();
    expect(asked()).toBe(2);
    expect(make().holderOf(NIR)).toEqual(hashed(other));
    key.forget();
    expect(key.holderOf(NIR)).toBeNull();
    expect(make().holderOf(NIR)).toBeNull();
    key.refresh();
    await settle();
    expect(key.holderOf(NIR)).toEqual(hashed(KEY));
  });

  it('that cannot be written serves for this run, and says so in the log without itself', async () => {
    const { make, journal, log } = rig();
    const key = make();
    journal.pragma('query_only = ON');
    key.refresh();
    await settle();
    expect(key.holderOf(NIR)).toEqual(hashed(KEY));
    expect(log.lines).toEqual([expect.stringContaining('nir-key-not-kept')]);
    expect(log.lines.join()).not.toContain(KEY);
  });

  it('that comes after the end is not kept', async () => {
    const { make, journal } = rig();
    const key = make();
    key.refresh();
    await key.stop();
    expect(journal.prepare('SELECT count(*) FROM nir_key').pluck().get()).toBe(0);
    key.refresh();
    await settle();
    expect(key.holderOf(NIR)).toBeNull();
  });
});
