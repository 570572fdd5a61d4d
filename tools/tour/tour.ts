/**
 * Walks through the journeys in the built application like a member, in both orientations, and keeps a picture of
 * every screen. `--staff` walks like an adviser instead. `--json` prints one object instead of lines; `--out=FOLDER` sets
 * the folder of pictures; `--guide=docs/images`, with `--staff`, makes those of the guide of advisers anew.
 */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { closeEye } from '../../test/support/pictures/recognise-picture.ts';
import type { DemoHub } from '../demo/demo-hub.ts';
import { DEMO_CAST, othersWithEmail } from '../demo/demo-members.ts';
import { letterWithCode } from '../demo/read-letter.ts';
import { castHints } from '../demo/hints.ts';
import {
  byLetter,
  bySms,
  firstConnection,
  information,
  shutOut,
  states,
  withoutLine,
  TOUR_PASSWORD,
  withLetter,
  type Messages,
} from './journeys.ts';
import {
  activateAccount,
  askForAccount,
  confirmByCode,
  confirmByLink,
  INSURED,
  lostIdentifier,
  MEMBER,
  provisionalPassword,
  recoverByEmail,
} from './account-journeys.ts';
import type { KioskDriver } from './kiosk-driver.ts';
import { ORIENTATIONS, Walks, type Orientation } from './walks.ts';
import { StaffTour } from './staff-tour.ts';
import { memberSpace } from './space-journeys.ts';
import { MemberPhone } from './member-phone.ts';
import { DEAD_WEB_FOLDER, rememberSilence } from './overdue-updates.ts';
import { firstPaint } from './tap-timer.ts';
import {
  countedJourney,
  missingScreens,
  overGoal,
  STAFF_TOUR_SCREENS,
  timesLine,
  TOUR_SCREENS,
  type TourReport,
  journeyLines,
  type TourJourney,
} from './tour-report.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
/** Seconds without a touch before the tour's kiosk shows its warning. */
const IDLE_AFTER = 4;

const json = process.argv.includes('--json');
const out = path.resolve(
  process.argv.find((arg) => arg.startsWith('--out='))?.slice(6) ?? path.join(ROOT, '.demo', 'tour'),
);
const say = (line: string): void => {
  if (!json) console.log(line);
};

const walks = new Walks(out, say);
const { steps, datedAhead } = walks;
/** Null: the tour is that of members. */
const ofStaff = process.argv.includes('--staff')
  ? new StaffTour(walks, process.argv.find((arg) => arg.startsWith('--guide='))?.slice(8) ?? null)
  : null;
const loginsAtHome: string[] = [];
const journeys = new Map<TourJourney['id'], TourJourney>();

/** Keeps what the last visit took; the first orientation counts, since both have the same screens. */
function keepCount(id: TourJourney['id'], { lastVisit }: KioskDriver): void {
  if (!journeys.has(id)) journeys.set(id, countedJourney(id, lastVisit));
}

async function tour(orientation: Orientation): Promise<void> {
  say(`\n${orientation}: head office and kiosk start …`);
  await walks.onKiosk(orientation, { hub: 'in-memory' }, async ({ kiosk, note, messages, environment }) => {
    const { hub } = environment;
    if (hub === null) throw new Error('the tour needs head office');
    await note('attract', await firstPaint(kiosk.page));
    await kiosk.awaitMembers(DEMO_CAST.both.number);
    await firstConnection(kiosk, messages, { headOffice: true });
    keepCount('first-connection-by-email', kiosk);
    await askAtHome(hub);
    await memberSpace(kiosk, messages, hub);
    await bySms(kiosk, messages);
    keepCount('password-by-sms', kiosk);
    await byLetter(kiosk);
    const { file, code } = await letterWithCode(await hub.printLetters());
    keepLetter(file);
    await withLetter(kiosk, code);
    keepCount('password-by-letter', kiosk);
    await kiosk.begin();
    await information(kiosk);
    await kiosk.leave('leave');
    await accounts(orientation, kiosk, messages, hub);
    await states(kiosk);
    await shutOut(kiosk, messages);
    // Those of the cast have had codes a moment ago, and would have to wait for another one; the first of the others is locked out.
    const member = othersWithEmail().at(-1);
    await firstConnection(kiosk, messages, { ...(member && { member }), scanned: true });
    keepCount('first-connection-card-scanned', kiosk);
    await withoutLine(kiosk, hub);
  });
  const impatient = { session: { warnAfterSeconds: IDLE_AFTER } };
  await walks.onKiosk(orientation, { hub: 'none', config: impatient }, async ({ kiosk, note }) => {
    await kiosk.control('begin').first().click();
    await kiosk.arrive('menu');
    const from = performance.now();
    await kiosk.arrive('idle-warning');
    await note('idle-warning', Math.max(0, performance.now() - from - IDLE_AFTER * 1000));
  });
  const silent = { config: { updates: DEAD_WEB_FOLDER }, before: rememberSilence };
  await walks.onKiosk(orientation, { hub: 'none', ...silent }, async ({ kiosk, note }) => {
    await kiosk.arrive('attract');
    await kiosk.page.locator('[data-notice="updates-overdue"]').waitFor();
    await note('attract-updates-overdue', await firstPaint(kiosk.page));
  });
  const broken = { members: { file: '' } };
  await walks.onKiosk(orientation, { hub: 'none', config: broken }, async ({ kiosk, note }) => {
    await kiosk.arrive('out-of-service');
    await note('out-of-service', await firstPaint(kiosk.page));
  });
}

