import { Inbox } from '../../test/support/fakes/inbox.ts';
import { startDemoEnvironment, type DemoEnvironment } from '../../tools/demo/demo-environment.ts';
import type { ReceivedMail } from '../../tools/demo/mail-server.ts';
import type { ReceivedSms } from '../../tools/demo/sms-gateway.ts';
import type { Messages } from '../../tools/tour/journeys.ts';
import { launchKiosk } from '../../tools/tour/launch-kiosk.ts';
import { standBack, standUp } from './stand-back.ts';
import { collectTaps } from './tap-collector.ts';
import { TimedDriver } from './timed-driver.ts';

/** What a bench does at a kiosk. */
export interface Walk {
  /** Folder for its data. */
  readonly folder: string;
  /** Members of head office, instead of the demonstration's. */
  readonly membersFile?: string;
  /** True: head office, which runs here, stands back behind the kiosk. In a branch it is another machine. */
  readonly standsBack?: boolean;
  /** Called with the milliseconds of each tap that led to another screen. */
  readonly onTap?: (screen: string, milliseconds: number) => void;
  readonly walk: (kiosk: TimedDriver, messages: Messages, environment: DemoEnvironment) => Promise<void>;
}

/** Walks at a new kiosk whose head office runs on the same machine. @returns the driver, with its times */
export async function onKiosk({
  folder,
  membersFile,
  standsBack = false,
  onTap,
  walk,
}: Walk): Promise<TimedDriver> {
  const mails = new Inbox<ReceivedMail>();
  const texts = new Inbox<ReceivedSms>();
  const environment = await startDemoEnvironment({
    folder,
    onMail: mails.put,
    onSms: texts.put,
    hub: 'in-memory',
    config: { window: { kiosk: false, width: 1080, height: 1920 } },
    ...(membersFile !== undefined && { membersFile }),
  });
  const { app, page } = await launchKiosk([`--config=${environment.configFile}`]);
  await collectTaps(page);
  // The driver's own script is compiled when it first waits in a document: not during a visitor's first tap.
  await page.waitForFunction(() => document.querySelector('[data-screen="attract"]') !== null);
  const kiosk = new TimedDriver(page, (screen, milliseconds) => {
    onTap?.(screen, milliseconds);
    return Promise.resolve();
  });
  const messages: Messages = {
    nextMail: (to, holds = /^/u) => mails.next((mail) => mail.to === to && holds.test(mail.text), 20_000),
    nextSms: (to) => texts.next((sms) => sms.to === to, 20_000),
  };
  try {
    // After the launch: what is started here has the priority of this process.
    if (standsBack) standBack();
    await walk(kiosk, messages, environment);
    return kiosk;
  } finally {
    if (standsBack) standUp();
    await app.close();
    await environment.close();
  }
}
