import { describe, expect, it } from 'vitest';
import { keyPairOf, makeKeyPair } from '../../../src-main/hub-client/key-pair.ts';
import type { SecretStore } from '../../../src-main/database/secret-store.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { FakeHeadOffice } from '../../support/fakes/fake-head-office.ts';
import { GOOD, logIn } from '../kiosk/actions.ts';
import { allAnswered, failedBy, faultOver, later, membersKnown, openAt, openPair, until } from './actions.ts';
import { HOUR } from '../../../src-shared/time/units.ts';

const { both } = DEMO_CAST;

/** The operating system's store of one machine: what another one has wrapped does not open. */
function storeOf(machine: string): SecretStore {
  return {
    protection: 'plain',
    wrap: (secret) => Buffer.concat([Buffer.from(machine), secret]),
    unwrap: (wrapped) => {
      if (!wrapped.subarray(0, machine.length).equals(Buffer.from(machine))) throw new Error('not mine');
      return wrapped.subarray(machine.length);
    },
  };
}

const enrolments = (office: FakeHeadOffice): unknown[] =>
  office.asked.filter(({ path }) => path === 'enrol').map(({ body }) => body);

/** Waits for the next request for members, which shows the token. */
async function feedAsked(office: FakeHeadOffice): Promise<void> {
  office.asked.length = office.asked.findLastIndex(({ path }) => path === 'enrol') + 1;
  await until(() => office.asked.some(({ path }) => path === 'changes'));
}

describe('enrolment', () => {
  it('is asked for once, by the same name until its answer has come', async () => {
    const office = await FakeHeadOffice.open();
    office.next('enrol', { kind: 'lost' }, { kind: 'lost' });
    const rig = await openAt(office);
    await failedBy(rig, 'line-cut');
    await rig.stop();
    await rig.start();
    await until(() => enrolments(office).length === 2);
    await failedBy(rig, 'line-cut');
    await later(rig, () => rig.syncState().rowsBehind === 0);
    const asked = enrolments(office);
    expect(asked).toHaveLength(3);
    expect(asked).toEqual([asked[0], asked[0], asked[0]]);
    await rig.stop();
    await rig.start();
    await feedAsked(office);
    expect(enrolments(office), 'the token is kept').toHaveLength(3);
    const audit = rig.onJournal((journal) =>
      journal.prepare("SELECT count(*) FROM audit WHERE event = 'enrolled'").pluck().get(),
    );
    expect(audit).toBe(1);
  });

  it('is told to be missing while it is, and the kiosk opens by itself with it', async () => {
    const office = await FakeHeadOffice.open();
    office.always('enrol', { kind: 'refuse', error: 'enrolment-refused' });
    const rig = await openAt(office);
    await until(() => rig.view.screen.id === 'out-of-service');
    const screen = rig.screen('out-of-service');
    expect(screen).toMatchObject({
      reason: 'enrolment',
      details: [expect.stringContaining('code d’inscription'), expect.stringContaining('enrolment code')],
    });
    await rig.act({ type: 'begin' });
    expect(rig.screen('out-of-service')).toEqual(screen);
    office.always('enrol', null);
    await later(rig, () => rig.view.screen.id === 'attract');
    await membersKnown(rig);
    await rig.identify(both.number);
    rig.screen('choose-channel');
  });

  it('with another code in the configuration is asked for anew', async () => {
    const { office, rig } = await openPair();
    office.codes.set('WTYX-9764-3PNM-KJHG', null);
    await rig.stop();
    await rig.start({ hub: { ...office.settings, enrolmentCode: 'WTYX-9764-3PNM-KJHG' } });
    await until(() => office.codes.get('WTYX-9764-3PNM-KJHG') !== null);
    const [first, second] = enrolments(office) as { attempt: string; code: string }[];
    expect(second?.code).toBe('WTYX-9764-3PNM-KJHG');
    expect(second?.attempt).not.toBe(first?.attempt);
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    expect(office.received[0]?.kiosk).toBe(office.kiosk('WTYX-9764-3PNM-KJHG').kiosk);
  });

  it('shows nothing of token and code in the journal', async () => {
    const { office, rig } = await openPair();
    const row = rig.onJournal((journal) => journal.prepare('SELECT * FROM hub_identity').get());
    expect(JSON.stringify(row)).not.toContain(office.settings.enrolmentCode);
    expect(JSON.stringify(row)).toContain(office.kiosk().kiosk);
  });
});

describe('a kiosk whose folder was copied to another machine', () => {
  it('and whose token does not open there enrols anew, and is told when the code is spent', async () => {
    const office = await FakeHeadOffice.open();
    const rig = await openAt(office, {});
    await membersKnown(rig);
    await rig.stop();
    rig.onJournal((journal) =>
      journal.prepare('UPDATE hub_identity SET token = ?').run(storeOf('A').wrap(Buffer.from('token'))),
    );
    const plain = { wrap: (secret: Buffer) => secret, protection: 'plain' as const };
    rig.secretStore = {
      ...plain,
      unwrap: (wrapped) => {
        if (wrapped.length < 32) throw new Error('not mine');
        return wrapped;
      },
    };
    await rig.start();
    await failedBy(rig, 'not-enrolled');
    expect(enrolments(office)).toHaveLength(2);
    expect(rig.view.staffNotice).toMatchObject({ kind: 'not-enrolled' });
    await rig.identify(both.number);
    rig.screen('choose-channel');
    await rig.stop();
    office.codes.set('WTYX-9764-3PNM-KJHG', null);
    await rig.start({ hub: { ...office.settings, enrolmentCode: 'WTYX-9764-3PNM-KJHG' } });
    await until(() => office.codes.get('WTYX-9764-3PNM-KJHG') !== null);
    expect(office.kiosk('WTYX-9764-3PNM-KJHG').key).not.toBe(office.kiosk().key);
  });
});

