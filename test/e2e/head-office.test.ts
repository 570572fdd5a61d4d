import type { Locator } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { Member } from '../../src-shared/hub-api/member.ts';
import { DEMO_CAST } from '../../tools/demo/demo-members.ts';
import { readLetter } from '../../tools/demo/read-letter.ts';
import { codeByEmail, firstConnection, TOUR_PASSWORD, withLetter } from '../../tools/tour/journeys.ts';
import { KioskDriver } from '../../tools/tour/kiosk-driver.ts';
import { codeIn, findCode } from '../support/fakes/mailbox.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { openKioskOfHub } from '../support/kiosk/open-kiosk.ts';
import { scan } from '../support/devices/scan.ts';

const { both, emailOnly, phoneOnly, neither } = DEMO_CAST;

/** Defined at home, hence known to head office alone. */
const HOME_PASSWORD = 'Falaise-Jade-82';

/** A code of the right form that no letter bears. */
const NO_CODE = 'ACDEFGHJKM';

/** From the idle screen to the pictures of the login. @returns the one to touch */
async function upToPictures(kiosk: KioskDriver, member: Member, password: string): Promise<Locator> {
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-login'), 'login');
  await kiosk.typeIdentifier(member.number);
  await kiosk.page.locator('[data-field="password"]:visible').click();
  await kiosk.page.keyboard.type(password);
  await kiosk.control('submit').click();
  await kiosk.control('picture-0').waitFor();
  return kiosk.rightPicture();
}

async function logIn(kiosk: KioskDriver, member: Member, password: string): Promise<void> {
  await kiosk.tapTo(await upToPictures(kiosk, member, password), 'space-home');
  await kiosk.leave('logout');
}

/** A login that is not let in. @returns what is said, and goes on being said */
async function refusedLogin(kiosk: KioskDriver, member: Member, password: string): Promise<string> {
  const picture = await upToPictures(kiosk, member, password);
  // People look at the pictures for longer than this program: by then the page may ask for others.
  await kiosk.page.waitForTimeout(1500);
  await picture.click();
  await alertOn(kiosk, 'login');
  await settled(kiosk);
  const said = await alertOn(kiosk, 'login');
  await kiosk.leave('leave');
  return said;
}

/** From the idle screen to the code of a member's letter. */
async function toLetterCode(kiosk: KioskDriver, member: Member): Promise<void> {
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-letter'), 'identify');
  await kiosk.identify(member.number, 'letter-code');
}

async function typeCode(kiosk: KioskDriver, code: string): Promise<void> {
  for (const character of code) await kiosk.control(`key-${character}`).click();
}

/** Asks for a letter and waits until head office has the request. */
async function askForLetter(kiosk: KioskDriver, member: Member): Promise<void> {
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-password'), 'identify');
  await kiosk.identify(member.number);
  await kiosk.tapPast(kiosk.control('choose-letter'), 'letter-requested');
  await kiosk.acceptedByHeadOffice();
  await kiosk.leave('leave');
}

/** The name as the post wants it. */
function onEnvelope({ familyName }: Member): string {
  return familyName.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
}

/** Waits until main has answered all that the page has asked for so far. */
async function settled(kiosk: KioskDriver): Promise<void> {
  await kiosk.page.evaluate(() =>
    (window as unknown as { kiosk: { act: (action: unknown) => Promise<unknown> } }).kiosk.act({
      serial: 0,
      action: { type: 'show' },
    }),
  );
}

async function alertOn(kiosk: KioskDriver, screen: string): Promise<string> {
  const alert = kiosk.page.locator(`[data-screen="${screen}"] [role="alert"]`);
  return (await alert.textContent()) ?? '';
}