/** An account confirmed by its link, another by its code, and what was forgotten. */
async function accounts(
  orientation: Orientation,
  kiosk: KioskDriver,
  messages: Messages,
  hub: DemoHub,
): Promise<void> {
  const phone = await MemberPhone.open(out, orientation);
  try {
    const receipt = await askForAccount(kiosk, INSURED);
    keepCount('account-request', kiosk);
    say(`receipt    ${receipt}`);
    const { code, letter } = await provisionalPassword(hub, messages, INSURED);
    copyFileSync(letter, path.join(out, 'letter-of-account.pdf'));
    await confirmByLink(kiosk, phone, await activateAccount(kiosk, messages, INSURED, code));
  } finally {
    await phone.close();
  }
  await askForAccount(kiosk, MEMBER);
  const { code } = await provisionalPassword(hub, messages, MEMBER);
  await confirmByCode(kiosk, await activateAccount(kiosk, messages, MEMBER, code));
  keepCount('activation', kiosk);
  await recoverByEmail(kiosk, messages, INSURED);
  await lostIdentifier(kiosk, messages, MEMBER);
}

/** Logs in at home with the password that was set at the kiosk. */
async function askAtHome(hub: DemoHub): Promise<void> {
  const { result } = await hub.loginAtHome(DEMO_CAST.both.number, TOUR_PASSWORD);
  loginsAtHome.push(result);
  say(`at home    POST /v1/logins at head office: ${result}`);
}

/** Keeps the printed letter with the pictures. */
function keepLetter(file: string): void {
  copyFileSync(file, path.join(out, 'letter.pdf'));
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
say(castHints());
let fault: unknown = null;
try {
  for (const orientation of Object.keys(ORIENTATIONS) as Orientation[])
    await (ofStaff === null ? tour(orientation) : ofStaff.walk(orientation));
} catch (error) {
  fault = error;
} finally {
  await closeEye();
}
const missing = missingScreens(steps, ofStaff === null ? TOUR_SCREENS : STAFF_TOUR_SCREENS);
const barriers = ofStaff?.barriers ?? [];
const over = overGoal([...journeys.values()]);
const report: TourReport = {
  ok:
    fault === null &&
    missing.length === 0 &&
    barriers.length === 0 &&
    over.length === 0 &&
    datedAhead.length === 0 &&
    loginsAtHome.every((result) => result === 'accepted'),
  runtime: process.env['BORNE_RUNTIME'] ?? 'unknown',
  steps,
  journeys: [...journeys.values()],
  loginAtHome: loginsAtHome.at(-1) ?? 'not asked',
};
if (json) console.log(JSON.stringify(report));
else {
  say(
    `\n${journeyLines(report.journeys)}\n${timesLine(steps)}\nPictures: ${path.relative(process.cwd(), out)}`,
  );
  if (over.length > 0) say(`More than its goal: ${over.join(', ')}`);
  if (missing.length > 0) say(`Not seen: ${missing.join(', ')}`);
}
for (const barrier of barriers) console.error(`Not accessible: ${barrier}`);
if (datedAhead.length > 0) console.error(`Dated in the future: ${datedAhead.join(', ')}`);
if (fault !== null) console.error(fault);
process.exitCode = report.ok ? 0 : 1;
