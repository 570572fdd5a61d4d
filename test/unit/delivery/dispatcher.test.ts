import { forEachChannel } from '../../../src-shared/values/contact/channel.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from 'better-sqlite3';
import { Dispatcher } from '../../../src-main/delivery/dispatcher.ts';
import type { Delivery } from '../../../src-main/delivery/channels.ts';
import type { Outbox } from '../../../src-main/delivery/outbox.ts';
import type { TransportResult } from '../../../src-shared/mail/send-result.ts';
import type { Transport } from '../../../src-main/delivery/transport.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { ManualTime, settle } from '../../support/manual-time.ts';
import { codeMail, codeSms, KeptLog, noticeMail, openOutbox } from '../../support/outbox-fixture.ts';

const NOWHERE = forEachChannel(() => null);
const MEMBER = { memberKey: 'key' };
const LATER: TransportResult = { outcome: 'later', fault: 'connect' };
const ACCEPTED: TransportResult = { outcome: 'accepted' };
const NO_JITTER = { ...systemRandom, below: (bound: number) => Math.floor(bound / 2) };

/** A transport that answers as scripted and remembers what it was given and when. */
class Scripted implements Transport {
  readonly sent: { id: string; delivery: Delivery; at: number }[] = [];
  answer: (id: string, signal: AbortSignal) => Promise<TransportResult> = () => Promise.resolve(ACCEPTED);
  closed = false;
  readonly #time: ManualTime;

  constructor(time: ManualTime) {
    this.#time = time;
  }

