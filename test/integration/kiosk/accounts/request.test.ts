import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { receiptNumber } from '../../../../src-shared/values/receipt-number.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { allAnswered, openAt, until } from '../../head-office/actions.ts';
import {
  audited,
  EMAIL,
  GIVEN,
  NIR,
  openAccounts,
  request,
  toRequest,
  withKey,
  type RequestFields,
} from './actions.ts';
import { HOUR, MINUTE } from '../../../../src-shared/time/units.ts';

const { both } = DEMO_CAST;

/** All files of the kiosk, byte for byte. */
function filesOf(rig: KioskRig): string {
  const folder = path.join(rig.folder, 'data');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('a request for an account', () => {
  it('is recorded with its receipt, told to head office, and seen to be accepted', async () => {
    const { office, rig } = await openAccounts();
    office.always('events', { kind: 'refuse', error: 'unavailable' });
    await toRequest(rig);
    expect(rig.view.progress).toEqual({ step: 2, of: 7 });
    await request(rig, {
      familyName: '  EXEMPLE  DUPRÉ ',
      email: ' Zoe.Exemple@EXEMPLE.fr',
      birthDate: '17/05/1984',
    });
    expect(rig.screen('account-requested')).toMatchObject({ purpose: 'create', headOffice: 'kept' });
    office.always('events', null);
    await allAnswered(rig);
    const [event] = [...office.applied.values()].map(({ event }) => event);
    expect(event?.body).toEqual({
      ...{ kind: 'account-requested', holder: { situation: 'member', number: both.number } },
      ...{ familyName: 'EXEMPLE DUPRÉ', birthDate: '1984-05-17', postalCode: '44000', language: 'fr' },
      email: EMAIL,
    });
    // Waiting for the line took the visit to its end; what was pushed before it says what is known.
    const last = rig.pushed.findLast(({ screen }) => screen.id === 'account-requested');
    expect(last?.screen).toMatchObject({ headOffice: 'accepted', receipt: receiptNumber(event?.id ?? '') });
    expect(audited(rig)).toEqual({ 'account-requested': 1 });
    expect(JSON.stringify(rig.logged)).not.toMatch(/exemple|00123456|1984/iu);
  });

  it('of an insured person carries the hash of the NIR alone; the number is nowhere at the kiosk', async () => {
    const { office, rig } = await openAccounts();
    await toRequest(rig, 'insured');
    const typed = `${NIR.slice(0, 1)} ${NIR.slice(1, 3)} ${NIR.slice(3, 5)}.${NIR.slice(5)}`;
    await request(rig, { number: typed, familyName: 'Tournesol' });
    rig.screen('account-requested');
    await allAnswered(rig);
    const key = Buffer.from(office.accounts.nirKey, 'base64url');
    const nir = createHmac('sha256', key).update(NIR).digest('hex');
    expect(office.appliedBodies).toMatchObject([{ holder: { situation: 'insured', nir } }]);
    expect(JSON.stringify(office.asked)).not.toContain(NIR);
    expect(JSON.stringify([rig.pushed, rig.view, rig.logged])).not.toContain(NIR);
    await rig.stop();
    expect(filesOf(rig)).not.toContain(NIR);
    expect(filesOf(rig), 'nor is its hash there in the clear').not.toContain(nir);
  });

  it('answers a known and an unknown person alike', async () => {
    const { rig } = await openAccounts();
    const shown: unknown[] = [];
    for (const number of [both.number, '99887766']) {
      await toRequest(rig);
      await request(rig, { number });
      const { receipt, ...rest } = rig.screen('account-requested');
      expect(receipt).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/u);
      shown.push(rest);
      await rig.act({ type: 'continue' });
      rig.screen('menu');
    }
    expect(shown[1]).toEqual(shown[0]);
  });

  it('for a lost identifier asks for no e-mail and is a decision of its own', async () => {
    const { office, rig } = await openAccounts();
    await toRequest(rig, 'member', 'lost-identifier');
    expect(rig.screen('account-request').purpose).toBe('identifier');
    await request(rig, { email: '', emailAgain: '' });
    expect(rig.screen('account-requested').purpose).toBe('identifier');
    await allAnswered(rig);
    expect(office.appliedBodies).toEqual([
      expect.not.objectContaining({ email: expect.anything() as unknown }),
    ]);
    expect(office.appliedBodies).toMatchObject([{ kind: 'identifier-requested' }]);
    expect(audited(rig)).toEqual({ 'identifier-requested': 1 });
  });
});

