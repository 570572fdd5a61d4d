import type { Channel, SentChannel } from '../../../src-shared/values/contact/channel.ts';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { ActionRequest, ChallengeAnswer, Action } from '../../../src-shared/journey/action.ts';
import type { Challenge } from '../../../src-shared/journey/challenge.ts';
import type { ScreenId, ScreenOf } from '../../../src-shared/journey/screens.ts';
import { viewSchema, type View } from '../../../src-shared/journey/view.ts';
import { configSchema, type Config } from '../../../src-main/config/config-schema.ts';
import { startKiosk, type Kiosk, type KioskEdges } from '../../../src-main/kiosk.ts';
import type { Log } from '../../../src-main/log/log.ts';
import type { SecretStore } from '../../../src-main/database/secret-store.ts';
import type { HubSettings } from '../../../src-main/hub-client/hub-connection.ts';
import type { SyncState } from '../../../src-main/hub-client/sync-state.ts';
import type { Printer } from '../../../src-main/printing/printer.ts';
import { systemRandom, type Random } from '../../../src-main/random/random.ts';
import { writeDemoMembers } from '../../../tools/demo/demo-members.ts';
import { DEMO_SMS_TEMPLATE } from '../../../tools/demo/sms-gateway.ts';
import { answerTo } from '../pictures/answer-riddle.ts';
import { kioskEdges } from './kiosk-edges.ts';
import type { FakeCodes } from '../fakes/fake-codes.ts';
import { codeIn, findCode, openMailbox, type Mailbox } from '../fakes/mailbox.ts';
import { ManualTime } from '../manual-time.ts';
import { recordingRandom } from '../recording-random.ts';
import { openJournalIn } from './open-journal-in.ts';
import { openSmsInbox, type SmsInbox } from '../fakes/sms-inbox.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Milliseconds between two questions of `enter-code` to head office. */
const ASKED_EVERY = 2000;

/** Longest time that the kiosk gives a running try when it closes, in milliseconds. */
const CLOSING_GRACE = 5000;

/** Overrides of the rig's configuration, by key. */
export type ConfigOverrides = Record<string, unknown>;

/** Options of a rig: its servers, and whether its kiosk is started at once. */
export interface RigServers {
  readonly mail?: Parameters<typeof openMailbox>[0];
  /** Where mails come in; its owner closes it. Default: a mailbox of the rig, made with `mail`. */
  readonly mailbox?: Mailbox;
  readonly sms?: Parameters<typeof openSmsInbox>[0];
  /** Head office; without it, members come from a file. */
  readonly hub?: HubSettings;
  /** The codes that head office sends, where it is the tests' own; else they come in at `mail` and `sms`. */
  readonly sent?: FakeCodes;
  /** Default: true. */
  readonly start?: boolean;
}

/**
 * The real kiosk without Electron: real databases, mail server and SMS gateway; only time is moved by the test. Its
 * methods do only what a page can do.
 */
export class KioskRig {
  readonly folder: string;
  readonly time: ManualTime;
  mail: Mailbox;
  readonly sms: SmsInbox;
  readonly logged: string[] = [];
  readonly pushed: View[] = [];
  wipes = 0;
  /** Replaces the secret store, which otherwise keeps plain text. */
  secretStore: SecretStore | null = null;
  /** Printer of receipts, from the next start. */
  printer: Printer | null = null;
  /** An error to throw whenever the kiosk draws a random number; null: none. */
  bug: Error | null = null;
  #kiosk: Kiosk | null = null;
  #view: View | null = null;
  #overrides: ConfigOverrides;
  /** See {@link RigServers}. */
  #sent: FakeCodes | null = null;
  /** Reads the letters of the latest anti-robot text. */
  #lastText: () => string = () => '';

  private constructor(folder: string, mail: Mailbox, sms: SmsInbox, overrides: ConfigOverrides) {
    this.folder = folder;
    this.time = new ManualTime();
    this.mail = mail;
    this.sms = sms;
    this.#overrides = overrides;
  }

