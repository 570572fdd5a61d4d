import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../tools/demo/demo-members.ts';
import {
  byLetter,
  codeByEmail,
  bySms,
  firstConnection,
  information,
  TOUR_PASSWORD,
} from '../../tools/tour/journeys.ts';
import { openKiosk } from '../support/kiosk/open-kiosk.ts';

describe('the built application', () => {
  it('takes a member from the card number to the member space', async () => {
    const { kiosk, messages, mails, texts } = await openKiosk();
    await firstConnection(kiosk, messages);
    const notice = await mails.next((mail) => mail.to === DEMO_CAST.both.email);
    expect(notice.subject).not.toMatch(/code/iu);
    expect((await texts.next()).to).toBe(DEMO_CAST.both.phone);
  });

  it('serves the next visitor in English, by SMS, and the one after by letter', async () => {
    const { kiosk, messages, page } = await openKiosk();
    await bySms(kiosk, messages);
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await byLetter(kiosk);
    await information(kiosk);
  });

  it('keeps what was typed when a wrong picture is touched', async () => {
    const { kiosk, messages, page } = await openKiosk();
    await codeByEmail(kiosk, messages, DEMO_CAST.emailOnly);
    await kiosk.typePasswordTwice(TOUR_PASSWORD);
    const before = await page.locator('[data-action="picture-0"] img').getAttribute('src');
    await (await kiosk.wrongPicture()).click();
    await page.locator(`[data-action="picture-0"] img:not([src="${before ?? ''}"])`).waitFor();
    expect(await kiosk.screen()).toBe('define-password');
    await kiosk.tapTo(await kiosk.rightPicture(), 'password-done');
  });

  it('says the unknown number, and how many tries are left', async () => {
    const { kiosk, page } = await openKiosk();
    await kiosk.begin();
    await kiosk.tapTo(kiosk.control('open-password'), 'identify');
    await kiosk.typeDigits('99999999');
    await kiosk.control('submit').click();
    await page.getByRole('alert').waitFor();
    expect(await kiosk.screen()).toBe('identify');
  });
});
