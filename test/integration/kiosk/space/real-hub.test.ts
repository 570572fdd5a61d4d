import { randomUUID } from 'node:crypto';
import argon2 from 'argon2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addKiosk } from '../../../../src-hub/kiosks/kiosk-registry.ts';
import type { Action } from '../../../../src-shared/journey/action.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { openSmsInbox, type SmsInbox } from '../../../support/fakes/sms-inbox.ts';
import { DEMO_SMS_TEMPLATE } from '../../../../tools/demo/sms-gateway.ts';
import { newerHub } from '../../../support/fakes/newer-hub.ts';
import { openHubRig, type HubRig } from '../../../support/hub/hub-rig.ts';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { codeIn, findCode } from '../../../support/fakes/mailbox.ts';
import { GOOD, logIn } from '../actions.ts';
import { openAt, until } from '../../head-office/actions.ts';

const { both, phoneOnly } = DEMO_CAST;

/** A hub with two members who have passwords, and a device of the first. */
async function openHub(): Promise<{ hub: HubRig; device: string; sms: SmsInbox }> {
  const sms = await openSmsInbox();
  onTestFinished(() => sms.close());
  const settings = { HUB_SMS_URL: sms.url, HUB_SMS_TEMPLATE: DEMO_SMS_TEMPLATE };
  const hub = await openHubRig({ settings });
  const { db } = hub.deps.database;
  const phc = await argon2.hash(GOOD, { memoryCost: 64, timeCost: 1, parallelism: 1 });
  for (const member of [both, phoneOnly]) {
    const { number, familyName, givenName, birthDate, postalCode, email, phone } = member;
    await db
      .insertInto('member')
      .values({
        ...{ number, family_name: familyName, given_name: givenName, birth_date: birthDate },
        ...{ postal_code: postalCode, email, phone, language: null },
      })
      .execute();
    const decidedAt = new Date(Date.now() - 1000);
    await db.insertInto('credential').values({ number, phc, decided_at: decidedAt, event: null }).execute();
  }
  const device = randomUUID();
  const at = new Date();
  await db
    .insertInto('device')
    .values({
      ...{ id: device, holder: both.number, name: 'Téléphone de Zoé', kind: 'phone', place: 'Rezé' },
      ...{ token_hash: Buffer.alloc(32, 7), registered_at: at, used_at: at },
    })
    .execute();
  return { hub, device, sms };
}

async function openKiosk(hub: HubRig, name: string, url = hub.url): Promise<KioskRig> {
  const issued = await addKiosk(hub.deps, name, 'kiosk');
  if (issued === null) throw new Error('the name is taken');
  const rig = await openAt({ url, enrolmentCode: issued.code });
  const letIn = "SELECT count(*) FROM audit WHERE event = 'enrolled'";
  await until(() => rig.onJournal((journal) => journal.prepare(letIn).pluck().get()) === 1, 20_000);
  return rig;
}

/** The code of the next text message that has one: changes are told by text message too. */
async function textCode(rig: KioskRig, sms: SmsInbox): Promise<string> {
  await rig.act({ type: 'send-fresh-code', channel: 'sms' });
  for (;;) {
    const code = findCode((await sms.next()).text);
    if (code !== null) return code;
  }
}

/** Does something, to the end of what it loads. */
async function done(rig: KioskRig, action: Action): Promise<void> {
  await rig.act(action);
  await rig.until(({ screen }) => !JSON.stringify(screen).includes('"state":"loading"'));
}

describe('the member space of a newer hub', () => {
  it('shows what the kiosk can read, and says how much it cannot', async () => {
    const { hub } = await openHub();
    const { db } = hub.deps.database;
    const at = new Date();
    await db
      .insertInto('device')
      .values({
        ...{ id: randomUUID(), holder: both.number, name: 'Montre', kind: 'phone', place: null },
        ...{ token_hash: Buffer.alloc(32, 8), registered_at: at, used_at: at },
      })
      .execute();
    const newer = await newerHub(hub.url, {
      answer: (path, json) =>
        path === '/v1/space/devices'
          ? (JSON.parse(
              JSON.stringify(json).replace(
                '"name":"Montre","kind":"phone"',
                '"name":"Montre","kind":"watch"',
              ),
            ) as unknown)
          : json,
    });
    const kiosk = await openKiosk(hub, 'Nantes', newer.url);
    await logIn(kiosk, both.number, GOOD);
    await done(kiosk, { type: 'open-space', screen: 'space-devices' });
    const { bar, content } = kiosk.screen('space-devices');
    expect(content).toMatchObject({ state: 'ready', devices: [{ name: 'Téléphone de Zoé' }] });
    expect(bar.unread).toBe(1);
    // Only the screen that lacks a row says so.
    await done(kiosk, { type: 'open-space', screen: 'space-guarantees' });
    expect(kiosk.screen('space-guarantees').bar.unread).toBeUndefined();
  });
});

