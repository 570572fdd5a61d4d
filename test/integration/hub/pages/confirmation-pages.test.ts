import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { confirmByLink } from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import { voidConfirmations } from '../../../../src-hub/accounts/confirmation/confirmations.ts';
import { AccountFixture, FIXTURE_START, type FixtureAccount } from '../../../support/hub/account-fixture.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';

const PUBLIC = 'https://compte.exemple.fr';

let fixture: AccountFixture;
let address = 0;

beforeAll(async () => {
  // Behind a proxy, so that each test can come from an address of its own.
  fixture = await AccountFixture.open({ settings: { HUB_BEHIND_PROXY: true, HUB_PUBLIC_URL: PUBLIC } });
});
beforeEach(() => {
  fixture.clock.now = FIXTURE_START;
  address += 1;
});
afterAll(() => fixture.close());

interface Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** Name of the page. */
  readonly kind: string | undefined;
}

async function ask(method: string, path: string, init: RequestInit = {}): Promise<Page> {
  const forwarded = { 'x-forwarded-for': `10.0.0.${address}` };
  const headers = { ...forwarded, ...(init.headers as Record<string, string> | undefined) };
  const answer = await fetch(fixture.url + path, { redirect: 'manual', ...init, method, headers });
  const html = await answer.text();
  const kind = /data-page="([a-z-]+)"/u.exec(html)?.[1];
  return { status: answer.status, html, headers: answer.headers, kind };
}

const pathOf = (token: string): string => `/compte/confirmation/${token}`;
const get = (token: string, headers: Record<string, string> = {}): Promise<Page> =>
  ask('GET', pathOf(token), { headers });

/** Sends the form of a page as a browser does. */
async function press(token: string, page: Page, headers: Record<string, string> = {}): Promise<Page> {
  const [, action] = /<form method="post" action="([^"]+)"/u.exec(page.html) ?? [];
  const [, value] = /<input type="hidden" name="page" value="([^"]+)"/u.exec(page.html) ?? [];
  if (action === undefined || value === undefined) throw new Error('the page has no form');
  const to = new URL(action, fixture.url + pathOf(token));
  return ask('POST', to.pathname + to.search, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null', ...headers },
    body: `page=${encodeURIComponent(value)}`,
  });
}

async function pending(givenName?: string): Promise<FixtureAccount> {
  return fixture.account(await fixture.member(givenName));
}

async function confirmedAt({ id }: FixtureAccount): Promise<Date | null | undefined> {
  const row = await fixture.deps.database.db
    .selectFrom('account')
    .select('confirmed_at')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.confirmed_at;
}

describe('the page of a link', () => {
  it('shows who and what, and confirms by its button alone', async () => {
    const account = await pending('Zoé');
    const token = await fixture.link(account);
    for (const method of ['HEAD', 'GET', 'GET']) {
      const { status } = await ask(method, pathOf(token));
      expect({ status, confirmed: await confirmedAt(account) }).toEqual({ status: 200, confirmed: null });
    }
    const page = await get(token);
    expect(page.kind).toBe('confirm');
    expect(page.html).toContain('Bonjour Zoé,');
    expect(page.html).toMatch(/<dd>s•••\d@exemple\.fr<\/dd>/u);
    expect(page.html).not.toContain(account.email);
    const done = await press(token, page);
    expect(done).toMatchObject({ status: 200, kind: 'done' });
    expect(await confirmedAt(account)).toEqual(new Date(FIXTURE_START));
  });

  it('says to the second press, and to later looks, that it is done', async () => {
    const account = await pending();
    const token = await fixture.link(account);
    const page = await get(token);
    await press(token, page);
    fixture.clock.now += 1000;
    expect(await press(token, page)).toMatchObject({ status: 200, kind: 'already' });
    expect(await get(token)).toMatchObject({ status: 200, kind: 'already' });
    expect(await confirmedAt(account)).toEqual(new Date(FIXTURE_START));
    expect(
      (await fixture.mails(account.email)).filter(({ kind }) => kind === 'account-confirmed'),
    ).toHaveLength(1);
  });

  it('confirms once when two devices press at once', async () => {
    const account = await pending();
    const token = await fixture.link(account);
    const page = await get(token);
    const answers = await Promise.all([press(token, page), press(token, page), press(token, page)]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['already', 'already', 'done']);
  });

  it('confirms its own account and no other', async () => {
    const [mine, neighbour] = [await pending(), await pending()];
    const [own, other] = [await fixture.link(mine), await fixture.link(neighbour)];
    const page = await get(own);
    // The form of one page does not work at the address of another.
    const [, value = ''] = /name="page" value="([^"]+)"/u.exec(page.html) ?? [];
    const crossed = await ask('POST', pathOf(other), {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `page=${value}`,
    });
    expect(crossed).toMatchObject({ status: 403, kind: 'refused' });
    expect(await press(own, page)).toMatchObject({ kind: 'done' });
    expect([await confirmedAt(mine), await confirmedAt(neighbour)]).toEqual([new Date(FIXTURE_START), null]);
  });

  it('of a person who is only insured names that person', async () => {
    const account = await fixture.account(await fixture.insured('Achille'));
    const page = await get(await fixture.link(account));
    expect(page.html).toContain('Bonjour Achille,');
  });

  it('writes names as text, whatever is in them', async () => {
    const page = await get(await fixture.link(await pending('<img src=x> & "O\'"')));
    expect(page.html).toContain('Bonjour &lt;img src=x&gt; &amp; &quot;O&#39;&quot;,');
  });
});

