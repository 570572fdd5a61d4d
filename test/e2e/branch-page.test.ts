import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { makeSlip } from '../../src-hub/staff/first-use.ts';
import { PAGE_IDLE } from '../../src-shared/policy/staff/branch.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';
import { openBrowser } from '../../tools/preview/open-browser.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { addAdviser, authenticatorCode, STAFF_PASSWORD } from '../support/hub/branch-staff.ts';
import { postgresqlPrograms } from '../support/hub/databases/postgresql-cluster.ts';
import { openHubRig, type HubRig, type RigClient } from '../support/hub/hub-rig.ts';

const COUNTER = { width: 1280, height: 800 };
const TABLET = { width: 768, height: 1024 };

/** Where pictures go; unset: none are made. */
const PICTURES = process.env['BRANCH_PICTURES'];

let browser: Browser;
let rig: HubRig;
let kiosks: RigClient[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  const there = postgresqlPrograms() === null ? {} : { engine: 'postgresql' as const };
  rig = await openHubRig({ ...there, now: new Date('2026-11-30T09:00:00Z') });
  kiosks = [await rig.enrol('Nantes 1'), await rig.enrol('Nantes 2')];
  await addAdviser(rig.deps, '471100');
  await addAdviser(rig.deps, '471101', { givenName: 'Dominique', familyName: 'Petit' });
});

async function newPage(options: BrowserContextOptions = { viewport: COUNTER }): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  // A rule of the policy that the page breaks shows as a message of the console.
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy'))
      throw new Error(message.text());
  });
  return page;
}

async function openPage(badge = '471100', options?: BrowserContextOptions): Promise<Page> {
  rig.clock.advance(30 * SECOND);
  const page = await newPage(options);
  await page.goto(`${rig.url}/agence`);
  expect(page.url()).toBe(`${rig.url}/agence/`);
  await page.getByLabel('Numéro de badge').fill(badge);
  await page.getByLabel('Mot de passe').fill(STAFF_PASSWORD);
  await page.getByLabel('Code de votre application').fill(authenticatorCode(rig.clock.now()));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Agence Nantes' }).waitFor();
  return page;
}

async function kioskSays(place: number, name: string, body: object): Promise<Record<string, unknown>> {
  const client = kiosks[place];
  if (client === undefined) throw new Error('no such kiosk');
  const answer = await rig.as(client).post(`/v1/branch/${name}`, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Record<string, unknown>;
}

const VISIT = { step: 'enter-code', block: null, stepFor: 0, blockFor: null, holder: null, end: null };

async function ring(place = 0, more: object = {}): Promise<string> {
  const visit = randomUUID();
  await kioskSays(place, 'visit', { ...VISIT, visit, ...more });
  const { step, block } = { ...VISIT, ...more };
  return (await kioskSays(place, 'call', { visit, step, block }))['call'] as string;
}

/** Nothing that a check of accessibility finds, nothing cut at the side; a picture, if asked for. */
async function isSound(page: Page, name: string): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over).toBeLessThanOrEqual(0);
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  const { width = 0 } = page.viewportSize() ?? {};
  await page.screenshot({ path: `${PICTURES}/${name}-${width}.png`, fullPage: true });
}

describe('the first use of a badge', () => {
  it('sets PIN, password and authenticator by the slip, and then the page opens', async () => {
    const { slip, columns } = makeSlip(rig.deps, '555000');
    const now = rig.clock.now();
    await rig.deps.database.db
      .insertInto('staff')
      .values({
        ...{ badge: '555000', given_name: 'Alix', family_name: 'Morel', role: 'lead', branch: 'Nantes' },
        ...{ pin_phc: null, password_phc: null, factor_sealed: null, setup_sealed: null, factor_step: 0 },
        ...{ ...columns, made_at: now, ready_at: null, ended_at: null, changed_at: now },
      })
      .execute();
    const page = await newPage({ viewport: TABLET });
    await page.goto(`${rig.url}/agence/`);
    await page.getByRole('button', { name: 'Première utilisation du badge' }).click();
    await page.getByLabel('Numéro de badge').fill('555000');
    await page.getByLabel('Code du papier remis').fill('AAAAA-AAAAA');
    await page.getByRole('button', { name: 'Commencer' }).click();
    await page.getByRole('alert').filter({ hasText: 'il reste 4' }).waitFor();
    await isSound(page, 'first-use-slip');
    await page.getByLabel('Code du papier remis').fill(slip.code.toLowerCase().replace('-', ' '));
    await page.getByRole('button', { name: 'Commencer' }).click();
    const secret = (await page.locator('.secret').textContent()) ?? '';
    await isSound(page, 'first-use-app');
    const fill = async (pin: string, password: string, again = password): Promise<void> => {
      await page.locator('[data-field="code"]').fill(authenticatorCode(rig.clock.now(), secret));
      for (const field of ['pin', 'pin-again']) await page.locator(`[data-field="${field}"]`).fill(pin);
      await page.locator('[data-field="new-password"]').fill(password);
      await page.locator('[data-field="new-password-again"]').fill(again);
      await page.getByRole('button', { name: 'Terminer l’installation' }).click();
    };
    await fill('123456', 'Prune-1789-verte');
    await page.getByRole('alert').filter({ hasText: 'trop simple' }).waitFor();
    await fill('290571', 'Prune-1789-verte', 'Prune-1789-vertes');
    await page.getByRole('alert').filter({ hasText: 'différentes' }).waitFor();
    await fill('740296', 'Motdepasse12!!');
    await page.getByRole('alert').filter({ hasText: 'trop courant' }).waitFor();
    await fill('740296', 'Prune-1789-verte');
    await page.getByRole('heading', { name: 'Vos codes de secours' }).waitFor();
    await isSound(page, 'first-use-recovery');
    const [recovery = ''] = await page.locator('.codes li').allTextContents();
    await page.getByRole('button', { name: 'J’ai gardé mes codes' }).click();
    await page.getByLabel('Numéro de badge').fill('555000');
    await page.getByLabel('Mot de passe').fill('Prune-1789-verte');
    await page.getByLabel('Code de votre application').fill(recovery);
    await page.getByRole('button', { name: 'Ouvrir la page' }).click();
    await page.getByRole('heading', { name: 'Agence Nantes' }).waitFor();
  });
});

