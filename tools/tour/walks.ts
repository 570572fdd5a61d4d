import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { Inbox } from '../../test/support/fakes/inbox.ts';
import { startDemoEnvironment, type ConfigFile, type DemoEnvironment } from '../demo/demo-environment.ts';
import { mailHint, smsHint } from '../demo/hints.ts';
import type { ReceivedMail } from '../demo/mail-server.ts';
import type { ReceivedSms } from '../demo/sms-gateway.ts';
import { futureDates } from './future-dates.ts';
import type { Messages } from './journeys.ts';
import { KioskDriver } from './kiosk-driver.ts';
import { launchKiosk } from './launch-kiosk.ts';
import { countTouches } from './touch-counter.ts';
import type { TourStep } from './tour-report.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Sizes of the kiosk's screen. */
export const ORIENTATIONS = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
} as const;

export type Orientation = keyof typeof ORIENTATIONS;

/** Keeps a picture of what a page shows. */
export type Note = (screen: string, ms: number, page?: Page) => Promise<void>;

/** What a walk has at hand. */
export interface Walk {
  readonly kiosk: KioskDriver;
  readonly note: Note;
  readonly messages: Messages;
  readonly environment: DemoEnvironment;
}

/** What stands around the kiosk of a walk. */
export interface Around {
  readonly hub: 'in-memory' | 'none';
  readonly config?: Partial<ConfigFile>;
  readonly before?: (dataDir: string) => void;
}

/** Walks through the built application, each on a new kiosk with new data, and what was seen on them. */
export class Walks {
  readonly steps: TourStep[] = [];
  /** Dates in the future on screens about the past. */
  readonly datedAhead: string[] = [];
  readonly out: string;
  readonly say: (line: string) => void;

  /** @param out folder of the pictures */
  constructor(out: string, say: (line: string) => void) {
    this.out = out;
    this.say = say;
  }

  async onKiosk(orientation: Orientation, around: Around, walk: (at: Walk) => Promise<void>): Promise<void> {
    const { say } = this;
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
    const note: Note = (screen, ms, of = page) => this.#note(orientation, screen, ms, of);
    try {
      await walk({ kiosk: new KioskDriver(page, note), note, messages, environment });
    } catch (error) {
      await page.screenshot({ path: path.join(this.out, `${orientation}-fault.png`) });
      throw error;
    } finally {
      await app.close();
      await environment.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  async #note(orientation: Orientation, screen: string, ms: number, page: Page): Promise<void> {
    const text = await page.locator('body').innerText();
    for (const date of futureDates(screen, text, Date.now())) this.datedAhead.push(`${screen}: ${date}`);
    const name = `${orientation}-${String(this.steps.length + 1).padStart(3, '0')}-${screen}.png`;
    const file = path.join(this.out, name);
    await page.screenshot({ path: file });
    this.steps.push({ screen, ms: Math.round(ms * 10) / 10, screenshot: path.relative(ROOT, file) });
    this.say(`${orientation.padEnd(10)} ${screen.padEnd(18)} ${ms.toFixed(1).padStart(7)} ms`);
  }
}
