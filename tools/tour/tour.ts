/**
 * Walks through the journeys in the built application like a member, in both orientations, and keeps a picture of
 * every screen. `--json` prints one object instead of lines; `--out=FOLDER` sets the folder of pictures.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Inbox } from '../../test/support/fakes/inbox.ts';
import { closeEye } from '../../test/support/pictures/recognise-picture.ts';
import { startDemoEnvironment, type ConfigFile, type DemoEnvironment } from '../demo/demo-environment.ts';
import type { DemoHub } from '../demo/demo-hub.ts';
import { DEMO_CAST } from '../demo/demo-members.ts';
import { letterWithCode } from '../demo/read-letter.ts';
import { castHints, mailHint, smsHint } from '../demo/hints.ts';
import type { ReceivedMail } from '../demo/mail-server.ts';
import type { ReceivedSms } from '../demo/sms-gateway.ts';
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
import { KioskDriver } from './kiosk-driver.ts';
import { futureDates } from './future-dates.ts';
import { countTouches } from './touch-counter.ts';
import { memberSpace } from './space-journeys.ts';
import { launchKiosk } from './launch-kiosk.ts';
import { MemberPhone } from './member-phone.ts';
import { DEAD_WEB_FOLDER, rememberSilence } from './overdue-updates.ts';
import { firstPaint } from './tap-timer.ts';
import {
  countedJourney,
  missingScreens,
  overGoal,
  timesLine,
  type TourReport,
  type TourStep,
  journeyLines,
  type TourJourney,
} from './tour-report.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const ORIENTATIONS = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
} as const;

/** Seconds without a touch before the tour's kiosk shows its warning. */
const IDLE_AFTER = 4;

const json = process.argv.includes('--json');
const out = path.resolve(
  process.argv.find((arg) => arg.startsWith('--out='))?.slice(6) ?? path.join(ROOT, '.demo', 'tour'),
);
const say = (line: string): void => {
  if (!json) console.log(line);
};

const steps: TourStep[] = [];
const loginsAtHome: string[] = [];
/** Dates in the future on screens about the past. */
const datedAhead: string[] = [];
const journeys = new Map<TourJourney['id'], TourJourney>();

/** Keeps what the last visit took; the first orientation counts, since both have the same screens. */
function keepCount(id: TourJourney['id'], { lastVisit }: KioskDriver): void {
  if (!journeys.has(id)) journeys.set(id, countedJourney(id, lastVisit));
}

type Orientation = keyof typeof ORIENTATIONS;

/** Runs a part of the tour on a new kiosk with new data. */
async function onKiosk(
  orientation: Orientation,
  around: { hub: 'in-memory' | 'none'; config?: Partial<ConfigFile>; before?: (dataDir: string) => void },
  walk: (
    kiosk: KioskDriver,
    note: (screen: string, ms: number) => Promise<void>,
    messages: Messages,
    environment: DemoEnvironment,
  ) => Promise<void>,
): Promise<void> {
  const mails = new Inbox<ReceivedMail>();
  const texts = new Inbox<ReceivedSms>();
  const messages: Messages = {
    nextMail: (to, holds = /^/u) => mails.next((mail) => mail.to === to && holds.test(mail.text)),
    nextSms: (to) => texts.next((sms) => sms.to === to),
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'borne-tour-'));
  const environment = await startDemoEnvironment({
    folder,
    onMail: (mail) => {
      mails.put(mail);
      say(mailHint(mail));
    },
    onSms: (sms) => {
      texts.put(sms);
      say(smsHint(sms));
    },
    onHub: say,
    hub: around.hub,
    config: { window: { kiosk: false, ...ORIENTATIONS[orientation] }, ...around.config },
  });
  around.before?.(environment.dataDir);
  const { app, page } = await launchKiosk([`--config=${environment.configFile}`]);
  await countTouches(page);
  const note = async (screen: string, ms: number): Promise<void> => {
    const text = await page.locator('body').innerText();
    for (const date of futureDates(screen, text, Date.now())) datedAhead.push(`${screen}: ${date}`);
    const name = `${orientation}-${String(steps.length + 1).padStart(3, '0')}-${screen}.png`;
    const file = path.join(out, name);
    await page.screenshot({ path: file });
    steps.push({ screen, ms: Math.round(ms * 10) / 10, screenshot: path.relative(ROOT, file) });
    say(`${orientation.padEnd(10)} ${screen.padEnd(18)} ${ms.toFixed(1).padStart(7)} ms`);
  };
  try {
    await walk(new KioskDriver(page, note), note, messages, environment);
  } catch (error) {
    await page.screenshot({ path: path.join(out, `${orientation}-fault.png`) });
    throw error;
  } finally {
    await app.close();
    await environment.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function tour(orientation: Orientation): Promise<void> {
  say(`\n${orientation}: head office and kiosk start …`);
  await onKiosk(orientation, { hub: 'in-memory' }, async (kiosk, note, messages, { hub }) => {
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
    await firstConnection(kiosk, messages, { member: DEMO_CAST.emailOnly, scanned: true });
    keepCount('first-connection-card-scanned', kiosk);
    await withoutLine(kiosk, hub);
  });
  const impatient = { session: { warnAfterSeconds: IDLE_AFTER } };
  await onKiosk(orientation, { hub: 'none', config: impatient }, async (kiosk, note) => {
    await kiosk.control('begin').first().click();
    await kiosk.arrive('menu');
    const from = performance.now();
    await kiosk.arrive('idle-warning');
    await note('idle-warning', Math.max(0, performance.now() - from - IDLE_AFTER * 1000));
  });
  const silent = { config: { updates: DEAD_WEB_FOLDER }, before: rememberSilence };
  await onKiosk(orientation, { hub: 'none', ...silent }, async (kiosk, note) => {
    await kiosk.arrive('attract');
    await kiosk.page.locator('[data-notice="updates-overdue"]').waitFor();
    await note('attract-updates-overdue', await firstPaint(kiosk.page));
  });
  const broken = { members: { file: '' } };
  await onKiosk(orientation, { hub: 'none', config: broken }, async (kiosk, note) => {
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
  for (const orientation of Object.keys(ORIENTATIONS) as Orientation[]) await tour(orientation);
} catch (error) {
  fault = error;
} finally {
  await closeEye();
}
const missing = missingScreens(steps);
const over = overGoal([...journeys.values()]);
const report: TourReport = {
  ok:
    fault === null &&
    missing.length === 0 &&
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
if (datedAhead.length > 0) console.error(`Dated in the future: ${datedAhead.join(', ')}`);
if (fault !== null) console.error(fault);
process.exitCode = report.ok ? 0 : 1;