/** Each bad input with the field and the fault that it is told by. */
const BAD: readonly (readonly [string, 'member' | 'insured', Partial<RequestFields>, string, string])[] = [
  ['no number', 'member', { number: ' ' }, 'number', 'missing'],
  ['a number of letters', 'member', { number: 'OO123456' }, 'number', 'malformed'],
  ['a number of five digits', 'member', { number: '12345' }, 'number', 'malformed'],
  ['no NIR', 'insured', { number: '' }, 'number', 'missing'],
  ['a NIR without its key', 'insured', { number: NIR.slice(0, 13) }, 'number', 'no-key'],
  [
    'a NIR with a wrong key',
    'insured',
    { number: NIR.slice(0, 13) + (NIR.endsWith('01') ? '02' : '01') },
    'number',
    'key',
  ],
  [
    'a NIR with two digits swapped',
    'insured',
    { number: `${NIR.slice(0, 2)}${NIR[3] ?? ''}${NIR[2] ?? ''}${NIR.slice(4)}` },
    'number',
    'key',
  ],
  ['an address without a domain', 'member', { email: 'zoe@', emailAgain: 'zoe@' }, 'email', 'malformed'],
  ['no address', 'member', { email: '', emailAgain: '' }, 'email', 'missing'],
  ['an address with a line end', 'member', { email: 'a@b.fr\r\nBcc: c@d.fr' }, 'email', 'malformed'],
  ['addresses that differ', 'member', { emailAgain: 'zoe.exempel@exemple.fr' }, 'email-again', 'differs'],
  ['an address typed once', 'member', { emailAgain: '' }, 'email-again', 'missing'],
  ['no name', 'member', { familyName: '\u00a0' }, 'family-name', 'missing'],
  ['a name with an emoji', 'member', { familyName: 'Exemple😀' }, 'family-name', 'characters'],
  ['a name of markup', 'member', { familyName: '<b>Zoé</b>' }, 'family-name', 'characters'],
  ['a name of 200 characters', 'member', { familyName: 'É'.repeat(200) }, 'family-name', 'too-long'],
  ['31 February', 'member', { birthDate: '31/02/1950' }, 'birth-date', 'no-such-day'],
  ['29 February of a common year', 'member', { birthDate: '29/02/1900' }, 'birth-date', 'no-such-day'],
  ['tomorrow', 'member', { birthDate: '2025-11-23' }, 'birth-date', 'future'],
  ['a birth two centuries ago', 'member', { birthDate: '17/05/1784' }, 'birth-date', 'too-old'],
  ['half a date', 'member', { birthDate: '17/05' }, 'birth-date', 'malformed'],
  ['a date without its year', 'member', { birthDate: '17/05/0000' }, 'birth-date', 'malformed'],
  ['a date of zeros', 'member', { birthDate: '00/00/0000' }, 'birth-date', 'missing'],
  ['no date', 'member', { birthDate: '' }, 'birth-date', 'missing'],
  ['a short postal code', 'member', { postalCode: '4400' }, 'postal-code', 'malformed'],
  ['no postal code', 'member', { postalCode: '' }, 'postal-code', 'missing'],
  ['a code of another country', 'member', { postalCode: 'L-2449' }, 'postal-code', 'malformed'],
  ['no code abroad', 'member', { postalCode: '<b>', isAbroad: true }, 'postal-code', 'malformed'],
];

describe('bad input', () => {
  it('is told by its field, spends no challenge, and records nothing', async () => {
    const { office, rig } = await openAccounts();
    expect(rig.time.now(), 'the dates above are of this day').toBe(Date.parse('2025-11-22T06:00:00Z'));
    for (const [name, situation, changes, field, issue] of BAD) {
      await toRequest(rig, situation);
      const answer = await rig.rightAnswer();
      const number = situation === 'insured' ? NIR : both.number;
      await rig.act({ type: 'request-account', ...GIVEN, number, ...changes, answer });
      expect(rig.screen('account-request').problem, name).toEqual({ kind: 'field', field, issue });
      await rig.act({ type: 'request-account', ...GIVEN, number, answer });
      rig.screen('account-requested');
      // Room for the next in the kiosk's own limit.
      await rig.time.advance(4 * MINUTE);
    }
    await allAnswered(rig);
    expect(office.applied.size, 'the good ones alone').toBe(BAD.length);
  });

  it('the letters O and I in a NIR stand for the digits, and Corsica has its letters', async () => {
    const { rig } = await openAccounts();
    const corsican = withKey('185032A123004');
    for (const number of [NIR.replaceAll('0', 'O').replaceAll('1', 'I'), corsican.toLowerCase()]) {
      await toRequest(rig, 'insured');
      await request(rig, { number });
      rig.screen('account-requested');
    }
  });

  it('29 February of a leap year and names with accents, hyphens and apostrophes are taken', async () => {
    const { office, rig } = await openAccounts();
    for (const familyName of ["D'Échantillon", 'L’Exemple', 'Ömer-Noël', 'Le Goff', 'Nguyễn']) {
      await toRequest(rig);
      await request(rig, { familyName, birthDate: '29/02/2000' });
      rig.screen('account-requested');
    }
    await allAnswered(rig);
    expect(office.appliedBodies).toMatchObject([
      ...["D'Échantillon", 'L’Exemple', 'Ömer-Noël', 'Le Goff', 'Nguyễn'].map((familyName) => ({
        familyName,
        birthDate: '2000-02-29',
      })),
    ]);
  });

  it('a birth date is taken as far as it is known', async () => {
    const { office, rig } = await openAccounts();
    for (const birthDate of ['00/05/1941', '99/99/1941']) {
      await toRequest(rig);
      await request(rig, { birthDate });
      rig.screen('account-requested');
    }
    await allAnswered(rig);
    expect(office.appliedBodies).toMatchObject([{ birthDate: '1941-05-00' }, { birthDate: '1941-00-00' }]);
  });

  it('a wrong answer to the anti-robot gives another challenge and records nothing', async () => {
    const { office, rig } = await openAccounts();
    await toRequest(rig);
    await rig.act({ type: 'request-account', ...GIVEN, answer: await rig.wrongAnswer() });
    const { problem, challenge } = rig.screen('account-request');
    expect(problem).toEqual({ kind: 'challenge-missed' });
    expect(challenge).not.toBeNull();
    const answer = await rig.rightAnswer();
    for (const half of [MINUTE, MINUTE]) {
      await rig.time.advance(half - 1);
      rig.alive(true);
    }
    await rig.time.advance(2);
    await rig.act({ type: 'request-account', ...GIVEN, answer });
    expect(rig.screen('account-request').problem).toEqual({ kind: 'challenge-expired' });
    expect(office.received).toEqual([]);
  });
});

