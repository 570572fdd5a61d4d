import argon2 from 'argon2';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../src-shared/journey/action.ts';
import type { ActivateBody } from '../../../../src-shared/hub-api/accounts.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import type { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { GOOD, OTHER } from '../actions.ts';
import type { Pair } from '../../head-office/actions.ts';
import {
  atActivate,
  atIdentity,
  audited,
  CHOSEN,
  EMAIL,
  NIR,
  PROVISIONAL,
  SHOWN,
  TERMS,
  toActivate,
} from './actions.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';

const { both, emailOnly } = DEMO_CAST;

const bodies = (office: FakeHeadOffice, path: 'open' | 'activate'): Record<string, unknown>[] =>
  office.asked.filter((asked) => asked.path === path).map(({ body }) => body as Record<string, unknown>);

const named = (office: FakeHeadOffice, path: 'open' | 'activate', name: string): unknown[] =>
  bodies(office, path).map((body) => body[name]);

describe('the provisional password', () => {
  it('that cannot be one, or a number that cannot be, is told by its field without asking head office', async () => {
    const { office, rig } = await atActivate();
    expect(rig.view.progress).toEqual({ step: 1, of: 8 });
    const wrong: readonly (readonly [Partial<typeof SHOWN>, string, string])[] = [
      [{ number: '' }, 'number', 'missing'],
      [{ number: 'OO123456' }, 'number', 'malformed'],
      [
        { situation: 'insured', number: `${NIR.slice(0, 12)}${(Number(NIR[12]) + 1) % 10}${NIR.slice(13)}` },
        'number',
        'key',
      ],
      [{ code: ' ' }, 'code', 'missing'],
      [{ code: 'ACDEF 3467O' }, 'code', 'malformed'],
      [{ code: '123456' }, 'code', 'malformed'],
    ];
    for (const [changes, field, issue] of wrong) {
      await rig.act({ ...SHOWN, ...changes });
      expect(rig.screen('activate').problem).toEqual({ kind: 'field', field, issue });
    }
    expect(bodies(office, 'open')).toEqual([]);
  });

  it('is wrong five times, then locked with the moment of its end, for this holder alone', async () => {
    const { office, rig } = await atActivate();
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      await rig.act({ ...SHOWN, code: 'ACDEF34676' });
      expect(rig.screen('activate').problem).toEqual({ kind: 'wrong', triesLeft });
    }
    await rig.act(SHOWN);
    expect(rig.screen('activate').problem).toEqual({ kind: 'locked', until: rig.time.now() + 24 * HOUR });
    expect(new Set(named(office, 'open', 'attempt')).size, 'each try has its own name').toBe(6);
    office.accounts.letters.set(emailOnly.number, { code: PROVISIONAL, state: 'good' });
    await rig.act({ ...SHOWN, number: emailOnly.number, code: 'acdef 34679' });
    rig.screen('activate-identity');
    expect(audited(rig)).toEqual({ 'provisional-password-wrong': 6, 'provisional-password-right': 1 });
  });

  it('that is of another person, expired or used says no more than that', async () => {
    const { office, rig } = await atActivate();
    await rig.act({ ...SHOWN, number: emailOnly.number });
    expect(rig.screen('activate').problem).toEqual({ kind: 'wrong', triesLeft: 4 });
    for (const state of ['expired', 'used'] as const) {
      office.accounts.letters.set(both.number, { code: PROVISIONAL, state });
      await rig.act(SHOWN);
      expect(rig.screen('activate').problem).toEqual({ kind: state });
    }
    await rig.act({ type: 'open', entry: 'create-account' });
    rig.screen('account-situation');
  });

  it('of an insured person is shown with the hash of the NIR', async () => {
    const { office, rig } = await atActivate();
    await rig.act({ ...SHOWN, situation: 'insured', number: NIR });
    const [{ holder } = {}] = bodies(office, 'open');
    expect(holder).toEqual({ situation: 'insured', nir: expect.stringMatching(/^[0-9a-f]{64}$/u) as string });
    const { nir } = holder as { nir: string };
    office.accounts.letters.set(`nir:${nir}`, { code: PROVISIONAL, state: 'good' });
    await rig.act({ ...SHOWN, situation: 'insured', number: NIR });
    rig.screen('activate-identity');
    expect(JSON.stringify([office.asked, rig.logged, rig.view])).not.toContain(NIR);
  });

  it('whose answer was lost is the same try when it comes again, and another one with another code or number', async () => {
    const { office, rig } = await atActivate();
    office.next('open', { kind: 'cut' }, { kind: 'lost' });
    await rig.act(SHOWN);
    expect(rig.screen('activate').problem).toEqual({ kind: 'offline' });
    await rig.act({ ...SHOWN, code: PROVISIONAL.toLowerCase() });
    expect(rig.screen('activate').problem).toEqual({ kind: 'offline' });
    await rig.act({ type: 'open', entry: 'help' });
    await rig.act({ type: 'back' });
    await rig.act(SHOWN);
    rig.screen('activate-identity');
    expect(new Set(named(office, 'open', 'attempt')).size).toBe(1);
    await rig.act({ type: 'back' });
    office.next('open', { kind: 'cut' }, { kind: 'cut' });
    await rig.act(SHOWN);
    await rig.act({ ...SHOWN, code: 'ACDEF34676' });
    await rig.act({ ...SHOWN, number: emailOnly.number, code: 'ACDEF34676' });
    expect(new Set(named(office, 'open', 'attempt')).size).toBe(4);
  });

  it('sixty times in an hour pauses the kiosk; without the line nothing is counted', async () => {
    const { office, rig } = await atActivate();
    await office.down();
    for (let n = 0; n < 3; n += 1) await rig.act(SHOWN);
    await office.up();
    office.accounts.instead.set('open', () => ({ result: 'used' }));
    const start = rig.time.now();
    for (let n = 0; n < 60; n += 1) {
      await rig.act(SHOWN);
      expect(rig.screen('activate').problem).toEqual({ kind: 'used' });
    }
    await rig.act(SHOWN);
    expect(rig.screen('activate').problem).toEqual({ kind: 'kiosk-paused', until: start + HOUR });
  });
});