describe.each([
  ['counter', COUNTER],
  ['tablet', TABLET],
])('the page on a %s', (name, viewport) => {
  it('rings for a call, says why, and one of two advisers takes it', async () => {
    const names = { family_name: 'Exemple', given_name: 'Odette', birth_date: '1941-03-07' };
    await rig.deps.database.db
      .insertInto('member')
      .values({ number: '1234567', ...names })
      .execute();
    const options = { viewport, hasTouch: viewport === TABLET };
    const [page, other] = [await openPage('471100', options), await openPage('471101', options)];
    await page.getByText('Personne n’appelle.').waitFor();
    await isSound(page, `${name}-quiet`);
    const holder = { situation: 'member', number: '1234567' };
    const call = await ring(1, { block: 'code-tries', blockFor: 30 * MINUTE, holder });
    await kioskSays(0, 'test', {
      ...{ test: randomUUID(), ago: MINUTE, badge: '471100' },
      parts: [{ part: 'printer', result: 'bad', found: 'paper-out' }],
    });
    for (const one of [page, other]) {
      await one.getByRole('heading', { name: 'Appel à Nantes 2' }).waitFor();
      expect(await one.title()).toBe('(1) Appel à Nantes 2');
      expect(await one.locator('body').textContent()).not.toContain('Odette');
    }
    await page.getByText('Test du matin à 9:00').filter({ hasText: 'Imprimante' }).waitFor();
    await page.getByText('vous pouvez rendre un essai').first().waitFor();
    await isSound(page, `${name}-call`);
    const take = page.getByRole('button', { name: 'J’y vais : Nantes 2' });
    if (viewport === TABLET) await take.tap();
    else {
      await take.focus();
      await page.keyboard.press('Enter');
    }
    await page.getByText('Adhérent : Odette Exemple').waitFor();
    await other.getByText('Camille D. y va').waitFor();
    expect(await other.locator('body').textContent()).not.toContain('Odette');
    expect(await kioskSays(1, 'call-state', { call })).toEqual({ state: 'taken', by: 'Camille D.' });
    await isSound(page, `${name}-taken`);
    expect(await page.title()).toBe('Agence Nantes');
    await page.getByRole('button', { name: 'Appel terminé' }).click();
    for (const one of [page, other]) await one.getByText('Personne n’appelle.').waitFor();
  });

  it('prints one page of help, in both languages', async () => {
    const page = await openPage('471100', { viewport });
    await page.getByRole('button', { name: 'Aide à imprimer' }).click();
    await page.getByRole('heading', { name: 'La borne au comptoir' }).waitFor();
    await isSound(page, `${name}-help`);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/gu)).toHaveLength(1);
    await page.locator('[data-action="language"]').click();
    await page.getByRole('heading', { name: 'The kiosk at the counter' }).waitFor();
    await isSound(page, `${name}-help-en`);
  });
});

describe('a page', () => {
  it('falls asleep, still rings, and opens by the password', async () => {
    const page = await openPage();
    rig.clock.advance(PAGE_IDLE);
    await page.getByRole('heading', { name: 'Page en veille' }).waitFor();
    await ring();
    await page.getByRole('heading', { name: 'Appel à Nantes 1' }).waitFor();
    expect(await page.getByRole('button', { name: /J’y vais/u }).count()).toBe(0);
    await isSound(page, 'asleep');
    await page.locator('[data-field="unlock"]').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'pas le bon' }).waitFor();
    await page.locator('[data-field="unlock"]').fill(STAFF_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'J’y vais : Nantes 1' }).click();
    await page.getByText('Vous y allez').waitFor();
  });

  it('in two tabs is left in both, and no script reads its cookie', async () => {
    const page = await openPage();
    const tab = await page.context().newPage();
    await tab.goto(`${rig.url}/agence/`);
    await tab.getByRole('heading', { name: 'Agence Nantes' }).waitFor();
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict', path: '/' });
    await tab.getByRole('button', { name: 'Fermer la page' }).click();
    for (const one of [page, tab])
      await one.getByRole('heading', { name: 'Ouvrir la page de l’agence' }).waitFor();
    await isSound(page, 'ended');
  });

  it('shows the right waits when its own clock is wrong, and says when a call is unanswered', async () => {
    const page = await newPage();
    await page.clock.install({ time: new Date('2031-01-01T00:00:00Z') });
    await page.context().clearCookies();
    rig.clock.advance(30 * SECOND);
    await page.goto(`${rig.url}/agence/`);
    await page.getByLabel('Numéro de badge').fill('471100');
    await page.getByLabel('Mot de passe').fill(STAFF_PASSWORD);
    await page.getByLabel('Code de votre application').fill(authenticatorCode(rig.clock.now()));
    await page.getByRole('button', { name: 'Ouvrir la page' }).click();
    await page.getByText('Personne n’appelle.').waitFor();
    await ring();
    await page.getByText(/^Depuis \d\ss$/u).waitFor();
    expect(await page.getByText('Sans réponse').count()).toBe(0);
    rig.clock.advance(91 * SECOND);
    await page.getByText('Sans réponse').waitFor();
  });
});