  send(id: string, delivery: Delivery, signal: AbortSignal): Promise<TransportResult> {
    this.sent.push({ id, delivery, at: this.#time.now() });
    return this.answer(id, signal);
  }

  close(): void {
    this.closed = true;
  }
}

let time: ManualTime;
let journal: Database;
let outbox: Outbox;
let mail: Scripted;
let sms: Scripted;
let log: KeptLog;
let dispatcher: Dispatcher;
let told: [string, string][];

beforeEach(() => {
  time = new ManualTime();
  ({ journal, outbox } = openOutbox(':memory:', time));
  mail = new Scripted(time);
  sms = new Scripted(time);
  log = new KeptLog();
  dispatcher = new Dispatcher({
    outbox,
    transports: { ...NOWHERE, email: mail, sms },
    clock: time,
    timers: time,
    random: NO_JITTER,
    log,
  });
  told = [];
  dispatcher.onSettled((id, state) => told.push([id, state]));
});

afterEach(async () => {
  await dispatcher.stop();
  journal.close();
});

const add = (delivery: Delivery, validFor: number | null = 600_000): string =>
  outbox.add(delivery, { ...MEMBER, expiresAt: validFor === null ? null : time.now() + validFor });

describe('Dispatcher', () => {
  it('sends at once and tells it', async () => {
    const id = add(codeMail());
    dispatcher.start();
    await settle();
    expect(mail.sent).toEqual([{ id, delivery: codeMail(), at: time.now() }]);
    expect(outbox.state(id)).toBe('sent');
    expect(told).toEqual([[id, 'sent']]);
    expect(time.pending).toBe(0);
  });

  it('waits for the commit of the transaction in which it is kicked', async () => {
    let seen = -1;
    journal.transaction(() => {
      add(codeMail());
      dispatcher.kick();
      seen = mail.sent.length;
    })();
    expect(seen).toBe(0);
    await settle();
    expect(mail.sent).toHaveLength(1);
  });

  it('tries again after growing waits', async () => {
    mail.answer = () => Promise.resolve(LATER);
    const start = time.now();
    add(noticeMail(), null);
    dispatcher.start();
    await time.advance(3_200_000);
    expect(mail.sent.map(({ at }) => (at - start) / 1000)).toEqual([0, 2, 7, 22, 82, 382, 1282, 2182, 3082]);
  });

  it('never sends what has expired, and tells it at that moment', async () => {
    mail.answer = () => Promise.resolve(LATER);
    const id = add(codeMail());
    dispatcher.start();
    await time.advance(599_999);
    expect(told).toEqual([]);
    mail.answer = () => Promise.resolve(ACCEPTED);
    const tries = mail.sent.length;
    await time.advance(1);
    expect(told).toEqual([[id, 'expired']]);
    await time.advance(3_600_000);
    expect(mail.sent).toHaveLength(tries);
    expect(outbox.state(id)).toBe('expired');
  });

  it('does not promise minutes that have passed', async () => {
    mail.answer = () => Promise.resolve(LATER);
    add(codeMail());
    dispatcher.start();
    await time.advance(599_999);
    const promised = mail.sent.map(
      ({ delivery }) => (delivery.message as { validMinutes: number }).validMinutes,
    );
    expect(promised).toEqual([10, 10, 10, 10, 9, 4]);
  });

  it('does not send what expired while the application was not running', async () => {
    const id = add(codeMail(), 1000);
    await time.advance(1000);
    dispatcher.start();
    await settle();
    expect(mail.sent).toEqual([]);
    expect(outbox.state(id)).toBe('expired');
  });

  it('keeps the refusal of one address apart from the others', async () => {
    const bad = add(codeMail('nobody@adherent.test'));
    const good = add(codeMail());
    mail.answer = (id) =>
      Promise.resolve(id === bad ? { outcome: 'refused', fault: 'rejected-recipient' } : ACCEPTED);
    dispatcher.start();
    await settle();
    expect(told).toEqual([
      [bad, 'refused'],
      [good, 'sent'],
    ]);
  });

  it('sends one at a time in a channel, and the channels apart', async () => {
    let release: (result: TransportResult) => void = () => undefined;
    mail.answer = () => new Promise((resolve) => (release = resolve));
    add(codeMail());
    add(noticeMail());
    add(codeSms());
    dispatcher.start();
    await settle();
    expect([mail.sent.length, sms.sent.length]).toEqual([1, 1]);
    add(codeSms());
    dispatcher.kick();
    await settle();
    expect([mail.sent.length, sms.sent.length]).toEqual([1, 2]);
    release(ACCEPTED);
    await settle();
    expect(mail.sent).toHaveLength(2);
    release(ACCEPTED);
  });

  it('sends a fresh code before a backlog that has failed', async () => {
    mail.answer = () => Promise.resolve(LATER);
    for (let count = 0; count < 5; count += 1) add(noticeMail(), null);
    dispatcher.start();
    await settle();
    const release: ((result: TransportResult) => void)[] = [];
    mail.answer = () => new Promise((resolve) => release.push(resolve));
    await time.advance(2000);
    const fresh = add(codeMail());
    dispatcher.kick();
    release[0]?.(LATER);
    await settle();
    expect(mail.sent.at(-1)?.id).toBe(fresh);
    expect(mail.sent).toHaveLength(7);
    mail.answer = () => Promise.resolve(ACCEPTED);
    release[1]?.(ACCEPTED);
  });

  it('neither sends nor tells what was voided, even under way', async () => {
    const before = add(codeMail());
    outbox.void(before);
    let release: (result: TransportResult) => void = () => undefined;
    mail.answer = () => new Promise((resolve) => (release = resolve));
    const underWay = add(codeMail());
    dispatcher.start();
    await settle();
    outbox.void(underWay);
    release(ACCEPTED);
    await settle();
    expect(mail.sent.map(({ id }) => id)).toEqual([underWay]);
    expect(told).toEqual([]);
    expect(outbox.state(underWay)).toBe('voided');
  });

  it('survives a transport that throws', async () => {
    mail.answer = () => Promise.reject(new TypeError('zoe.exemple@adherent.test is no object'));
    const id = add(codeMail());
    dispatcher.start();
    await settle();
    expect(outbox.state(id)).toBe('waiting');
    expect(log.text).toContain('"class":"TypeError"');
    expect(log.text).not.toContain('zoe');
    mail.answer = () => Promise.resolve(ACCEPTED);
    await time.advance(2000);
    expect(outbox.state(id)).toBe('sent');
  });

  it('survives a listener that throws', async () => {
    dispatcher.onSettled(() => {
      throw new Error('482913');
    });
    add(codeMail());
    add(noticeMail());
    dispatcher.start();
    await settle();
    expect(mail.sent).toHaveLength(2);
    expect(log.text).not.toContain('482913');
  });

  it('refuses a row that cannot be read, and goes on', async () => {
    const broken = add(codeMail());
    journal.prepare("UPDATE outbox SET sealed = x'00' WHERE id = ?").run(broken);
    const sound = add(noticeMail());
    dispatcher.start();
    await settle();
    expect(told).toEqual([
      [broken, 'refused'],
      [sound, 'sent'],
    ]);
  });

  it('sends nothing twice when the journal cannot be written', async () => {
    const id = add(codeMail());
    add(noticeMail());
    mail.answer = () => {
      journal.pragma('query_only = ON');
      return Promise.resolve(ACCEPTED);
    };
    dispatcher.start();
    await time.advance(120_000);
    dispatcher.kick();
    await time.advance(120_000);
    expect(mail.sent.map((sent) => sent.id)).toEqual([id]);
    expect(told).toEqual([]);
    journal.pragma('query_only = OFF');
    mail.answer = () => Promise.resolve(ACCEPTED);
    await time.advance(15_000);
    expect(told[0]).toEqual([id, 'sent']);
    expect(mail.sent).toHaveLength(2);
  });

  it('lets a channel that is not configured wait and expire', async () => {
    const bare = new Dispatcher({
      outbox,
      transports: NOWHERE,
      clock: time,
      timers: time,
      random: NO_JITTER,
      log,
    });
    const id = add(codeSms());
    bare.start();
    await time.advance(599_999);
    expect(outbox.state(id)).toBe('waiting');
    await time.advance(1);
    expect(outbox.state(id)).toBe('expired');
    await bare.stop();
  });

  it('gives up a try that outlasts the closing, and keeps it for the next start', async () => {
    mail.answer = (_id, signal) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve({ outcome: 'later', fault: 'stopped' })),
      );
    const id = add(codeMail());
    dispatcher.start();
    await settle();
    const stopped = dispatcher.stop();
    await time.advance(2000);
    await stopped;
    expect(mail.closed).toBe(true);
    expect(outbox.due('email', time.now())).toMatchObject({ id, tries: 0 });
    dispatcher.kick();
    await time.advance(60_000);
    expect(mail.sent).toHaveLength(1);
  });

  it('ends a listening', async () => {
    const heard: string[] = [];
    dispatcher.onSettled((id) => heard.push(id))();
    add(codeMail());
    dispatcher.start();
    await settle();
    expect(heard).toEqual([]);
    expect(told).toHaveLength(1);
  });
});