type Chosen = Partial<Extract<Action, { type: 'activate-account' }>>;

/** Each bad input with what it is told by. */
const BAD: readonly (readonly [string, Chosen, unknown])[] = [
  ['no question', { question: '' }, { kind: 'field', field: 'question', issue: 'missing' }],
  ['another question', { question: 'pin' }, { kind: 'field', field: 'question', issue: 'malformed' }],
  ['no answer', { secretAnswer: ' ' }, { kind: 'field', field: 'secret-answer', issue: 'missing' }],
  [
    'an answer of signs',
    { secretAnswer: '😀😀😀' },
    { kind: 'field', field: 'secret-answer', issue: 'malformed' },
  ],
  ['no address', { email: '' }, { kind: 'field', field: 'email', issue: 'missing' }],
  ['half an address', { email: 'zoe@' }, { kind: 'field', field: 'email', issue: 'malformed' }],
  ['other addresses', { emailAgain: 'zoe@x.fr' }, { kind: 'field', field: 'email-again', issue: 'differs' }],
  ['other passwords', { confirmation: OTHER }, { kind: 'mismatch' }],
  ['no password', { password: '', confirmation: '' }, { kind: 'refused', broken: ['length', 'classes'] }],
  [
    'one made of the name',
    { password: 'Dupré-Ocre-57', confirmation: 'Dupré-Ocre-57' },
    { kind: 'refused', broken: ['personal'] },
  ],
  [
    'one made of the address',
    { email: 'rivage@exemple.fr', emailAgain: 'rivage@exemple.fr' },
    { kind: 'refused', broken: ['personal'] },
  ],
  ['no terms', { terms: '' }, { kind: 'field', field: 'terms', issue: 'missing' }],
  ['former terms', { terms: '2019-01' }, { kind: 'field', field: 'terms', issue: 'malformed' }],
];