describe('a press', () => {
  it.each([
    ['without the hidden field', {}, ''],
    ['with another field', {}, 'page=forged'],
    ['with a form that is too long', {}, `page=${'x'.repeat(2000)}`],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, null],
    ['from a neighbour of the site', { 'sec-fetch-site': 'same-site' }, null],
    ['from another origin', { origin: 'https://ailleurs.exemple' }, null],
    ['as JSON', { 'content-type': 'application/json' }, '{"page":"x"}'],
    ['as text', { 'content-type': 'text/plain' }, 'page=x'],
  ])('%s changes nothing and says the way on', async (_, headers, body) => {
    const account = await pending();
    const token = await fixture.link(account);
    const page = await get(token);
    const [, value = ''] = /name="page" value="([^"]+)"/u.exec(page.html) ?? [];
    const answer = await ask('POST', pathOf(token), {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: body ?? `page=${value}`,
    });
    expect(answer.kind).toBe('refused');
    expect([403, 413, 415]).toContain(answer.status);
    expect(answer.html).toContain('02\u00a040\u00a089\u00a022\u00a091');
    expect(await confirmedAt(account)).toBeNull();
  });

  it.each([
    ['of a browser that tells the site', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
    ['repeated by hand', { 'sec-fetch-site': 'none' }],
    ['of an old browser', {}],
    ['with the public origin', { origin: PUBLIC }],
  ])('%s confirms', async (_, headers) => {
    const token = await fixture.link(await pending());
    expect(await press(token, await get(token), headers)).toMatchObject({ kind: 'done' });
  });
});

describe('a link that no longer works', () => {
  it('is told after 48 hours; a new mail goes to the same address, and its link works', async () => {
    const account = await pending();
    const token = await fixture.link(account);
    fixture.clock.now += 48 * HOUR - 1;
    const open = await get(token);
    expect(open.kind).toBe('confirm');
    fixture.clock.now += 1;
    expect(await press(token, open)).toMatchObject({ status: 410, kind: 'expired' });
    const expired = await get(token);
    expect(expired).toMatchObject({ status: 410, kind: 'expired' });
    expect(await fixture.mails(account.email)).toHaveLength(1);
    const sent = await press(token, expired);
    expect(sent).toMatchObject({ status: 200, kind: 'sent' });
    const mails = await fixture.mails(account.email);
    expect(mails).toHaveLength(2);
    const [, newer] = mails;
    const url = newer?.kind === 'confirm-account' ? newer.url : '';
    expect(url.startsWith(`${PUBLIC}/compte/confirmation/`)).toBe(true);
    const fresh = url.split('/').at(-1) ?? '';
    expect(await press(fresh, await get(fresh))).toMatchObject({ kind: 'done' });
    expect(await get(token)).toMatchObject({ kind: 'already' });
    expect(await press(token, expired)).toMatchObject({ kind: 'already' });
  });

  it('sends no second mail before its time, and says when', async () => {
    const account = await pending();
    const token = await fixture.link(account);
    fixture.clock.now += 50 * HOUR;
    const expired = await get(token);
    await press(token, expired);
    fixture.clock.now += 30_000;
    const early = await press(token, expired);
    expect(early).toMatchObject({ status: 429, kind: 'too-early' });
    expect(early.html).toContain('mercredi 25 novembre 2026 à 12\u00a0h\u00a001');
    for (let time = 0; time < 4; time += 1) {
      fixture.clock.now += 16 * 60_000;
      expect(await press(token, expired)).toMatchObject({ kind: 'sent' });
    }
    const last = await press(token, expired);
    expect(last.html).toContain('demain');
    expect(await fixture.mails(account.email)).toHaveLength(6);
  });

  it('asks for its button too before a new mail', async () => {
    const account = await pending();
    const token = await fixture.link(account);
    fixture.clock.now += 50 * HOUR;
    const path = `${pathOf(token)}/renvoyer`;
    const looked = await ask('GET', path);
    expect(looked.status).toBe(303);
    expect(new URL(looked.headers.get('location') ?? '', fixture.url + path).pathname).toBe(pathOf(token));
    expect(await ask('POST', path)).toMatchObject({ status: 403, kind: 'refused' });
    expect(await fixture.mails(account.email)).toHaveLength(1);
  });

  it('looks alike when it never was, was replaced, or is of no form at all', async () => {
    const account = await pending();
    const replaced = await fixture.link(account, 'en');
    await fixture.deps.database.transaction((connection) =>
      voidConfirmations(connection, account.id, new Date(fixture.clock.now)),
    );
    const random = randomBytes(32).toString('base64url');
    const odd = ['x', '..%2f..%2fetc', `${random}x`, 'é', '%00', "'%20OR%201=1--", '%ff', 'a'.repeat(500)];
    const pages = await Promise.all([replaced, random, ...odd].map((token) => get(token)));
    for (const page of pages) {
      expect(page).toMatchObject({ status: 404, kind: 'unknown' });
      expect(page.html).toBe(pages[0]?.html);
    }
    expect(await ask('GET', '/compte')).toMatchObject({ status: 404, kind: 'unknown' });
    const elsewhere = await ask('GET', `/v1/${random}%ff`);
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.html).not.toContain(random);
  });

  it('names nobody once its account is another’s', async () => {
    const holder = await fixture.member();
    const former = await fixture.account(holder, { confirmed: true });
    const token = await fixture.link(former);
    expect((await get(token)).kind).toBe('already');
    const next = await fixture.account(holder);
    expect(await confirmByLink(fixture.deps, await fixture.link(next))).toBe('confirmed');
    expect((await get(token)).kind).toBe('unknown');
  });
});