describe('the member space at two kiosks of the real hub', () => {
  it('tells both of each other, deletes a device by a code, and ends a mandate under the helper’s hands', async () => {
    const { hub, device, sms } = await openHub();
    // One of them talks to a hub of a later version.
    const newer = await newerHub(hub.url);
    const nantes = await openKiosk(hub, 'Nantes', newer.url);
    const reze = await openKiosk(hub, 'Rezé');
    await logIn(nantes, both.number, GOOD);
    await logIn(reze, both.number, GOOD);
    for (const [rig, place] of [
      [nantes, 'Rezé'],
      [reze, 'Nantes'],
    ] as const) {
      await rig.time.advance(5000);
      await rig.until(({ screen }) => 'bar' in screen && screen.bar.elsewhere?.place === place);
    }
    await reze.act({ type: 'leave' });

    await done(nantes, { type: 'open-space', screen: 'space-devices' });
    expect(nantes.screen('space-devices').content).toMatchObject({ devices: [{ id: device }] });
    await done(nantes, { type: 'change-device', device, to: 'block' });
    expect(nantes.screen('space-devices').content).toMatchObject({ devices: [{ state: 'blocked' }] });
    await done(nantes, { type: 'change-device', device, to: 'delete' });
    const deletion = await textCode(nantes, sms);
    await nantes.act({ type: 'enter-fresh-code', code: deletion === '000000' ? '000001' : '000000' });
    expect(nantes.screen('space-devices').code?.ask).toMatchObject({
      ...{ sent: { triesLeft: 4 }, problem: { kind: 'wrong' } },
    });
    await done(nantes, { type: 'enter-fresh-code', code: deletion });
    expect(nantes.screen('space-devices')).toMatchObject({
      done: { did: 'delete' },
      content: { devices: [] },
    });
    await nantes.time.advance(5000);
    await nantes.until(({ screen }) => 'bar' in screen && screen.bar.elsewhere === null);

    // The member names a helper, who consents at the other kiosk. Codes to one phone wait for each other.
    hub.clock.advance(3 * 60_000);
    await done(nantes, { type: 'open-space', screen: 'space-delegation' });
    await nantes.act({ type: 'find-helper', number: phoneOnly.number, familyName: phoneOnly.familyName });
    await nantes.act({ type: 'offer-delegation', scope: 'ask', months: 3 });
    await done(nantes, { type: 'enter-fresh-code', code: await textCode(nantes, sms) });
    expect(nantes.screen('space-delegation').done).toBe('offered');

    await logIn(reze, phoneOnly.number, GOOD);
    await done(reze, { type: 'open-space', screen: 'space-delegation' });
    const { content } = reze.screen('space-delegation');
    if (content.state !== 'ready') throw new Error(content.state);
    const delegation = content.received[0]?.id ?? '';
    await reze.act({ type: 'answer-delegation', delegation, accept: true });
    await done(reze, { type: 'enter-fresh-code', code: await textCode(reze, sms) });
    expect(reze.screen('space-delegation')).toMatchObject({
      ...{ done: 'accepted', content: { received: [{ state: 'active' }] } },
    });
    await done(reze, { type: 'act-for', delegation });
    expect(reze.screen('space-home').bar).toMatchObject({
      ...{ name: 'Zoé Exemple-Dupré', acting: { helper: 'Maëlle Fictif', scope: 'ask' } },
    });
    await done(reze, { type: 'open-space', screen: 'space-documents' });
    await reze.act({ type: 'ask-document', document: 'member-card' });
    await reze.until(
      ({ screen }) => screen.id === 'space-documents' && screen.sent?.headOffice === 'accepted',
    );

    // The member reads what was done, and revokes it: the helper is told at the next look.
    await done(nantes, { type: 'start-over' });
    await done(nantes, { type: 'retry' });
    await done(nantes, { type: 'open-journal', delegation });
    expect(JSON.stringify(nantes.screen('space-delegation').journal)).toContain('sent-request');
    await done(nantes, { type: 'revoke-delegation', delegation });
    expect(nantes.screen('space-delegation').done).toBe('revoked');
    await reze.time.advance(5000);
    await reze.until(({ screen }) => screen.id === 'space-home' && screen.notice === 'mandate-ended');
    expect(reze.screen('space-home').bar).toMatchObject({ name: 'Maëlle Fictif', acting: null });
  });

  it('changes the phone by codes on the former and the new one, and tells the former', async () => {
    const { hub, sms } = await openHub();
    const rig = await openKiosk(hub, 'Nantes');
    await logIn(rig, both.number, GOOD);
    await done(rig, { type: 'open-space', screen: 'space-address' });
    await done(rig, { type: 'open-contact' });
    const value = '06 39 98 00 77';
    await rig.act({ type: 'change-contact', channel: 'sms', value, valueAgain: value });
    await rig.act({ type: 'enter-fresh-code', code: await textCode(rig, sms) });
    const toNew = await sms.next();
    expect(toNew.to).toBe('+33639980077');
    await done(rig, { type: 'enter-fresh-code', code: codeIn(toNew.text) });
    expect(rig.screen('space-address').changed).toMatchObject({ channel: 'sms' });
    const notice = await sms.next(({ to }) => to === both.phone);
    expect(notice).toMatchObject({ to: both.phone, text: expect.stringContaining('a changé') as string });
    const stored = await hub.deps.database.db
      .selectFrom('member')
      .select(['phone', 'email'])
      .where('number', '=', both.number)
      .executeTakeFirstOrThrow();
    expect(stored).toEqual({ phone: '+33639980077', email: both.email });
  });
});
