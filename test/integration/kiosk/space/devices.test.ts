import type { SentChannel } from '../../../../src-shared/values/contact/channel.ts';
import { describe, expect, it } from 'vitest';
import type { ConnectedDevice } from '../../../../src-shared/hub-api/space-data.ts';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import type { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { again, CODE, DEVICE, giveCodes, openOn, patiently, WRONG, type CodeFixture } from './actions.ts';

let office: FakeHeadOffice;
let rig: KioskRig;
let codes: CodeFixture;
let device: ConnectedDevice | null;

/** A head office with one device, that is blocked, unblocked and, with a proof, deleted. */
async function open(): Promise<void> {
  ({ office, rig } = await openOn('space-devices'));
  await fresh();
}

/** Another visit, with nothing done yet. */
async function fresh(): Promise<void> {
  codes = giveCodes(office);
  device = DEVICE;
  office.space.on('devices', () => ({ result: 'ok', devices: device ? [device] : [], visits: [] }));
  office.space.on('device', (asked) => {
    if (asked.device !== device?.id) return { result: 'unknown' };
    if (asked.do === 'delete') {
      if (asked.proof === null || !codes.proven.delete(asked.proof)) return { result: 'code-needed' };
      device = null;
    } else device = { ...device, state: asked.do === 'block' ? 'blocked' : 'active' };
    return { result: 'ok' };
  });
  await again({ office, rig }, 'space-devices');
}

const screen = () => rig.screen('space-devices');
const change = (to: 'block' | 'unblock' | 'delete') =>
  rig.act({ type: 'change-device', device: DEVICE.id, to });
const send = (channel: SentChannel) => rig.act({ type: 'send-fresh-code', channel });
const enter = (code: string) => rig.act({ type: 'enter-fresh-code', code });
const problem = () => screen().code?.ask.problem?.kind ?? null;

describe('connected devices', () => {
  it('are blocked and unblocked at once, and only told so when head office has', async () => {
    await open();
    expect(screen().content).toMatchObject({ state: 'ready', devices: [{ name: DEVICE.name }] });
    await change('block');
    expect(screen()).toMatchObject({
      content: { devices: [{ state: 'blocked' }] },
      done: { did: 'block', name: DEVICE.name },
    });
    await change('unblock');
    expect(screen()).toMatchObject({ content: { devices: [{ state: 'active' }] }, done: { did: 'unblock' } });

    office.next('space/device', { kind: 'refuse', error: 'unavailable' });
    await change('block');
    expect(screen()).toMatchObject({ done: null, problem: { kind: 'offline' } });
    device = null;
    await change('block');
    expect(screen()).toMatchObject({ content: { devices: [] }, done: null, problem: { kind: 'gone' } });
    expect(codes.sends).toEqual([]);
  });

  it('are deleted after a code by mail, of which the delivery is told', async () => {
    await open();
    let mail: 'waiting' | 'sent' | 'refused' = 'waiting';
    office.space.on('status', () => ({ result: 'ok', elsewhere: null, acting: null, mail }));
    await change('delete');
    expect(screen().code).toEqual({
      device: DEVICE.id,
      ask: {
        offers: [
          { channel: 'email', masked: '*****@*****' },
          { channel: 'sms', masked: '** ** ** ** 01' },
        ],
        ...{ sent: null, problem: null },
      },
    });
    await send('email');
    expect(screen().code?.ask.sent).toEqual({
      ...{ channel: 'email', to: '*****@*****', delivery: 'waiting' },
      ...{ expiresIn: 600_000, triesLeft: 5, resendIn: 60_000 },
    });
    const delivery = () => screen().code?.ask.sent?.delivery;
    office.next('space/status', { kind: 'refuse', error: 'unavailable' });
    await rig.time.advance(5000);
    await rig.until(() => delivery() === 'unknown');
    mail = 'sent';
    await rig.time.advance(5000);
    await rig.until(() => delivery() === 'sent');

    expect(await enter('12').then(problem)).toBe('malformed');
    expect(await enter(WRONG).then(problem)).toBe('wrong');
    expect(screen().code?.ask.sent?.triesLeft).toBe(4);
    await enter(` ${CODE.slice(0, 3)} ${CODE.slice(3)}`);
    expect(screen()).toMatchObject({
      content: { devices: [] },
      ...{ code: null, done: { did: 'delete', name: DEVICE.name }, problem: null },
    });
    expect(codes.sends).toMatchObject([{ purpose: 'device', channel: 'email', to: null, language: 'fr' }]);
  });

  it('are deleted after a code by SMS, which head office sends; the kiosk never has it', async () => {
    await open();
    office.space.on('status', () => ({ result: 'ok', elsewhere: null, acting: null, mail: 'sent' }));
    await change('delete');
    await send('sms');
    expect(codes.sends).toMatchObject([{ channel: 'sms', to: null }]);
    await rig.time.advance(5000);
    await rig.until(() => screen().code?.ask.sent?.delivery === 'sent');
    const rows = rig.onJournal((journal) => journal.prepare('SELECT * FROM outbox').all());
    expect([rows, rig.sms.all]).toEqual([[], []]);
    await enter(CODE);
    expect(screen().done).toEqual({ did: 'delete', name: DEVICE.name });
    const audited = rig.onJournal((journal) =>
      journal
        .prepare("SELECT event, detail FROM audit WHERE event LIKE 'space-%' OR event LIKE 'device-%'")
        .all(),
    );
    expect(audited).toEqual([
      { event: 'space-code-issued', detail: 'sms' },
      { event: 'space-code-right', detail: null },
      { event: 'device-changed', detail: 'delete' },
    ]);
  });

  it('wait for a code under the same attempt when an answer was lost; each thing is done once', async () => {
    await open();
    await change('delete');
    office.next('space/send-code', { kind: 'lost' });
    expect(await send('sms').then(problem)).toBe('offline');
    expect(screen().code?.ask.sent).toBeNull();
    await send('sms');
    expect(codes.sends).toHaveLength(1);
    office.next('space/check-code', { kind: 'lost' });
    expect(await enter(CODE).then(problem)).toBe('offline');
    // The device is kept until head office has said that it is gone; then the code is not asked for again.
    office.next('space/device', { kind: 'refuse', error: 'unavailable' });
    expect(await enter(CODE).then(problem)).toBe('offline');
    expect(device).not.toBeNull();
    const checks = office.space.askedFor('check-code').length;
    await enter(CODE);
    expect(screen().done?.did).toBe('delete');
    expect(office.space.askedFor('check-code')).toHaveLength(checks);

    // The answer to a second sending is lost.
    await fresh();
    await change('delete');
    await send('email');
    await patiently(rig, 60_000);
    office.next('space/send-code', { kind: 'lost' });
    expect(await send('email').then(problem)).toBe('offline');
    await enter(CODE);
    expect(screen().done?.did, 'the code of the second mail').toBe('delete');

    device = DEVICE;
    await rig.act({ type: 'start-over' });
    await rig.act({ type: 'retry' });
    await change('delete');
    await send('email');
    await patiently(rig, 60_000);
    office.next('space/send-code', { kind: 'cut' });
    expect(await send('email').then(problem)).toBe('offline');
    await enter(CODE);
    expect(screen().done?.did, 'the code of the first mail').toBe('delete');
  });

  it('send a code again after its wait, by another channel at once, and none before head office allows one', async () => {
    await open();
    await change('delete');
    await send('email');
    expect(await send('email').then(problem)).toBe('resend-too-early');
    await send('sms');
    expect(screen().code?.ask).toMatchObject({ sent: { channel: 'sms' }, problem: null });
    await patiently(rig, 60_000);
    codes.resendIn = null;
    const first = codes.sends.length;
    await send('sms');
    expect(codes.sends).toHaveLength(first + 1);
    expect(screen().code?.ask.sent?.resendIn).toBeNull();
    await patiently(rig, 60_000);
    await send('sms');
    expect(codes.sends, 'none is left today').toHaveLength(first + 1);

    office.space.on('send-code', () => ({ result: 'paused', waitMs: 3_600_000 }));
    await send('email');
    expect(screen().code?.ask.problem).toEqual({ kind: 'paused', until: rig.time.now() + 3_600_000 });
    office.space.on('send-code', () => ({ result: 'no-channel' }));
    await send('email');
    expect(screen().code?.ask.offers).toEqual([{ channel: 'sms', masked: '** ** ** ** 01' }]);
    await patiently(rig, 540_000);
    expect(problem(), 'ten minutes are over').toBe('expired');
  });

  it('need another code when the one shown was spent; without a channel on file an adviser must help', async () => {
    await open();
    await change('delete');
    await enter(CODE);
    expect(office.space.askedFor('check-code')).toEqual([]);
    await send('email');
    office.space.on('check-code', () => ({ result: 'ok' }));
    await enter(CODE);
    expect(screen().code?.ask).toMatchObject({ sent: null, problem: { kind: 'expired' } });
    expect(device).not.toBeNull();
    await rig.act({ type: 'back' });
    expect(screen().code).toBeNull();
    await rig.act({ type: 'back' });
    rig.screen('space-home');

    await fresh();
    office.space.on('channels', () => ({ result: 'ok', email: null, phone: null, isMember: true }));
    await change('delete');
    expect(screen().code?.ask.offers).toEqual([]);
    await send('email');
    expect(codes.sends).toEqual([]);
    office.next('space/channels', { kind: 'cut' });
    await change('delete');
    expect(screen()).toMatchObject({ code: null, problem: { kind: 'offline' } });
    giveCodes(office);
    await change('delete');
    await send('email');
    office.space.last.ended = true;
    await enter(CODE);
    expect(screen()).toMatchObject({ content: { state: 'closed' }, code: null, done: null });
  });
});