  /** Opens a kiosk with the demonstration's members; closed after the test. */
  static async open(overrides: ConfigOverrides = {}, servers: RigServers = {}): Promise<KioskRig> {
    const folder = temporaryFolder();
    const [mail, sms] = await Promise.all([
      servers.mailbox ?? openMailbox(servers.mail),
      openSmsInbox(servers.sms),
    ]);
    writeDemoMembers(path.join(folder, 'members.ndjson'));
    const hub = servers.hub ? { members: undefined, hub: servers.hub } : {};
    const rig = new KioskRig(folder, mail, sms, { ...hub, ...overrides });
    rig.#sent = servers.sent ?? null;
    onTestFinished(async () => {
      await rig.stop();
      await Promise.all([servers.mailbox === undefined ? rig.mail.close() : null, rig.sms.close()]);
    });
    if (servers.start !== false) await rig.start();
    return rig;
  }

  /** Starts the kiosk on the data in the folder, and waits for the members. */
  async start(overrides: ConfigOverrides = {}): Promise<void> {
    this.#overrides = { ...this.#overrides, ...overrides };
    await this.startWith((config) => startKiosk(config, this.edges()));
  }

  /** Starts a kiosk made by the caller, such as one in its own process. */
  async startWith(make: (config: Config) => Kiosk): Promise<void> {
    this.#kiosk = make(this.config());
    this.#kiosk.onView((view) => {
      this.pushed.push(view);
      this.#view = view;
    });
    this.#view = await this.#kiosk.act({ serial: 0, action: { type: 'show' } });
  }

  /** The effects of the kiosk. */
  edges(): KioskEdges {
    const note = (level: string) => (fields: Record<string, unknown>, event: string) =>
      void this.logged.push(JSON.stringify({ level, event, ...fields }));
    const log: Log = { info: note('info'), warn: note('warn'), error: note('error') };
    const noting = recordingRandom(systemRandom);
    this.#lastText = noting.lastText;
    const random: Random = {
      bytes: (count) => noting.random.bytes(count),
      below: (bound) => {
        if (this.bug) throw this.bug;
        return noting.random.below(bound);
      },
    };
    const { time, secretStore, printer } = this;
    return kioskEdges({
      ...{ time, log, random, printer },
      ...(secretStore && { secretStore }),
      wipe: () => (this.wipes += 1),
    });
  }

  /** Closes the kiosk like the application does. */
  async stop(): Promise<void> {
    const kiosk = this.#kiosk;
    this.#kiosk = null;
    if (!kiosk) return;
    const closed = kiosk.close();
    // A try that a server delays is given up after a span of the kiosk's own time.
    const patience = setTimeout(() => void this.time.advance(CLOSING_GRACE), 1000);
    await closed;
    clearTimeout(patience);
  }

  /** Stops the mail server. */
  mailDown(): Promise<void> {
    return this.mail.close();
  }

  /** Starts the mail server again, on the same port. */
  async mailUp(): Promise<void> {
    this.mail = await openMailbox({ port: this.mail.port });
  }

  /** The checked configuration. Where a test says nothing of passwords, hashes are cheaper than it allows. */
  config(): Config {
    const config = configSchema.parse({
      mode: 'demo',
      dataDir: path.join(this.folder, 'data'),
      members: { file: path.join(this.folder, 'members.ndjson') },
      mail: { host: '127.0.0.1', port: this.mail.port, from: 'no-reply@mutuelle-servicesplus.fr' },
      sms: { url: this.sms.url, template: DEMO_SMS_TEMPLATE, sender: 'MCRN' },
      ...this.#overrides,
    });
    if ('password' in this.#overrides) return config;
    return { ...config, password: { ...config.password, hashing: { memoryKiB: 64, passes: 1, lanes: 1 } } };
  }

  /** Reads or changes the journal beside the running kiosk. */
  onJournal<Result>(work: (journal: Database) => Result): Result {
    const journal = openJournalIn(path.join(this.folder, 'data'));
    try {
      return work(journal);
    } finally {
      journal.close();
    }
  }

  /** Replaces the members file. */
  writeMembers(lines: string): void {
    writeFileSync(path.join(this.folder, 'members.ndjson'), lines);
  }

  /** The present view. */
  get view(): View {
    if (!this.#view) throw new Error('not started');
    return this.#view;
  }

  /**
   * The present screen.
   * @throws when it is another one
   */
  screen<Id extends ScreenId>(id: Id): ScreenOf<Id> {
    const { screen } = this.view;
    if (screen.id !== id) throw new Error(`expected ${id}, not ${JSON.stringify(screen)}`);
    return screen as ScreenOf<Id>;
  }

  /** Sends an action on the present view. */
  act(action: Action): Promise<View> {
    return this.send({ serial: this.view.serial, action });
  }

  /** Sends any action; the answer has to be a view. */
  async send(request: ActionRequest): Promise<View> {
    if (!this.#kiosk) throw new Error('not started');
    this.#view = viewSchema.parse(await this.#kiosk.act(request));
    return this.#view;
  }

  /** State of the connection with head office. */
  syncState(): SyncState {
    const state = this.#kiosk?.syncState();
    if (!state) throw new Error('no head office');
    return state;
  }

  /** Sends the page's heartbeat. */
  alive(touched: boolean): void {
    this.#kiosk?.alive({ touched });
  }

  /** Waits until a view fits, pushed or asked for. */
  async until(fits: (view: View) => boolean, timeout = 30_000): Promise<View> {
    const end = performance.now() + timeout;
    while (!fits(this.view)) {
      if (performance.now() > end)
        throw new Error(`not within ${timeout} ms; last: ${JSON.stringify(this.view.screen)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await this.act({ type: 'show' });
    }
    return this.view;
  }

  /** Goes from the idle screen to a member's channels. */
  async identify(number: string): Promise<void> {
    if (this.view.screen.id === 'attract') await this.act({ type: 'begin' });
    if (this.view.screen.id === 'menu') await this.act({ type: 'open', entry: 'password' });
    for (;;) {
      const { screen } = await this.#asPerson({ type: 'identify', number });
      if (screen.id !== 'identify' || screen.problem?.kind !== 'loading') return;
      // At every turn of the event loop it would take the processor from the thread that loads the members.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Chooses a channel, and goes through the anti-robot where it is asked. */
  choose(channel: Channel): Promise<View> {
    return this.#asPerson({ type: 'choose-channel', channel });
  }

  /**
   * Goes from the idle screen to `enter-code`.
   * @returns the code that arrived
   */
  async receiveCode(number: string, channel: SentChannel = 'email'): Promise<string> {
    await this.identify(number);
    const { screen } = await this.choose(channel);
    if (this.#sent !== null && screen.id === 'enter-code' && screen.line === 'up')
      return (await this.#sent.messages.next((one) => one.number === number && one.channel === channel)).code;
    const holdsCode = ({ text }: { text: string }): boolean => findCode(text) !== null;
    const message = channel === 'email' ? await this.mail.next(holdsCode) : await this.sms.next(holdsCode);
    // Head office is asked for the message's state again after seconds of the kiosk's own time.
    const patience = setInterval(() => {
      if (this.#overrides['hub'] !== undefined) void this.time.advance(ASKED_EVERY);
    }, 500);
    await this.until(({ screen }) => screen.id === 'enter-code' && screen.delivery === 'sent').finally(() => {
      clearInterval(patience);
    });
    return codeIn(message.text);
  }

  /** Sets a member's password, from the idle screen to `password-done`. */
  async setPassword(number: string, password: string): Promise<void> {
    const code = await this.receiveCode(number);
    await this.act({ type: 'enter-code', code });
    await this.act({
      type: 'define-password',
      password,
      confirmation: password,
      answer: await this.rightAnswer(),
    });
    this.screen('password-done');
  }

  /** Asks for a question and answers it with the shipped riddles. */
  async rightAnswer(): Promise<ChallengeAnswer> {
    const challenge = await this.challenge('question');
    if (challenge.way !== 'question') throw new Error('a question was asked for');
    return { way: 'question', challenge: challenge.id, typed: answerTo(challenge.question) };
  }

  /** Asks for letters and types them in lower case. */
  async readText(): Promise<ChallengeAnswer> {
    const challenge = await this.challenge('text');
    return { way: 'text', challenge: challenge.id, typed: this.#lastText().toLowerCase() };
  }

  /** Sends an action, and goes through the anti-robot where it is asked. */
  async #asPerson(action: Action): Promise<View> {
    const view = await this.act(action);
    if (view.screen.id !== 'anti-robot') return view;
    return this.act({ type: 'answer-challenge', answer: await this.rightAnswer() });
  }

  /** A wrong answer. */
  async wrongAnswer(): Promise<ChallengeAnswer> {
    const challenge = await this.challenge('question');
    return { way: 'question', challenge: challenge.id, typed: 'xylophone en bois de rose' };
  }

  /** Asks for a challenge on the present screen. */
  async challenge(way: Challenge['way']): Promise<Challenge> {
    const { screen } = await this.act({ type: 'ask-challenge', way });
    if (!('challenge' in screen) || !screen.challenge) throw new Error(`no challenge on ${screen.id}`);
    return screen.challenge;
  }
}