describe('a kiosk with its head office', () => {
  it('a password set at the kiosk is good at home, and here without its line; one set at home is good here', async () => {
    const { kiosk, messages, texts, hub } = await openKioskOfHub();
    await firstConnection(kiosk, messages, { headOffice: true });
    expect(await hub.loginAtHome(both.number, TOUR_PASSWORD)).toMatchObject({ result: 'accepted' });
    await hub.stop();
    await logIn(kiosk, both, TOUR_PASSWORD);
    await hub.resume();
    // Another code by e-mail would have to wait a minute.
    const read = async (): Promise<string> =>
      codeIn((await texts.next(({ to, text }) => to === both.phone && findCode(text) !== null)).text);
    const atHome = await hub.setPasswordAtHome(both.number, HOME_PASSWORD, { channel: 'sms', read });
    expect(atHome).toEqual({ status: 'accepted' });
    await logIn(kiosk, both, HOME_PASSWORD);
    expect(await refusedLogin(kiosk, both, TOUR_PASSWORD), 'the former one').toMatch(/mot de passe/iu);
  });

  it('letters are asked for, printed, and used: one typed on the pad, one scanned, on a screen that axe finds good', async () => {
    const { kiosk, page, hub } = await openKioskOfHub();
    await askForLetter(kiosk, neither);
    await askForLetter(kiosk, phoneOnly);
    const letters = await Promise.all((await hub.printLetters()).map(readLetter));
    expect(letters).toHaveLength(2);
    const codeOf = (member: Member): string =>
      letters.find(({ text }) => text.includes(onEnvelope(member)))?.code ?? '';
    await kiosk.begin();
    await withLetter(kiosk, codeOf(neither));

    await toLetterCode(kiosk, phoneOnly);
    // What was typed before is taken away; the key that did it has the focus, and a scanner does not mind.
    await typeCode(kiosk, 'A');
    await kiosk.control('key-erase').click();
    await scan(page, codeOf(phoneOnly));
    await kiosk.arrive('define-password');
    await kiosk.definePassword(TOUR_PASSWORD);
    await kiosk.acceptedByHeadOffice();
    await kiosk.leave('leave');
    for (const { number } of [neither, phoneOnly])
      expect(await hub.loginAtHome(number, TOUR_PASSWORD)).toMatchObject({ result: 'accepted' });

    await toLetterCode(kiosk, phoneOnly);
    await scan(page, codeOf(phoneOnly));
    expect(await alertOn(kiosk, 'letter-code'), 'spent').toMatch(/déjà/iu);
    await kiosk.leave('leave');

    for (const driver of [kiosk, new KioskDriver(page, undefined, 'en')]) {
      await toLetterCode(driver, neither);
      expect(await axeViolations(page)).toEqual([]);
      await typeCode(driver, NO_CODE);
      await driver.control('submit').click();
      await alertOn(driver, 'letter-code');
      expect(await axeViolations(page), 'with a problem').toEqual([]);
      await driver.leave('leave');
    }
  });

  it('without its line it says what cannot be done, does the rest, and tells head office as soon as it is back', async () => {
    const { kiosk, page, messages, hub } = await openKioskOfHub({ fallback: true });
    await hub.stop();
    expect(await refusedLogin(kiosk, phoneOnly, TOUR_PASSWORD)).toMatch(/joindre le siège/iu);
    await toLetterCode(kiosk, neither);
    await typeCode(kiosk, NO_CODE);
    await kiosk.control('submit').click();
    expect(await alertOn(kiosk, 'letter-code')).toMatch(/joindre le siège/iu);
    await kiosk.leave('leave');
    await codeByEmail(kiosk, messages, emailOnly);
    await kiosk.definePassword(TOUR_PASSWORD);
    await page.locator('[data-head-office="kept"]').waitFor();

    await hub.resume();
    await kiosk.acceptedByHeadOffice();
    expect(await hub.loginAtHome(emailOnly.number, TOUR_PASSWORD)).toMatchObject({ result: 'accepted' });
  });

  it('suspended it is out of service with its decision kept, and serves again by itself once it is taken back', async () => {
    const { kiosk, page, messages, hub } = await openKioskOfHub();
    await codeByEmail(kiosk, messages, both);
    await kiosk.typePasswordTwice(TOUR_PASSWORD);
    await hub.suspendKiosk();
    await (await kiosk.rightPicture()).click();
    await kiosk.arrive('out-of-service');
    await page.getByText('Le siège a mis cette borne hors service.').waitFor();
    expect(await hub.loginAtHome(both.number, TOUR_PASSWORD)).toEqual({ result: 'wrong' });

    await hub.resumeKiosk();
    await kiosk.arrive('attract');
    expect(await hub.loginAtHome(both.number, TOUR_PASSWORD)).toMatchObject({ result: 'accepted' });
    await logIn(kiosk, both, TOUR_PASSWORD);
  });
});