describe('the key of a kiosk', () => {
  it('is made with the enrolment, kept wrapped, and never told', async () => {
    const { office, rig } = await openPair();
    const [asked] = enrolments(office) as { key: string }[];
    expect(asked?.key).toBe(office.kiosk().key);
    const { privateKey } = rig.onJournal((journal) =>
      journal.prepare<[], { privateKey: Buffer }>('SELECT private_key AS privateKey FROM hub_identity').get(),
    ) ?? { privateKey: Buffer.alloc(0) };
    const kept = privateKey.toString('ascii');
    expect(keyPairOf(kept).publicKey).toBe(asked?.key);
    expect(JSON.stringify(office.asked)).not.toContain(kept);
  });

  it('that is missing, as at a kiosk of before, asks for an enrolment, and says so', async () => {
    const { office, rig } = await openPair();
    await rig.stop();
    rig.onJournal((journal) => journal.prepare('UPDATE hub_identity SET private_key = NULL').run());
    await rig.start();
    await failedBy(rig, 'not-enrolled');
    expect(rig.view.staffNotice).toMatchObject({ kind: 'not-enrolled' });
    await rig.stop();
    office.codes.set('WTYX-9764-3PNM-KJHG', null);
    await rig.start({ hub: { ...office.settings, enrolmentCode: 'WTYX-9764-3PNM-KJHG' } });
    await feedAsked(office);
    expect(rig.view.staffNotice).toBeNull();
  });

  it('that is not the one of the token opens nothing', async () => {
    const { office, rig } = await openPair();
    await rig.stop();
    rig.onJournal((journal) =>
      journal
        .prepare('UPDATE hub_identity SET private_key = ?')
        .run(Buffer.from(makeKeyPair().privateKey, 'ascii')),
    );
    await rig.start();
    await rig.setPassword(both.number, GOOD);
    await failedBy(rig, 'signature');
    expect(office.applied.size).toBe(0);
    expect(rig.syncState().eventsWaiting).toBe(1);
  });
});

describe('a kiosk that is revoked', () => {
  it('ends the visit, serves nobody, and serves again once it is let in', async () => {
    const { office, rig } = await openPair();
    await rig.identify(both.number);
    rig.screen('choose-channel');
    office.revoke();
    await until(() => rig.view.screen.id === 'out-of-service');
    expect(rig.wipes).toBe(1);
    const screen = rig.screen('out-of-service');
    expect(screen).toMatchObject({
      reason: 'revoked',
      details: [expect.stringContaining('révoqué'), expect.stringContaining('revoked')],
    });
    for (const action of [{ type: 'begin' }, { type: 'leave' }, { type: 'back' }] as const) {
      await rig.act(action);
      expect(rig.screen('out-of-service')).toEqual(screen);
    }
    await rig.time.advance(2 * HOUR);
    expect(rig.screen('out-of-service')).toEqual(screen);
    office.revoke(false);
    await until(() => rig.view.screen.id === 'attract', 15_000);
  });

  it('keeps what was decided here, and tells it once it is let in', async () => {
    const { office, rig } = await openPair();
    office.always('events', { kind: 'refuse', error: 'kiosk-revoked' });
    await rig.setPassword(both.number, GOOD);
    await until(() => rig.view.screen.id === 'out-of-service');
    expect(rig.syncState().eventsWaiting).toBe(1);
    office.always('events', null);
    await allAnswered(rig);
    await until(() => rig.view.screen.id === 'attract');
    expect(office.applied.size).toBe(1);
  });
});

describe('a kiosk that is too old for head office', () => {
  it('says so out of service, keeps what was decided here, and tells it once it is served again', async () => {
    const { office, rig } = await openPair();
    office.always('events', { kind: 'refuse', error: 'outdated' });
    await rig.setPassword(both.number, GOOD);
    await until(() => rig.view.screen.id === 'out-of-service');
    expect(rig.screen('out-of-service')).toMatchObject({ reason: 'outdated' });
    expect(rig.syncState().eventsWaiting).toBe(1);
    await rig.stop();
    office.always('events', null);
    await rig.start();
    await allAnswered(rig);
    expect(rig.view.screen.id).toBe('attract');
    expect(office.applied.size).toBe(1);
  });
});

describe('a kiosk that head office serves again', () => {
  it('comes back by itself, without a start', async () => {
    const { office, rig } = await openPair();
    office.always('events', { kind: 'refuse', error: 'outdated' });
    await rig.setPassword(both.number, GOOD);
    await until(() => rig.view.screen.id === 'out-of-service');
    office.always('events', null);
    await later(rig, () => rig.view.screen.id === 'attract');
    await allAnswered(rig);
    expect(office.applied.size).toBe(1);
  });
});

describe('a token that head office does not know any more', () => {
  it('is replaced with the same code when head office was restored from before the enrolment', async () => {
    const { office, rig } = await openPair();
    office.codes.set('ACDE-FGHJ-KMNP-3467', null);
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    expect(enrolments(office).length).toBeGreaterThan(1);
    expect(office.applied.size).toBe(1);
    await faultOver(rig);
  });

  it('is shown again when the code is spent: head office may remember', async () => {
    const { office, rig } = await openPair();
    const known = office.kiosk();
    office.codes.delete('ACDE-FGHJ-KMNP-3467');
    await rig.setPassword(both.number, GOOD);
    await failedBy(rig, 'not-enrolled');
    office.always('enrol', { kind: 'refuse', error: 'enrolment-refused' });
    office.codes.set('ACDE-FGHJ-KMNP-3467', known);
    await allAnswered(rig);
    expect(office.applied.size).toBe(1);
    await rig.act({ type: 'leave' });
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
  });
});
