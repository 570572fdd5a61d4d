import { onTestFinished } from 'vitest';
import type { HubSettings } from '../../../src-main/hub-client/hub-connection.ts';
import { KioskRig, type ConfigOverrides } from '../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../support/fakes/fake-head-office.ts';
import { openMailbox, type Mailbox } from '../../support/fakes/mailbox.ts';
import { openHubRig, type HubRig } from '../../support/hub/hub-rig.ts';
import { CHEAP } from '../kiosk/actions.ts';

/** A kiosk and its head office. */
export interface Pair {
  readonly office: FakeHeadOffice;
  readonly rig: KioskRig;
}

/** Opens a kiosk that is let in by a head office and knows its members. */
export async function openPair(overrides: ConfigOverrides = {}): Promise<Pair> {
  const office = await FakeHeadOffice.open();
  const rig = await openAt(office, overrides);
  await membersKnown(rig);
  return { office, rig };
}

/**
 * Opens a kiosk at a head office.
 * @param mailbox where head office's mails come in; without it, those of the kiosk alone are read
 */
export async function openAt(
  hub: HubSettings | FakeHeadOffice,
  overrides: ConfigOverrides = {},
  mailbox?: Mailbox,
): Promise<KioskRig> {
  if (!(hub instanceof FakeHeadOffice))
    return KioskRig.open({ ...CHEAP, ...overrides }, { hub, ...(mailbox && { mailbox }) });
  const { settings, sent } = hub;
  const rig = await KioskRig.open(overrides, { hub: settings, sent });
  // Codes age with the kiosk that asked for them.
  sent.now = () => rig.time.now();
  return rig;
}

/** A real hub, and the mailbox to which it sends. */
export interface SendingHub extends HubRig {
  readonly mailbox: Mailbox;
}

/** Opens both; closed after the test. */
export async function openSendingHub(): Promise<SendingHub> {
  const mailbox = await openMailbox();
  onTestFinished(() => mailbox.close());
  const settings = { HUB_MAIL_HOST: '127.0.0.1', HUB_MAIL_PORT: mailbox.port };
  return { ...(await openHubRig({ settings })), mailbox };
}

/**
 * Waits until head office has let the kiosk in and the kiosk has seen its feed, whose members may still be on their
 * way. A feed that is seen for the first time makes the kiosk send again what was answered before, so decisions are
 * only told about as a test expects after it.
 */
export async function letIn(rig: KioskRig): Promise<void> {
  await rig.until(() => rig.logged.some((line) => line.includes('members-load-anew')));
}

/** Waits until head office's members can be found. */
export async function membersKnown(rig: KioskRig): Promise<void> {
  await rig.until(() => rig.syncState().rowsBehind === 0);
  await rig.until(() => rig.logged.some((line) => line.includes('members-loaded')));
}

/** Waits, in real time, until something holds. */
export async function until(holds: () => boolean, timeout = 90_000): Promise<void> {
  const end = performance.now() + timeout;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${timeout} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Moves the kiosk's time on, a second at a time, until something holds. */
export async function later(rig: KioskRig, holds: () => boolean): Promise<void> {
  for (let second = 0; second < 4000 && !holds(); second += 1) {
    await rig.time.advance(1000);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await until(holds);
}

/** Waits until head office has answered everything that was decided here, with as many tries as it takes. */
export function allAnswered(rig: KioskRig): Promise<void> {
  return later(rig, () => rig.syncState().eventsWaiting === 0);
}

/** Waits until no fault is left. Time that moves in leaps can end a call on its way, which then comes again. */
export function faultOver(rig: KioskRig): Promise<void> {
  return later(rig, () => rig.syncState().lastFault === null);
}

/** Waits until a try has failed, with the reason. */
export function failedBy(rig: KioskRig, fault: string): Promise<void> {
  return until(() => rig.syncState().lastFault === fault);
}