describe('what the account is made of', () => {
  it('is asked for with ten questions and the terms in the language of the visitor', async () => {
    const { rig } = await atIdentity();
    const { questions, terms } = rig.screen('activate-identity');
    expect(questions?.length).toBeGreaterThanOrEqual(8);
    expect(terms).toMatchObject({ version: TERMS, since: '2026-01-01' });
    expect(rig.view.progress).toEqual({ step: 3, of: 8 });
    await rig.act({ type: 'set-language', language: 'en' });
    const english = rig.screen('activate-identity').terms;
    expect(english.version).toBe(TERMS);
    expect(english.sections).toHaveLength(terms.sections.length);
    expect(english.sections[0]?.title).not.toBe(terms.sections[0]?.title);
  });

  it('each bad input is told by its field, keeps the screen, and is not sent', async () => {
    const { office, rig } = await atIdentity();
    for (const [name, changes, problem] of BAD) {
      await rig.act({ ...CHOSEN, ...changes });
      expect(rig.screen('activate-identity').problem, name).toEqual(problem);
    }
    expect(bodies(office, 'activate')).toEqual([]);
  });

  it('goes to head office hashed, with the version of the terms, and is nowhere else', async () => {
    const { office, rig } = await atIdentity();
    await rig.act({ ...CHOSEN, secretAnswer: ' MÉDOR ! ' });
    expect(rig.screen('activated-pending').email).toBe(EMAIL);
    const [body] = bodies(office, 'activate') as unknown as ActivateBody[];
    expect(body).toMatchObject({ email: EMAIL, terms: { version: TERMS }, language: 'fr' });
    expect(await argon2.verify(body?.phc ?? '', GOOD)).toBe(true);
    expect(body?.secret?.question).toBe('first-pet');
    expect(await argon2.verify(body?.secret?.phc ?? '', 'medor')).toBe(true);
    expect(JSON.stringify([rig.logged, rig.pushed, office.asked])).not.toMatch(/Rivage|médor|medor/iu);
    expect(audited(rig)).toEqual({ 'provisional-password-right': 1, 'account-activated': 1 });
  });

  it('has no secret question where they are turned off', async () => {
    const { office, rig } = await atIdentity({ accounts: { secretQuestion: false } });
    expect(rig.screen('activate-identity').questions).toBeNull();
    await rig.act({ ...CHOSEN, question: '', secretAnswer: '' });
    rig.screen('activated-pending');
    expect(bodies(office, 'activate')).toMatchObject([{ secret: null }]);
  });

  it('with an address that another account has is told so, and another one is another submission', async () => {
    const { office, rig } = await atIdentity();
    office.accounts.confirmed.set(EMAIL, { subject: emailOnly.number, request: {} as ActivateBody });
    await rig.act(CHOSEN);
    expect(rig.screen('activate-identity').problem).toEqual({ kind: 'email-taken' });
    await rig.act({ ...CHOSEN, email: 'autre@exemple.fr', emailAgain: 'AUTRE@exemple.fr' });
    expect(rig.screen('activated-pending').email).toBe('autre@exemple.fr');
    expect(new Set(named(office, 'activate', 'submission')).size).toBe(2);
  });

  it('has the address on file, which stays masked from the letter to the mail, and is told by nobody here', async () => {
    const { office, rig } = await atActivate();
    const whole = 'zelie.exemple@exemple.fr';
    office.accounts.onFile.set(both.number, whole);
    await rig.act(SHOWN);
    expect(rig.screen('activate-identity').emailOnFile).toBe('z•••e@exemple.fr');
    office.next('activate', { kind: 'lost' });
    const taken = { ...CHOSEN, email: null, emailAgain: '' };
    await rig.act(taken);
    expect(rig.screen('activate-identity').problem).toEqual({ kind: 'offline' });
    await rig.act(taken);
    expect(rig.screen('activated-pending').email).toBe('z•••e@exemple.fr');
    expect(named(office, 'activate', 'email')).toEqual([null, null]);
    expect(new Set(named(office, 'activate', 'submission')).size).toBe(1);
    expect(office.accounts.mails).toMatchObject([{ to: whole }]);
    expect(JSON.stringify([rig.logged, rig.pushed, office.asked])).not.toContain(whole);
  });

  it('cannot be an address on file that was not offered', async () => {
    const { office, rig } = await atIdentity();
    await rig.act({ ...CHOSEN, email: null, emailAgain: '' });
    expect(rig.screen('activate-identity').problem).toEqual({
      ...{ kind: 'field', field: 'email', issue: 'missing' },
    });
    expect(bodies(office, 'activate')).toEqual([]);
  });

  it('goes back to the provisional password when head office takes the attempt no longer', async () => {
    const { office, rig } = await atIdentity();
    office.accounts.activations.clear();
    await rig.act(CHOSEN);
    expect(rig.screen('activate').problem).toEqual({ kind: 'expired' });
    await rig.act(SHOWN);
    rig.screen('activate-identity');
  });
});

