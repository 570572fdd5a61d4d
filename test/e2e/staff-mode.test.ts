import { expect, it } from 'vitest';
import type { Page } from 'playwright';
import { FakeHeadOffice } from '../support/fakes/fake-head-office.ts';
import { ADVISER } from '../support/fakes/fake-staff.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { openKiosk } from '../support/kiosk/open-kiosk.ts';
import { DEFAULT_STAFF_GESTURE } from '../../src-shared/journey/staff-gesture.ts';

const screen = (page: Page, id: string) => page.locator(`[data-screen="${id}"]`).waitFor();
const press = (page: Page, action: string) => page.locator(`.staff [data-action="${action}"]`).click();

async function tapDigits(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await press(page, `key-${digit}`);
}

/** Opens staff mode by the gesture, and logs the adviser in. */
async function enter(page: Page, by: 'taps' | 'key'): Promise<void> {
  for (let count = 0; count < DEFAULT_STAFF_GESTURE.times; count += 1) {
    if (by === 'key') await page.keyboard.press(DEFAULT_STAFF_GESTURE.key);
    else await page.mouse.click(12, 12);
  }
  await screen(page, 'staff-login');
  await tapDigits(page, ADVISER.badge);
  await press(page, 'submit');
  await page.locator('[data-screen="staff-login"][data-phase="pin"]').waitFor();
  await tapDigits(page, ADVISER.pin);
  await press(page, 'submit');
  await screen(page, 'staff-home');
}

/** The adviser gives more time, and the screen back. */
async function help(page: Page): Promise<void> {
  await press(page, 'staff-assist');
  await screen(page, 'staff-assist');
  await press(page, 'act-more-time');
  await press(page, 'choose-member-asked');
  await page.locator('[data-screen="staff-assist"][data-phase="acts"] [role="status"]').first().waitFor();
  await press(page, 'staff-give-back');
}

const look = (page: Page) =>
  page.evaluate(() => ({
    lang: document.documentElement.lang,
    size: document.documentElement.dataset['textSize'],
    contrast: document.documentElement.dataset['contrast'],
  }));

it('a walk in which an adviser helps twice ends with the member’s own settings and typed text', async () => {
  const office = await FakeHeadOffice.open();
  const { page, kiosk } = await openKiosk({ members: undefined, hub: office.settings });
  await kiosk.tapTo(kiosk.control('language-en').first(), 'menu');
  await kiosk.control('text-size').first().click();
  await page.locator('html[data-text-size="large"]').waitFor();
  await kiosk.control('contrast').first().click();
  await page.locator('html[data-contrast="high"]').waitFor();
  const own = await look(page);
  await kiosk.tapTo(kiosk.control('open-login').first(), 'login');
  for (const digit of '204') await kiosk.control(`key-${digit}`).first().click();
  const typed = page.locator('[data-field="identifier"]');

  await enter(page, 'taps');
  expect(await look(page)).toEqual({ lang: 'fr', size: 'normal', contrast: 'normal' });
  expect(await axeViolations(page)).toEqual([]);
  // What the member typed is neither seen nor reached.
  expect(await typed.isVisible()).toBe(false);
  await page.keyboard.type('99');
  await help(page);
  await screen(page, 'login');
  expect(await typed.inputValue()).toBe('204');
  expect(await look(page)).toEqual(own);

  for (const digit of '17') await kiosk.control(`key-${digit}`).first().click();
  await kiosk.control('submit').first().click();
  const password = page.locator('[data-field="password"]');
  await password.fill('Rivage-Oc');

  await enter(page, 'key');
  expect(await page.locator('.staff').innerText()).not.toContain('Rivage');
  await page.keyboard.type('x');
  await help(page);
  await screen(page, 'login');
  expect(await password.inputValue()).toBe('Rivage-Oc');
  expect(await look(page)).toEqual(own);
  expect(JSON.stringify(office.staff.asked)).not.toContain('Rivage');
});

it('a member calls an adviser from the toolbar, and sees who comes', async () => {
  const office = await FakeHeadOffice.open();
  const { page, kiosk } = await openKiosk({ members: undefined, hub: office.settings });
  await kiosk.begin();
  await kiosk.control('call').first().click();
  await page.locator('[data-screen="call"][data-state="none"]').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="call-adviser"]').click();
  await page.locator('[data-screen="call"][data-state="calling"]').waitFor();
  office.staff.call = { state: 'taken', by: ADVISER.name };
  await page.locator('[data-screen="call"][data-state="taken"]').waitFor();
  expect(await page.locator('[data-screen="call"]').innerText()).toContain(ADVISER.name);
});
