import { expect, onTestFinished } from 'vitest';
import {
  startDemoEnvironment,
  type ConfigFile,
  type DemoEnvironment,
} from '../../../tools/demo/demo-environment.ts';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import type { DemoHub } from '../../../tools/demo/demo-hub.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import type { ReceivedMail } from '../../../tools/demo/mail-server.ts';
import type { ReceivedSms } from '../../../tools/demo/sms-gateway.ts';
import { KioskDriver } from '../../../tools/tour/kiosk-driver.ts';
import { launchKiosk, type RunningKiosk } from '../../../tools/tour/launch-kiosk.ts';
import { Inbox } from '../fakes/inbox.ts';
import { migratedDatabase } from '../hub/databases/recycled-database.ts';
import { watchLateRequests } from '../late-requests.ts';
import { closeEye } from '../pictures/recognise-picture.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** The built application with its own demonstration, and a driver of its screen. */
export interface OpenKiosk extends RunningKiosk {
  readonly kiosk: KioskDriver;
  /** Files that the page has asked for after the first touch of a visit; none may be left at the end of a test. */
  readonly lateRequests: string[];
  readonly environment: DemoEnvironment;
  readonly mails: Inbox<ReceivedMail>;
  readonly texts: Inbox<ReceivedSms>;
  /** Messages in the form that the tour's journeys use. */
  readonly messages: {
    nextMail(to: string, holds?: RegExp): Promise<ReceivedMail>;
    nextSms(to: string): Promise<ReceivedSms>;
  };
}

/** Starts mail server, SMS gateway and, when asked for, head office; closed after the test. */
export async function openEnvironment(
  config: Partial<ConfigFile> = {},
  hub: HubDatabase | 'none' = 'none',
  fallback = false,
): Promise<{
  environment: DemoEnvironment;
  mails: Inbox<ReceivedMail>;
  texts: Inbox<ReceivedSms>;
}> {
  const folder = temporaryFolder();
  const mails = new Inbox<ReceivedMail>();
  const texts = new Inbox<ReceivedSms>();
  const window = { kiosk: false, width: 1080, height: 1920 };
  const environment = await startDemoEnvironment({
    folder,
    onMail: mails.put,
    onSms: texts.put,
    ...{ hub, fallback },
    config: { window, ...config },
  });
  onTestFinished(() => environment.close());
  return { environment, mails, texts };
}

/**
 * Launches the built application; closed after the test.
 * @param before is called with its data folder, which may not be there yet
 */
export async function openKiosk(
  config: Partial<ConfigFile> = {},
  before: (dataDir: string) => void = () => undefined,
): Promise<OpenKiosk> {
  const around = await openEnvironment(config);
  before(around.environment.dataDir);
  return launchIn(around);
}

/**
 * Like {@link openKiosk}, enrolled at its own head office; waits until the members have come from there.
 * @param options.fallback true: it may send codes itself while there is no line
 */
export async function openKioskOfHub(
  options: { readonly fallback?: boolean } = {},
): Promise<OpenKiosk & { readonly hub: DemoHub }> {
  const around = await openEnvironment({}, await migratedDatabase(), options.fallback);
  const { hub } = around.environment;
  if (hub === null) throw new Error('there is no head office');
  const opened = await launchIn(around);
  await opened.kiosk.awaitMembers(DEMO_CAST.both.number);
  return { ...opened, hub };
}

async function launchIn(around: Awaited<ReturnType<typeof openEnvironment>>): Promise<OpenKiosk> {
  const running = await launchKiosk([`--config=${around.environment.configFile}`]);
  const lateRequests = await watchLateRequests(running.page);
  onTestFinished(async () => {
    await running.app.close();
    await closeEye();
    expect(lateRequests, 'no touch waits for a file').toEqual([]);
  });
  const messages = {
    nextMail: (to: string, holds = /^/u) =>
      around.mails.next((mail) => mail.to === to && holds.test(mail.text)),
    nextSms: (to: string) => around.texts.next((sms) => sms.to === to),
  };
  return { ...running, ...around, lateRequests, kiosk: new KioskDriver(running.page), messages };
}
