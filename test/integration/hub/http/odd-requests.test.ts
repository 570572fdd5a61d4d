import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../../src-hub/app.ts';
import { CONTRACT, CONTRACT_HEADER } from '../../../../src-shared/hub-api/contract.ts';
import type { HubCall } from '../../../../src-shared/hub-api/wire/call.ts';
import type { EventBody } from '../../../../src-shared/hub-api/events.ts';
import { HUB_CALLS, type HubCallName } from '../../../../src-shared/hub-api/hub-calls.ts';
import { FIXTURE_PASSWORD, SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { phcOf } from '../../../support/hub/hub-fixture.ts';
import { address, document, eventId, question, situation } from '../../../support/hub/request-sender.ts';
import { askAs, askHub } from '../../../support/hub/hub-requests.ts';
import { bodies } from '../member-space/space-bodies.ts';

let fixture: SpaceFixture;

beforeAll(async () => {
  fixture = await SpaceFixture.open({ settings: { HUB_BEHIND_PROXY: true } });
});
afterAll(() => fixture.close());

const faults = (): unknown[] => fixture.accounts.log.lines.filter(({ level }) => level === 'error');

const NAMES = Object.keys(HUB_CALLS) as HubCallName[];
const CLOSED = NAMES.filter((name) => !(HUB_CALLS[name] as HubCall).callers.includes('public'));

/** Other spellings of an address, which a proxy or router might take for the same. */
const SPELLINGS: Readonly<Record<string, (path: string) => string>> = {
  'a slash at the end': (path) => `${path}/`,
  'two slashes': (path) => `/${path}`,
  'a letter as a number': (path) =>
    path.replace(/[a-z]/u, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  'slashes as numbers': (path) => `/${path.slice(1).replaceAll('/', '%2f')}`,
  'a dot': (path) => path.replace('/', '/./'),
  'two dots': (path) => `/v1/x/..${path.replace('/v1', '')}`,
  'a semicolon': (path) => `${path};x=1`,
  'large letters': (path) => path.toUpperCase(),
  'a NUL': (path) => `${path}%00`,
  'half a character': (path) => `${path}%c3`,
  'an address of its own': (path) => `http://elsewhere.example${path}`,
};

describe('a call that is not for everybody', () => {
  it.each(Object.keys(SPELLINGS))('is closed to strangers, spelled with %s', async (how) => {
    const app = await createApp(fixture.deps, null);
    for (const [place, name] of CLOSED.entries()) {
      const { method, path } = HUB_CALLS[name] as HubCall;
      const url = SPELLINGS[how]?.(path) ?? '';
      const answer = await app.inject({
        ...{ method, url, remoteAddress: `192.0.2.${place + 1}` },
        headers: { [CONTRACT_HEADER]: String(CONTRACT), 'x-forwarded-for': `198.51.100.${place + 1}` },
        ...(method === 'POST' && { payload: {} }),
      });
      expect([400, 401, 403, 404], `${name}: ${answer.body}`).toContain(answer.statusCode);
    }
    await app.close();
    expect(faults()).toEqual([]);
  });

  it.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'] as const)(
    'is closed to strangers who ask by %s',
    async (method) => {
      const app = await createApp(fixture.deps, null);
      for (const [place, name] of CLOSED.entries()) {
        const answer = await app.inject({
          ...{ method: method as 'HEAD', url: HUB_CALLS[name].path },
          remoteAddress: `192.0.2.${place + 1}`,
          headers: { [CONTRACT_HEADER]: String(CONTRACT), 'x-forwarded-for': `198.51.100.${place + 1}` },
        });
        expect([400, 401, 403, 404, 405], `${name}: ${answer.body}`).toContain(answer.statusCode);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
      await app.close();
    },
  );
});

const PLACE = { attempt: randomUUID(), language: 'fr' };
const CLAIM = {
  ...{ holder: { situation: 'member', number: '9999999999' }, familyName: 'Personne' },
  ...{ birthDate: '1941-03-07', postalCode: '44000', language: 'fr' },
};

/** A body of calls outside the member space that their schemas take. */
const BODIES: Readonly<Record<string, object>> = {
  '/v1/logins': { identifier: 'nobody@exemple.fr', password: 'x', space: { language: 'fr' } },
  '/v1/codes/ways': { number: '9999999999' },
  '/v1/codes': { ...PLACE, visit: randomUUID(), number: '9999999999', channel: 'email' },
  '/v1/codes/state': { attempt: randomUUID(), visit: randomUUID() },
  '/v1/codes/check': { attempt: randomUUID(), visit: randomUUID(), code: '000000' },
  '/v1/recoveries': { ...PLACE, email: 'nobody@exemple.fr' },
  '/v1/recoveries/check': { attempt: randomUUID(), code: '000000' },
  '/v1/recoveries/password': { attempt: randomUUID(), phc: phcOf('x') },
  '/v1/letters/redeem': { attempt: randomUUID(), number: '9999999999', code: 'ACDEFGHJKM' },
  '/v1/accounts/open': { attempt: randomUUID(), holder: CLAIM.holder, code: 'ACDEFGHJKM' },
  '/v1/accounts/activate': {
    ...{ attempt: randomUUID(), submission: randomUUID(), email: 'nobody@exemple.fr', phc: phcOf('x') },
    ...{ secret: { question: 'first-pet', phc: phcOf('y') }, terms: { version: '1' }, language: 'fr' },
  },
  '/v1/accounts/status': { attempt: randomUUID() },
  '/v1/accounts/resend': { attempt: randomUUID() },
  '/v1/accounts/email': { attempt: randomUUID(), email: 'nobody@exemple.fr' },
  '/v1/accounts/confirm': { attempt: randomUUID(), code: '000000' },
};

const ODD_TEXTS = [
  '\ud800',
  'a\udfffb@exemple.fr',
  '__proto__',
  'constructor',
  '\u202e\u2066',
  "'; DROP TABLE member; --",
  '1e999',
  'x'.repeat(20_000),
  '',
] as const;
const ODD_NUMBERS = [1e308, -1, 0.5, 2 ** 53 + 2, -0] as const;
const OTHERS = [null, [], { toString: 'x' }] as const;

/** Copies of a value, each with one odd leaf. */
function oddCopies(value: unknown): unknown[] {
  if (typeof value === 'string') return [...ODD_TEXTS, ...OTHERS, 7];
  if (typeof value === 'number') return [...ODD_NUMBERS, ...OTHERS, 'x'];
  if (typeof value !== 'object' || value === null) return [...OTHERS, 'x', 1e308];
  if (Array.isArray(value))
    return value.flatMap((item, at) => oddCopies(item).map((odd): unknown[] => value.with(at, odd)));
  return Object.entries(value).flatMap(([key, inside]) =>
    oddCopies(inside).map((odd) => ({ ...value, [key]: odd })),
  );
}

const DEEP = 100_000;

/** Bodies as text that no schema takes, and that a program may stumble over. */
const ODD_BODIES: Readonly<Record<string, string>> = {
  'lists in lists': '['.repeat(DEEP) + ']'.repeat(DEEP),
  'objects in objects': `${'{"a":'.repeat(DEEP / 4)}1${'}'.repeat(DEEP / 4)}`,
  'a prototype': '{"__proto__":{"number":"1"},"constructor":{"prototype":{"number":"1"}}}',
  'a number beyond all': '{"identifier":1e400,"number":1e400}',
  'two keys of one name': '{"number":"1","number":{"x":1}}',
  nothing: '',
  'half an object': '{"number":',
  'no JSON': '\u0000',
  'a mark of byte order': '\ufeff{}',
};

describe('any call', () => {
  it('with an odd value at any place is answered or malformed, never a fault', async () => {
    const { token: session } = await fixture.login(await fixture.member());
    const all = [
      ...Object.entries(BODIES),
      // Nothing comes after the end.
      ...Object.entries(bodies())
        .filter(([name]) => name !== 'end')
        .map(([name, body]): [string, object] => [`/v1/space/${name}`, body]),
    ];
    for (const [path, body] of all) {
      const first = await askAs(fixture.accounts.url, fixture.kiosk, { method: 'POST', path, body, session });
      expect(first.status, `${path}: ${first.text}`).toBe(200);
      for (const odd of oddCopies(body)) {
        const asked = { method: 'POST', path, body: odd, session };
        const { status, text } = await askAs(fixture.accounts.url, fixture.kiosk, asked);
        expect([200, 400], `${path} ${JSON.stringify(odd).slice(0, 200)}: ${text}`).toContain(status);
      }
    }
    expect(faults()).toEqual([]);
  }, 240_000);

  it.each(Object.keys(ODD_BODIES))('with %s as its body is malformed', async (what) => {
    const body = ODD_BODIES[what] ?? '';
    for (const path of [...Object.keys(BODIES), '/v1/events', '/v1/space/contact']) {
      const { status } = await askAs(fixture.accounts.url, fixture.kiosk, { method: 'POST', path, body });
      expect(status, path).toBe(400);
    }
    for (const path of ['/v1/devices', '/v1/kiosks/enrol'])
      expect((await askHub(fixture.accounts.url + path, 'POST', body)).status, path).toBe(400);
    expect(faults()).toEqual([]);
  });
});

describe('an event', () => {
  it('with an odd value at any place has an answer, and the others of its batch have theirs', async () => {
    const person = await fixture.member();
    const { number } = person;
    const proof = { by: 'code', id: randomUUID(), visit: randomUUID() } as const;
    const kinds: EventBody[] = [
      { kind: 'password-set', number, phc: phcOf('x'), proof },
      { kind: 'letter-requested', number },
      { kind: 'account-requested', ...CLAIM, email: 'typed@exemple.fr' } as EventBody,
      { kind: 'identifier-requested', ...CLAIM } as EventBody,
      address(person, '1 rue Basse', '2026-12-01'),
      document(person),
      question(person),
      situation(person),
    ];
    const at = fixture.clock.now;
    for (const body of kinds) {
      const odd = oddCopies(body);
      for (let from = 0; from < odd.length; from += 50) {
        const events = odd.slice(from, from + 50).map((one, place) => ({
          ...{ id: eventId(at), seq: place + 1, at, body: one },
        }));
        const batch = { sentAt: at, journal: randomUUID(), events };
        const asked = { method: 'POST', path: '/v1/events', body: batch };
        const answer = await askAs(fixture.accounts.url, fixture.kiosk, asked);
        expect(answer.status, body.kind).toBe(200);
        expect((answer.body as { answers: unknown[] }).answers).toHaveLength(events.length);
      }
    }
    const text = `{"sentAt":${at},"journal":"${randomUUID()}","events":[{"id":"${eventId(at)}","seq":1,"at":${at},"body":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}]}`;
    const answer = await askAs(fixture.accounts.url, fixture.kiosk, {
      ...{ method: 'POST', path: '/v1/events', body: text },
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { answers: [{ status: 'refused', reason: 'malformed' }] },
    });
    expect(faults()).toEqual([]);
  }, 120_000);
});

describe('a hash of a password', () => {
  const SALT = 'c2FsdHNhbHRzYWx0c2FsdA';
  const HASH = 'c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0c2FsdHNhbHQ';
  it.each([
    ['argon2i', `$argon2i$v=19$m=19456,t=2,p=1$${SALT}$${HASH}`],
    ['argon2d', `$argon2d$v=19$m=19456,t=2,p=1$${SALT}$${HASH}`],
    ['bcrypt', '$2b$12$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuabcdefghijk'],
    ['an earlier version', `$argon2id$v=16$m=19456,t=2,p=1$${SALT}$${HASH}`],
    ['no version', `$argon2id$m=19456,t=2,p=1$${SALT}$${HASH}`],
    ['a key', `$argon2id$v=19$m=19456,t=2,p=1,keyid=aaaa$${SALT}$${HASH}`],
    ['data', `$argon2id$v=19$m=19456,t=2,p=1,data=aaaa$${SALT}$${HASH}`],
    ['a cost named twice', `$argon2id$v=19$m=19456,t=2,p=1,m=9999999$${SALT}$${HASH}`],
    ['costs in another order', `$argon2id$v=19$t=2,m=19456,p=1$${SALT}$${HASH}`],
    ['too much memory', `$argon2id$v=19$m=65537,t=2,p=1$${SALT}$${HASH}`],
    ['memory beyond all numbers', `$argon2id$v=19$m=${'9'.repeat(90)},t=2,p=1$${SALT}$${HASH}`],
    ['too little memory', `$argon2id$v=19$m=19455,t=2,p=1$${SALT}$${HASH}`],
    ['no passes', `$argon2id$v=19$m=19456,t=0,p=1$${SALT}$${HASH}`],
    ['too many passes', `$argon2id$v=19$m=19456,t=5,p=1$${SALT}$${HASH}`],
    ['too many lanes', `$argon2id$v=19$m=19456,t=2,p=3$${SALT}$${HASH}`],
    ['a short salt', `$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$${HASH}`],
    ['a short hash', `$argon2id$v=19$m=19456,t=2,p=1$${SALT}$c2FsdA`],
    ['a salt without end', `$argon2id$v=19$m=19456,t=2,p=1$${'c2Fs'.repeat(100)}$${HASH}`],
    ['one part more', `$argon2id$v=19$m=19456,t=2,p=1$${SALT}$${HASH}$${HASH}`],
    ['a line end', `$argon2id$v=19$m=19456,t=2,p=1$${SALT}$${HASH}\n`],
  ])('with %s is taken by no door', async (_what, phc) => {
    const { number } = await fixture.member();
    const ask = async (path: string, body: unknown) =>
      (await askAs(fixture.accounts.url, fixture.kiosk, { method: 'POST', path, body })).status;
    expect(await ask('/v1/recoveries/password', { attempt: randomUUID(), phc })).toBe(400);
    const activate = BODIES['/v1/accounts/activate'] ?? {};
    expect(await ask('/v1/accounts/activate', { ...activate, phc })).toBe(400);
    const secret = { question: 'first-pet', phc };
    expect(await ask('/v1/accounts/activate', { ...activate, secret })).toBe(400);
    const at = fixture.clock.now;
    const event = { id: eventId(at), seq: 1, at, body: { kind: 'password-set', number, phc } };
    const batch = { sentAt: at, journal: randomUUID(), events: [event] };
    const { body } = await askAs(fixture.accounts.url, fixture.kiosk, {
      ...{ method: 'POST', path: '/v1/events', body: batch },
    });
    expect(body).toMatchObject({ answers: [{ status: 'refused', reason: 'malformed' }] });
  });

  it.each([
    ['a salt of an odd length', `$argon2id$v=19$m=19456,t=2,p=1$${SALT}AAA$${HASH}`],
    ['a salt as long as may be', `$argon2id$v=19$m=19456,t=2,p=1$${'c2Fs'.repeat(28)}$${HASH}`],
    ['zeros before its costs', `$argon2id$v=19$m=0019456,t=02,p=01$${SALT}$${HASH}`],
    ['a hash of eight bytes', `$argon2id$v=19$m=19456,t=2,p=1$${SALT}$c2FsdHNhbHQ`],
    ['bits left over', `$argon2id$v=19$m=19456,t=2,p=1$${SALT.slice(0, -1)}x$${HASH.slice(0, -1)}x`],
  ])('with %s, if it is taken, makes no login a fault', async (_what, phc) => {
    const { number } = await fixture.member();
    const at = fixture.clock.now;
    const event = { id: eventId(at), seq: 1, at, body: { kind: 'password-set', number, phc } };
    const batch = { sentAt: at, journal: randomUUID(), events: [event] };
    await fixture.accounts.ask(fixture.kiosk, '/v1/events', batch);
    const login = { identifier: number, password: FIXTURE_PASSWORD };
    const answer = await fixture.accounts.ask<{ result: string }>(fixture.kiosk, '/v1/logins', login);
    expect(['accepted', 'wrong']).toContain(answer.result);
    expect(faults()).toEqual([]);
  });
});
