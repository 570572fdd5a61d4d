import { codeIn } from '../../test/support/fakes/mailbox.ts';
import { DEMO_CAST } from '../demo/demo-members.ts';
import type { DemoHub } from '../demo/demo-hub.ts';
import type { Messages } from './journeys.ts';
import { TOUR_PASSWORD } from './journeys.ts';
import type { KioskDriver } from './kiosk-driver.ts';
import { SpaceDriver } from './space-driver.ts';

const { both, emailOnly } = DEMO_CAST;

/** Matches mails with a fresh code. */
const CODE = /\b[0-9]{3}\s[0-9]{3}\b/u;

/**
 * From the idle screen to the home of the member space, for a member whose password head office knows. What waits since
 * a new password is kept.
 */
export async function enterSpace(kiosk: KioskDriver, number: string): Promise<SpaceDriver> {
  const space = await openSpace(kiosk, number);
  await space.keepAll();
  return space;
}

/** Like {@link enterSpace}, up to the question about what waits since a new password. */
async function openSpace(kiosk: KioskDriver, number: string): Promise<SpaceDriver> {
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-login'), 'login');
  await kiosk.typeIdentifier(number);
  await kiosk.login(TOUR_PASSWORD);
  const space = new SpaceDriver(kiosk);
  await space.ready();
  return space;
}

/** All screens of the member space, with their requests and answers. */
export async function memberSpace(kiosk: KioskDriver, messages: Messages, hub: DemoHub): Promise<void> {
  // The helper needs a password later.
  await hub.setPasswordAtHome(emailOnly.number, TOUR_PASSWORD, {
    channel: 'email',
    read: async () => codeIn((await messages.nextMail(emailOnly.email ?? '', CODE)).text),
  });
  const space = await openSpace(kiosk, both.number);
  await confirmWhatWaits(kiosk, space);
  await kiosk.seen('space-home');
  await lookAround(kiosk, space);
  await request(kiosk, space);
  await reportAddress(kiosk, space, messages);
  await reportSituation(kiosk, space);
  await askQuestion(kiosk, space);
  await deleteDevice(kiosk, space, messages);
  await nameHelper(kiosk, space, messages);
  await kiosk.leave('logout');
  await actForAnother(kiosk, messages);
}

/** Her password is new: her devices wait until she has confirmed each. */
async function confirmWhatWaits(kiosk: KioskDriver, space: SpaceDriver): Promise<void> {
  await kiosk.control('keep').waitFor();
  await kiosk.seen('space-home-confirm');
  await space.postpone();
  await space.keepAll();
  await kiosk.control('confirm-now').waitFor({ state: 'detached' });
}

async function lookAround(kiosk: KioskDriver, space: SpaceDriver): Promise<void> {
  await space.open('reimbursements');
  await kiosk.control('next-page').click();
  await space.ready();
  await kiosk.seen('space-reimbursements-next');
  await kiosk.control('show-chart').click();
  await kiosk.control('show-list').waitFor();
  await kiosk.seen('space-reimbursements-chart');
  await kiosk.control('hide-amounts').first().click();
  await kiosk.page.locator('[data-amounts="hidden"]').first().waitFor();
  await kiosk.seen('space-reimbursements-chart-hidden');
  await kiosk.control('hide-amounts').first().click();
  await space.home();
  await space.open('guarantees');
  await space.home();
  await space.open('app');
  await space.home();
}

async function request(kiosk: KioskDriver, space: SpaceDriver): Promise<void> {
  await space.open('documents');
  await space.to('space-documents', 'confirm', 'document-member-card');
  await space.to('space-documents', 'done');
  await kiosk.acceptedByHeadOffice();
  await space.startOver();
  await space.open('requests');
  await space.home();
}

async function reportAddress(kiosk: KioskDriver, space: SpaceDriver, messages: Messages): Promise<void> {
  await space.open('address');
  await space.to('space-address', 'lines', 'choose-address');
  await space.type('line-1', '12 rue de la Fiction');
  // The same button leads to the postal code, and on.
  await kiosk.control('submit').click();
  await kiosk.typeDigits('44120');
  // The code has one town; the first day is today.
  await space.to('space-address', 'recap');
  await space.to('space-address', 'code-address');
  await freshCode(kiosk, messages, both.email, 'space-address');
  await space.ready();
  await kiosk.acceptedByHeadOffice();
  await space.home();
}

async function reportSituation(kiosk: KioskDriver, space: SpaceDriver): Promise<void> {
  await space.open('situation');
  await space.to('space-situation', 'documents', 'change-retirement');
  await space.to('space-situation', 'from');
  await space.to('space-situation', 'note');
  await space.to('space-situation', 'recap');
  await space.to('space-situation', 'done');
  await kiosk.acceptedByHeadOffice();
  await space.home();
}

async function askQuestion(kiosk: KioskDriver, space: SpaceDriver): Promise<void> {
  await space.open('question');
  await space.to('space-question', 'text', 'topic-reimbursement');
  await space.type('question', 'Pourquoi une part reste-t-elle à ma charge ?');
  await space.to('space-question', 'recap');
  await space.to('space-question', 'done');
  await kiosk.acceptedByHeadOffice();
  await space.home();
}

async function deleteDevice(kiosk: KioskDriver, space: SpaceDriver, messages: Messages): Promise<void> {
  await space.open('devices');
  await space.to('space-devices', 'confirm', 'block');
  await space.to('space-devices', 'done', 'confirm');
  await space.startOver();
  await space.to('space-devices', 'confirm', 'delete');
  await space.to('space-devices', 'code', 'confirm');
  await freshCode(kiosk, messages, both.email, 'space-devices');
  await space.ready();
  await space.home();
}

async function nameHelper(kiosk: KioskDriver, space: SpaceDriver, messages: Messages): Promise<void> {
  await space.open('delegation');
  await space.to('space-delegation', 'number', 'name-helper');
  await kiosk.typeDigits(emailOnly.number);
  await space.to('space-delegation', 'family-name');
  await space.type('family-name', emailOnly.familyName);
  await space.to('space-delegation', 'scope');
  await space.to('space-delegation', 'months', 'scope-ask');
  await space.to('space-delegation', 'confirm', 'months-3');
  await space.to('space-delegation', 'code');
  await freshCode(kiosk, messages, both.email, 'space-delegation');
  await space.ready();
  await space.home();
}

/** The helper accepts the delegation, acts for the member, and gives it back. */
async function actForAnother(kiosk: KioskDriver, messages: Messages): Promise<void> {
  const space = await enterSpace(kiosk, emailOnly.number);
  await space.open('delegation');
  await space.to('space-delegation', 'code', 'accept');
  await freshCode(kiosk, messages, emailOnly.email, 'space-delegation');
  await space.ready();
  await space.startOver();
  await kiosk.tapTo(kiosk.control('act-for').first(), 'space-home');
  await kiosk.page.locator('[data-acting]').first().waitFor();
  await space.open('reimbursements');
  await space.home();
  await kiosk.control('act-for-self').first().click();
  await kiosk.page.locator('[data-acting]').first().waitFor({ state: 'detached' });
  await space.ready();
  await space.open('delegation');
  await kiosk.leave('logout');
}

/** Chooses e-mail, and types the code that arrives: its last digit leads to the end of what was asked for. */
async function freshCode(
  kiosk: KioskDriver,
  messages: Messages,
  email: string | null,
  screen: string,
): Promise<void> {
  await kiosk.control('send-email').first().click();
  const mail = await messages.nextMail(email ?? '', CODE);
  await kiosk.enterCode(codeIn(mail.text), screen, 'done');
}