describe('the limit of the kiosk', () => {
  it('takes twenty requests in an hour, and says when it listens again', async () => {
    const { office, rig } = await openAccounts();
    const start = rig.time.now();
    for (let n = 0; n < 20; n += 1) {
      await toRequest(rig);
      await request(rig);
      rig.screen('account-requested');
    }
    await toRequest(rig);
    await request(rig);
    expect(rig.screen('account-request')).toMatchObject({
      challenge: null,
      problem: { kind: 'kiosk-paused', until: start + HOUR },
    });
    await rig.act({ type: 'leave' });
    await rig.time.advance(HOUR);
    await toRequest(rig);
    await request(rig);
    rig.screen('account-requested');
    await allAnswered(rig);
    expect(office.applied.size).toBe(21);
  });
});

describe('without the line', () => {
  it('a request is kept through a restart and told once, when the line is back', async () => {
    const { office, rig } = await openAccounts();
    await office.down();
    await toRequest(rig, 'insured');
    await request(rig, { number: NIR });
    expect(rig.screen('account-requested').headOffice).toBe('kept');
    const { receipt } = rig.screen('account-requested');
    await rig.stop();
    await rig.start();
    rig.screen('attract');
    await office.up();
    office.next('events', { kind: 'lost' });
    await allAnswered(rig);
    expect([...office.applied.keys()].map(receiptNumber)).toEqual([receipt]);
    expect(office.received.length, 'it came twice, and counted once').toBe(2);
  });

  it('a kiosk that has never had the key takes no NIR, keeps the challenge, and takes a member number', async () => {
    const office = await FakeHeadOffice.open();
    office.always('nir-key', { kind: 'refuse', error: 'fault' });
    const rig = await openAt(office);
    await until(() => rig.logged.some((line) => line.includes('nir-key-not-given')));
    await toRequest(rig, 'insured');
    await request(rig, { number: NIR });
    expect(rig.screen('account-request').problem).toEqual({ kind: 'offline' });
    await toRequest(rig);
    await request(rig);
    rig.screen('account-requested');
  });

  it('there is no way to it at a kiosk that has no head office', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'begin' });
    for (const entry of ['create-account', 'activate-account', 'lost-identifier'] as const) {
      expect(rig.screen('menu').entries).not.toContain(entry);
      await rig.act({ type: 'open', entry });
      rig.screen('menu');
    }
  });
});

describe('the ways', () => {
  it('lead back, to help and on', async () => {
    const { rig } = await openAccounts();
    await toRequest(rig, 'insured');
    await rig.act({ type: 'open', entry: 'help' });
    await rig.act({ type: 'back' });
    expect(rig.screen('account-request')).toMatchObject({ situation: 'insured', challenge: null });
    await rig.act({ type: 'back' });
    expect(rig.screen('account-situation')).toEqual({ id: 'account-situation', purpose: 'create' });
    expect(rig.view.progress).toEqual({ step: 1, of: 7 });
    await rig.act({ type: 'open', entry: 'activate-account' });
    rig.screen('activate');
    await rig.act({ type: 'back' });
    rig.screen('menu');
  });

  it('end with the visit: nothing of it is in the next one', async () => {
    const { rig } = await openAccounts();
    await toRequest(rig);
    await rig.act({ type: 'request-account', ...GIVEN, familyName: '', answer: await rig.rightAnswer() });
    await rig.time.advance(90_000);
    rig.screen('attract');
    expect(rig.wipes).toBe(1);
    await toRequest(rig);
    expect(rig.screen('account-request')).toMatchObject({ challenge: null, problem: null });
  });
});
