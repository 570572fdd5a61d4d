import { forEachChannel } from '../../../src-shared/values/contact/channel.ts';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../src-main/clock/clock.ts';
import { systemTimers, type Timers } from '../../../src-main/clock/timers.ts';
import type { Database } from 'better-sqlite3';
import { Dispatcher } from '../../../src-main/delivery/dispatcher.ts';
import type { MailFiles } from '../../../src-main/delivery/mail-files.ts';
import { mailTransport } from '../../../src-main/delivery/email-channel.ts';
import type { Delivery } from '../../../src-main/delivery/channels.ts';
import type { Outbox, SettledState } from '../../../src-main/delivery/outbox.ts';
import { mailSettingsSchema, smsSettingsSchema } from '../../../src-main/delivery/settings.ts';
import { smsTransport } from '../../../src-main/delivery/sms-channel.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { DEMO_SMS_TEMPLATE } from '../../../tools/demo/sms-gateway.ts';
import { Inbox } from '../../support/fakes/inbox.ts';
import { KeptLog, openOutbox } from '../../support/outbox-fixture.ts';

/** The wall clock, unaltered. */
export const WALL: Clock = { now: () => Date.now(), toWall: (steady) => steady };

/** A clock and timers that run faster than life: the waits of the dispatcher, not those of the network. */
function fastTime(factor: number): Clock & Timers {
  const start = Date.now();
  return {
    now: () => Math.round(start + (Date.now() - start) * factor),
    toWall: (steady) => steady,
    after: (milliseconds, call) => systemTimers.after(milliseconds / factor, call),
  };
}

/** What a rig is connected to; a channel without a server has no transport. */
export interface RigOptions {
  /** File of an earlier rig, to be taken up again. */
  readonly file?: string;
  /** Settings besides host, port and sender. */
  readonly mail?: { readonly port: number } & Record<string, unknown>;
  readonly mailFiles?: MailFiles;
  readonly sms?: { readonly url: string } & Record<string, unknown>;
  /** How many times faster than life the dispatcher waits; 1 by default. */
  readonly speed?: number;
}

/** Outbox, dispatcher and real transports over a journal on disk. */
export interface Rig {
  readonly file: string;
  readonly journal: Database;
  readonly outbox: Outbox;
  readonly dispatcher: Dispatcher;
  readonly log: KeptLog;
  /** Adds a delivery and has it sent. @returns its id */
  readonly post: (delivery: Delivery, expiresAt?: number | null) => string;
  /** Waits for the end of a delivery. */
  readonly settled: (id: string) => Promise<SettledState>;
  /** Waits until a delivery has failed that many times. @returns the last fault */
  readonly failed: (id: string, times?: number) => Promise<string>;
  readonly stop: () => Promise<void>;
}

const SENDER = 'no-reply@mutuelle-servicesplus.fr';

/** Builds a rig and starts its dispatcher. */
export function openRig(options: RigOptions): Rig {
  const file = options.file ?? path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'delivery-')), 'journal.db');
  const time = fastTime(options.speed ?? 1);
  const { journal, outbox } = openOutbox(file, time);
  const log = new KeptLog();
  const faults = new Inbox<{ id: string; tries: number; fault: string }>();
  const ends = new Inbox<{ id: string; state: SettledState }>();
  const watched = {
    ...{ info: log.info, error: log.error },
    warn: (fields: Record<string, unknown>, event: string) => {
      log.warn(fields, event);
      if (event === 'delivery-postponed') faults.put(fields as { id: string; tries: number; fault: string });
    },
  };
  const mail = options.mail && mailSettingsSchema.parse({ host: '127.0.0.1', from: SENDER, ...options.mail });
  const sms =
    options.sms && smsSettingsSchema.parse({ template: DEMO_SMS_TEMPLATE, sender: 'MCRN', ...options.sms });
  const dispatcher = new Dispatcher({
    outbox,
    transports: {
      ...forEachChannel(() => null),
      email: mail
        ? mailTransport({
            settings: mail,
            clock: WALL,
            timers: systemTimers,
            ...(options.mailFiles && { files: options.mailFiles }),
          })
        : null,
      sms: sms ? smsTransport({ settings: sms, timers: systemTimers }) : null,
    },
    clock: time,
    timers: time,
    random: systemRandom,
    log: watched,
  });
  dispatcher.onSettled((id, state) => ends.put({ id, state }));
  dispatcher.start();
  return {
    file,
    journal,
    outbox,
    dispatcher,
    log,
    post: (delivery, expiresAt = null) => {
      const id = outbox.add(delivery, { memberKey: 'blind-index', expiresAt });
      dispatcher.kick();
      return id;
    },
    settled: async (id) => (await ends.next((end) => end.id === id)).state,
    failed: async (id, times = 1) =>
      (await faults.next((fault) => fault.id === id && fault.tries === times)).fault,
    stop: async () => {
      await dispatcher.stop();
      journal.close();
    },
  };
}