describe('a line that is lost with the activation', () => {
  const send = async ({ rig }: Pair, changes: Chosen = {}): Promise<void> => {
    await rig.act({ ...CHOSEN, ...changes });
    expect(rig.screen('activate-identity').problem).toEqual({ kind: 'offline' });
  };

  it.each(['cut', 'lost'] as const)(
    '%s: the same again is the same submission, hashed once, and done once',
    async (kind) => {
      const pair = await atIdentity();
      const { office, rig } = pair;
      office.next('activate', { kind }, { kind });
      await send(pair);
      await send(pair, { email: ` ${EMAIL.toUpperCase()}`, secretAnswer: 'medor' });
      await rig.act(CHOSEN);
      rig.screen('activated-pending');
      const [first, ...others] = bodies(office, 'activate');
      expect(others).toEqual([first, first]);
      expect(office.accounts.mails).toHaveLength(1);
    },
  );

  it('something else is another submission, and takes the place of the one whose answer was lost', async () => {
    const pair = await atIdentity();
    const { office, rig } = pair;
    const others: readonly Chosen[] = [
      { password: OTHER, confirmation: OTHER },
      { secretAnswer: 'Félix' },
      { question: 'first-car' },
      { email: 'autre@exemple.fr', emailAgain: 'autre@exemple.fr' },
    ];
    office.next('activate', ...[CHOSEN, ...others].map(() => ({ kind: 'lost' }) as const));
    await send(pair);
    for (const changes of others) await send(pair, changes);
    expect(new Set(named(office, 'activate', 'submission')).size).toBe(5);
    await rig.act({ ...CHOSEN, ...others[3] });
    expect(rig.screen('activated-pending').email).toBe('autre@exemple.fr');
    expect(office.accounts.activations.size, 'one account').toBe(1);
  });

  it('and confirmed by link meanwhile ends in the active account', async () => {
    const pair = await atIdentity();
    const { office, rig } = pair;
    office.next('activate', { kind: 'lost' });
    await send(pair);
    office.accounts.confirmByLink(EMAIL);
    await rig.act(CHOSEN);
    expect(rig.screen('account-active').identifier).toBe(EMAIL);
    expect(audited(rig)).toMatchObject({ 'account-activated': 1, 'account-confirmed': 1 });
  });

  it('and a kiosk that was restarted: the letter is used, which is said; the mail leads on', async () => {
    const pair = await atIdentity();
    const { office, rig } = pair;
    office.next('activate', { kind: 'lost' });
    await send(pair);
    await rig.stop();
    await rig.start();
    rig.screen('attract');
    await toActivate(rig);
    await rig.act(SHOWN);
    expect(rig.screen('activate').problem).toEqual({ kind: 'used' });
    office.accounts.confirmByLink(EMAIL);
    expect([...office.accounts.confirmed.keys()]).toEqual([EMAIL]);
  });

  it('restarted before it was sent: the provisional password is not spent and serves again', async () => {
    const { office, rig } = await atIdentity();
    office.next('activate', { kind: 'cut' });
    await rig.act(CHOSEN);
    await rig.stop();
    await rig.start();
    await toActivate(rig);
    await rig.act(SHOWN);
    await rig.act(CHOSEN);
    rig.screen('activated-pending');
    expect(office.accounts.mails).toHaveLength(1);
  });

  it('and a visitor who walks away leaves nothing behind', async () => {
    const pair = await atIdentity();
    const { office, rig } = pair;
    office.next('activate', { kind: 'cut' });
    await send(pair);
    await rig.time.advance(90_000);
    rig.screen('attract');
    expect(rig.wipes).toBe(1);
    await rig.act(CHOSEN);
    rig.screen('attract');
    expect(bodies(office, 'activate')).toHaveLength(1);
  });
});
