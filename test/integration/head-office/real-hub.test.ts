import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { kioskLines, listKiosks } from '../../../src-hub/kiosks/kiosk-list.ts';
import { addKiosk, resumeKiosk, suspendKiosk } from '../../../src-hub/kiosks/kiosk-registry.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { newerHub } from '../../support/fakes/newer-hub.ts';
import type { HubRig } from '../../support/hub/hub-rig.ts';
import type { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { GOOD, logIn, OTHER } from '../kiosk/actions.ts';
import { allAnswered, membersKnown, openAt, openSendingHub, type SendingHub, until } from './actions.ts';
import { OLDEST_SERVED } from '../../../src-shared/hub-api/contract.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

const { both } = DEMO_CAST;

/** A hub that knows the demonstration's cast. */
async function openHub(): Promise<SendingHub> {
  const hub = await openSendingHub();
  const rows = Object.values(DEMO_CAST).map((member) => ({
    number: member.number,
    family_name: member.familyName,
    given_name: member.givenName,
    birth_date: member.birthDate,
    postal_code: member.postalCode,
    email: member.email,
    phone: member.phone,
    language: null,
  }));
  await hub.deps.database.db.insertInto('member').values(rows).execute();
  return hub;
}

async function openKiosk(hub: SendingHub, name: string, url = hub.url): Promise<KioskRig> {
  const issued = await addKiosk(hub.deps, name, 'kiosk');
  if (issued === null) throw new Error('the name is taken');
  const rig = await openAt({ url, enrolmentCode: issued.code, codesWithoutLine: true }, {}, hub.mailbox);
  await membersKnown(rig);
  return rig;
}

const accepted = async (hub: HubRig, password: string): Promise<boolean> => {
  const website = await hub.enrol(`website ${password}`, 'website');
  const { body } = await hub.as(website).post('/v1/logins', { identifier: both.number, password });
  return (body as { result: string }).result === 'accepted';
};

describe('a kiosk and the real hub', () => {
  it('a kiosk that cannot write to its disk says so, and that it can again', async () => {
    const hub = await openHub();
    const rig = await openKiosk(hub, 'Nantes 1');
    const listed = async () => {
      const [kiosk] = await listKiosks(hub.deps);
      return { state: kiosk?.state, words: kioskLines(kiosk ? [kiosk] : [], hub.deps.now()).at(-1) };
    };
    await expect.poll(async () => (await listed()).state).toBe('in-service');
    // A file stands where the backups go.
    const backups = path.join(rig.folder, 'data', 'backups');
    rmSync(backups, { recursive: true, force: true });
    writeFileSync(backups, '');
    await rig.time.advance(MINUTE);
    await expect.poll(async () => (await listed()).state).toBe('out-of-service');
    expect((await listed()).words).toContain('out of service: disk full');
    expect(hub.log.lines.map(({ event, fields }) => [event, fields['trouble']])).toContainEqual([
      'kiosk-trouble',
      'disk-full',
    ]);
    rmSync(backups);
    await rig.time.advance(MINUTE);
    await expect.poll(async () => (await listed()).state).toBe('in-service');
    expect(hub.log.lines.filter(({ event }) => event === 'kiosk-in-order')).toHaveLength(1);
  });

  it('two kiosks set a password at once: the later decision counts everywhere, whoever tells it first', async () => {
    const hub = await openHub();
    // One of them talks to a hub of a later version.
    const { url } = await newerHub(hub.url);
    const [early, late] = [await openKiosk(hub, 'Nantes 1', url), await openKiosk(hub, 'Nantes 2')];
    await early.setPassword(both.number, GOOD);
    // Two codes to one person are a minute apart, and waiting for the first one has moved the time of its kiosk alone.
    hub.clock.advance(10 * MINUTE);
    await late.time.advance(10 * MINUTE);
    await late.setPassword(both.number, OTHER);
    await Promise.all([allAnswered(early), allAnswered(late)]);
    const stored = await hub.deps.database.db
      .selectFrom('event')
      .select(['status', 'reason', 'seq'])
      .orderBy('decided_at')
      .execute();
    expect(stored.at(-1)).toEqual({ status: 'accepted', reason: null, seq: 1 });
    expect(stored).toHaveLength(2);
    expect([await accepted(hub, OTHER), await accepted(hub, GOOD)]).toEqual([true, false]);
    await logIn(late, both.number, OTHER);
    late.screen('space-home');
    await logIn(early, both.number, OTHER);
    early.screen('space-home');
    await logIn(early, both.number, GOOD);
    expect(early.screen('login').problem, 'the former one is forgotten there').toEqual({ kind: 'wrong' });
  });

  it('a password set offline, and later than one at another kiosk, supersedes it; an earlier one does not', async () => {
    const hub = await openHub();
    const { url } = await newerHub(hub.url);
    const [offline, online] = [await openKiosk(hub, 'Nantes 1', url), await openKiosk(hub, 'Nantes 2')];
    hub.clock.set(new Date());
    await offline.act({ type: 'enter-code', code: await offline.receiveCode(both.number) });
    await suspendKiosk(hub.deps, 'Nantes 1');
    await offline.act({
      ...{ type: 'define-password', password: GOOD, confirmation: GOOD },
      answer: await offline.rightAnswer(),
    });
    await until(() => offline.view.screen.id === 'out-of-service');
    expect(offline.syncState()).toMatchObject({ eventsWaiting: 1, lastFault: 'revoked' });
    // An hour later, at another kiosk; then the first one is let in again.
    hub.clock.advance(60 * MINUTE);
    await offline.time.advance(60 * MINUTE);
    await online.setPassword(both.number, OTHER);
    await allAnswered(online);
    await resumeKiosk(hub.deps, 'Nantes 1');
    await allAnswered(offline);
    await until(() => offline.view.screen.id === 'attract');
    const credential = offline.onJournal((journal) =>
      journal.prepare('SELECT count(*) FROM credential').pluck().get(),
    );
    expect(credential, 'superseded: gone at once').toBe(0);
    expect([await accepted(hub, OTHER), await accepted(hub, GOOD)]).toEqual([true, false]);
    await logIn(offline, both.number, OTHER);
    offline.screen('space-home');
  });
});

describe('a kiosk below the oldest contract that the real hub serves', () => {
  it('is out of service with the reason, keeps its journal, and comes back after its update', async () => {
    const hub = await openHub();
    let contract: string | null = null;
    // Told only when it sends its decision: told before, it would not let a visitor make one.
    const { url } = await newerHub(hub.url, {
      contract: (path) => (path.startsWith('/v1/events') ? contract : null),
    });
    const kiosk = await openKiosk(hub, 'Nantes 1', url);
    contract = String(OLDEST_SERVED - 1);
    await kiosk.setPassword(both.number, GOOD);
    await until(() => kiosk.view.screen.id === 'out-of-service');
    const screen = kiosk.screen('out-of-service');
    expect(screen.reason).toBe('outdated');
    expect(screen.details.join(' ')).toMatch(/mettre la borne à jour.*update the kiosk/u);
    expect(kiosk.syncState()).toMatchObject({ eventsWaiting: 1, lastFault: 'outdated' });
    await kiosk.stop();
    // The update.
    contract = null;
    await kiosk.start();
    await allAnswered(kiosk);
    expect(kiosk.view.screen.id).toBe('attract');
    expect(await accepted(hub, GOOD)).toBe(true);
  });
});
