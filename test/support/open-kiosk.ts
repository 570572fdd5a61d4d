import { onTestFinished } from 'vitest';
import {
  startDemoEnvironment,
  type ConfigFile,
  type DemoEnvironment,
} from '../../tools/demo/demo-environment.ts';
import type { ReceivedMail } from '../../tools/demo/mail-server.ts';
import type { ReceivedSms } from '../../tools/demo/sms-gateway.ts';
import { KioskDriver } from '../../tools/tour/kiosk-driver.ts';
import { launchKiosk, type RunningKiosk } from '../../tools/tour/launch-kiosk.ts';
import { Inbox } from './inbox.ts';
import { closeEye } from './recognise-picture.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The built application on a demonstration of its own, and a driver at its screen. */
export interface OpenKiosk extends RunningKiosk {
  readonly kiosk: KioskDriver;
  readonly environment: DemoEnvironment;
  readonly mails: Inbox<ReceivedMail>;
  readonly texts: Inbox<ReceivedSms>;
  /** Messages as the tour's journeys want them. */
  readonly messages: {
    nextMail(to: string): Promise<ReceivedMail>;
    nextSms(to: string): Promise<ReceivedSms>;
  };
}

/** Starts what surrounds a kiosk; it goes with the test. */
export async function openEnvironment(config: Partial<ConfigFile> = {}): Promise<{
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
    config: { window, ...config },
  });
  onTestFinished(() => environment.close());
  return { environment, mails, texts };
}

/** Launches the built application; it goes with the test. */
export async function openKiosk(config: Partial<ConfigFile> = {}): Promise<OpenKiosk> {
  const around = await openEnvironment(config);
  const running = await launchKiosk([`--config=${around.environment.configFile}`]);
  onTestFinished(async () => {
    await running.app.close();
    await closeEye();
  });
  const messages = {
    nextMail: (to: string) => around.mails.next((mail) => mail.to === to, 20_000),
    nextSms: (to: string) => around.texts.next((sms) => sms.to === to, 20_000),
  };
  return { ...running, ...around, kiosk: new KioskDriver(running.page), messages };
}
