import type { SentChannel } from '../../../../src-shared/values/contact/channel.ts';
import { describe, expect, it } from 'vitest';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import type { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { again, CODE, giveCodes, openOn, type CodeFixture } from './actions.ts';

const NEW_EMAIL = 'zoe.nouvelle@exemple.fr';
const NEW_PHONE = '+33639980077';

let office: FakeHeadOffice;
let rig: KioskRig;
let codes: CodeFixture;

async function open(): Promise<void> {
  ({ office, rig } = await openOn('space-address'));
  await fresh();
}

/** Another visit, with the channels on file shown. */
async function fresh(): Promise<void> {
  codes = giveCodes(office);
  office.space.on('contact', ({ proof, newProof }) => {
    const isProven = [proof, newProof].every((attempt) => attempt !== null && codes.proven.has(attempt));
    return isProven ? { result: 'ok', receipt: 'KT4M-7XWA', formerPhone: null } : { result: 'code-needed' };
  });
  await again({ office, rig }, 'space-address');
  await rig.act({ type: 'open-contact' });
}

const screen = () => rig.screen('space-address');
const email = (value: string, valueAgain = value) =>
  rig.act({ type: 'change-contact', channel: 'email', value, valueAgain });
const phone = (value: string, valueAgain = value) =>
  rig.act({ type: 'change-contact', channel: 'sms', value, valueAgain });
const send = (channel: SentChannel) => rig.act({ type: 'send-fresh-code', channel });
const enter = () => rig.act({ type: 'enter-fresh-code', code: CODE });

describe('another e-mail address or phone number', () => {
  it('is proven by a code on the channel of before, then by one on the new', async () => {
    await open();
    expect(screen().contact).toMatchObject({ state: 'ready', email: '*****@*****', isMember: true });
    await email('Zoe.Nouvelle@Exemple.fr', NEW_EMAIL);
    expect(screen().code).toMatchObject({ of: 'former', ask: { sent: null } });
    await send('email');
    await enter();
    expect(screen().code).toMatchObject({ of: 'new', ask: { sent: { channel: 'email', to: NEW_EMAIL } } });
    expect(screen().changed).toBeNull();
    await enter();
    expect(screen()).toMatchObject({
      ...{ code: null, contact: null, problem: null },
      changed: { channel: 'email', receipt: 'KT4M-7XWA' },
    });
    expect(codes.sends.map(({ purpose, to }) => [purpose, to])).toEqual([
      ['contact', null],
      ['new-contact', NEW_EMAIL],
    ]);
    const [asked] = office.space.askedFor('contact');
    const [former, fresh] = codes.sends.map(({ attempt }) => attempt);
    expect(asked).toEqual({
      ...{ change: { channel: 'email', email: NEW_EMAIL }, language: 'fr' },
      ...{ proof: former, newProof: fresh },
    });
    expect(rig.sms.all, 'head office tells the former phone').toEqual([]);
  });

  it('of the phone goes to the new phone, and nothing is changed while an answer is lost', async () => {
    await open();
    await phone('06 39 98 00 77');
    await send('sms');
    expect(codes.sends.at(-1)).toMatchObject({ purpose: 'contact', channel: 'sms', to: null });
    office.next('space/send-code', { kind: 'refuse', error: 'unavailable' });
    await enter();
    expect(screen().code).toMatchObject({ of: 'new', ask: { sent: null, problem: { kind: 'offline' } } });
    await send('sms');
    expect(codes.sends.at(-1)).toMatchObject({ purpose: 'new-contact', channel: 'sms', to: NEW_PHONE });
    office.next('space/contact', { kind: 'lost' });
    await enter();
    expect(screen()).toMatchObject({ code: { ask: { problem: { kind: 'offline' } } }, changed: null });
    await enter();
    expect(screen().changed).toEqual({ channel: 'sms', receipt: 'KT4M-7XWA' });
    expect(rig.sms.all).toEqual([]);
  });

  it('is read field by field, begins anew when the codes are too old, and is for members and channels that can be proven', async () => {
    await open();
    const wrong = async (typed: Promise<unknown>): Promise<unknown> => {
      await typed;
      expect(screen().code).toBeNull();
      return screen().problem;
    };
    const field = (name: string, issue: string) => ({ kind: 'field', field: name, issue });
    expect(await wrong(email(''))).toEqual(field('email', 'missing'));
    expect(await wrong(email('zoe@'))).toEqual(field('email', 'malformed'));
    expect(await wrong(email(NEW_EMAIL, 'zoe@exemple.fr'))).toEqual(field('email-again', 'differs'));
    expect(await wrong(phone('02 40 89 22 91'))).toEqual(field('phone', 'not-mobile'));
    expect(await wrong(phone('07 00 12 34 56'))).toEqual(field('phone', 'range'));
    expect(await wrong(phone('+41 79 123 45 67'))).toEqual(field('phone', 'country'));
    expect(await wrong(phone(NEW_PHONE, ''))).toEqual(field('phone-again', 'missing'));
    await email(NEW_EMAIL);
    await send('email');
    await enter();
    codes.proven.clear();
    await enter();
    codes.proven.clear();
    office.space.on('contact', () => ({ result: 'code-needed' }));
    await enter();
    expect(screen().code).toMatchObject({
      of: 'former',
      ask: { offers: [{ channel: 'email' }, { channel: 'sms' }], sent: null, problem: { kind: 'expired' } },
    });
    await rig.act({ type: 'back' });
    expect(screen()).toMatchObject({ code: null, contact: { state: 'ready' } });

    await fresh();
    office.space.on('channels', () => ({ result: 'ok', email: null, phone: null, isMember: false }));
    await rig.act({ type: 'open-contact' });
    await email(NEW_EMAIL);
    expect(screen().code).toBeNull();
    office.next('space/channels', { kind: 'cut' });
    await rig.act({ type: 'open-contact' });
    expect(screen().contact).toEqual({ state: 'offline' });
    office.space.on('channels', () => ({ result: 'ok', email: null, phone: null, isMember: true }));
    await rig.act({ type: 'retry' });
    expect(screen().contact).toMatchObject({ state: 'ready', isMember: true });
    await email(NEW_EMAIL);
    expect(screen().code?.ask.offers, 'an adviser must help').toEqual([]);
    await send('email');
    expect(codes.sends).toEqual([]);
  });
});