describe('languages', () => {
  it('are that of the account, else the chosen one, and the choice keeps the link', async () => {
    const account = await fixture.account(await fixture.member(), { language: 'en' });
    const token = await fixture.link(account, 'en');
    const english = await get(token, { 'accept-language': 'fr-FR' });
    expect(english.html).toContain('<html lang="en"');
    const [, change = ''] = /<nav[^>]*><a href="([^"]+)" lang="fr"/u.exec(english.html) ?? [];
    const to = new URL(change, fixture.url + pathOf(token));
    expect(to.pathname).toBe(pathOf(token));
    const french = await ask('GET', to.pathname + to.search);
    expect(french.html).toContain('<html lang="fr"');
    const done = await press(token, french);
    expect(done).toMatchObject({ kind: 'done' });
    expect(done.html).toContain('<html lang="fr"');
  });

  it('of a link that nobody has is that of the browser', async () => {
    expect((await get('none', { 'accept-language': 'de,en;q=0.8,fr;q=0.5' })).html).toContain('lang="en"');
    expect((await get('none')).html).toContain('<html lang="fr"');
  });
});

describe('every answer', () => {
  it('forbids scripts, frames, keeping, indexing and telling its address', async () => {
    const token = await fixture.link(await pending());
    const pages = [await get(token), await get('none'), await ask('POST', pathOf(token))];
    for (const { headers, html } of pages) {
      const policy = headers.get('content-security-policy') ?? '';
      for (const rule of [`default-src 'none'`, `form-action 'self'`, `frame-ancestors 'none'`])
        expect(policy).toContain(rule);
      expect(policy).not.toMatch(/unsafe|script/u);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('strict-transport-security')).toContain('max-age=');
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(html).not.toMatch(/<script|\son[a-z]+=|style="/u);
    }
  });

  it('leaves no token and no address in the log', async () => {
    const account = await pending();
    const token = await fixture.link(account);
    await press(token, await get(token));
    await get(`${token}?lang=en`);
    await ask('GET', `${pathOf(token)}/nowhere`);
    expect(fixture.log.text()).toContain('/compte/confirmation/:token');
    for (const secret of [token, token.slice(0, 12), account.email, `10.0.0.${address}`])
      expect(fixture.log.text()).not.toContain(secret);
  });

  it('is a page also when too many come from one address, or the database is away', async () => {
    const token = await fixture.link(await pending());
    address += 1;
    const pages = await Promise.all(Array.from({ length: 61 }, () => get(token)));
    const over = pages.filter(({ status }) => status === 429);
    expect(over).toHaveLength(1);
    expect(over[0]).toMatchObject({ kind: 'too-many' });
    expect(over[0]?.headers.get('retry-after')).toMatch(/^\d+$/u);
    address += 1;
    const away = await AccountFixture.open({ database: unreachable(), mailsElsewhere: false });
    const answer = await fetch(away.url + pathOf(token), { headers: { 'accept-language': 'en' } });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('Your link stays valid');
    expect(away.log.text()).not.toContain(token);
    await away.close();
  });
});

/** The database of the fixture as it is when its server is away. */
function unreachable(): AccountFixture['deps']['database'] {
  const { database } = fixture.deps;
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const db = new Proxy(database.db, {
    get: (target, name) => {
      if (name === 'getExecutor') throw refused;
      return Reflect.get(target, name) as unknown;
    },
  });
  return { ...database, db, close: () => Promise.resolve() };
}
