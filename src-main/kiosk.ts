import { SMS_COUNTRIES } from '../src-shared/values/contact/phone.ts';
import { setAgencyZone } from '../src-shared/time/zone.ts';
import { forEachChannel } from '../src-shared/values/contact/channel.ts';
import type { ActionRequest, Heartbeat } from '../src-shared/journey/action.ts';
import type { View } from '../src-shared/journey/view.ts';
import { joinAdvisers } from './advisers/join-advisers.ts';
import { KioskLimits } from './access/kiosk-limits.ts';
import { LoginFailures } from './access/login-failures.ts';
import { readTerms } from './accounts/terms-file.ts';
import type { TermsFile } from './accounts/terms.ts';
import { ActivationCodes } from './activation/activation-codes.ts';
import { Letters } from './activation/letters.ts';
import { Audit } from './audit/audit.ts';
import { ChallengeService } from './challenge/challenge-service.ts';
import { loadGlyphs } from './challenge/load-glyphs.ts';
import { loadPictograms, loadRiddles } from './challenge/load-pictograms.ts';
import { readClockMark, writeClockMark } from './database/clock-mark.ts';
import { SteadyClock } from './clock/steady-clock.ts';
import type { Timers } from './clock/timers.ts';
import type { Config } from './config/config-schema.ts';
import { commonPasswords } from '../src-shared/policy/passwords/common-passwords.ts';
import { Credentials } from './credentials/credentials.ts';
import { PasswordHasher } from './credentials/password-hasher.ts';
import { loadDataKey } from './database/data-key.ts';
import { openJournal } from './database/open-journal.ts';
import type { SecretStore } from './database/secret-store.ts';
import { Vault } from './database/vault.ts';
import type { ChannelSettings } from './delivery/settings.ts';
import { openChannels } from './delivery/channels.ts';
import { Dispatcher } from './delivery/dispatcher.ts';
import { Notices } from './delivery/notices.ts';
import { Outbox } from './delivery/outbox.ts';
import type { Services } from './journey/steps/services.ts';
import { VisitorSession } from './journey/visitor-session.ts';
import type { Display } from './journey/steps/visit.ts';
import type { Log } from './log/log.ts';
import { Maintenance } from './maintenance/maintenance.ts';
import { StaffNotices } from './staff/staff-notices.ts';
import { joinUpdates, type JoinedUpdates } from './updates/join-updates.ts';
import type { UpdatePlace } from './updates/update-place.ts';
import { WarmUp } from './warm-up.ts';
import { MemberDirectory } from './members/directory.ts';
import { printTestPage } from './printing/test-page.ts';
import { PrintQueue } from './printing/print-queue.ts';
import type { Printer } from './printing/printer.ts';
import type { Random } from './random/random.ts';
import { uuidV7Source } from './random/uuid-v7.ts';
import type { SyncTimes } from './member-feed/sync-messages.ts';
import { EventJournal } from './events/event-journal.ts';
import type { Database } from 'better-sqlite3';
import { readHubFiles } from './hub-client/hub-files.ts';
import { joinHeadOffice, type JoinedHeadOffice } from './head-office/join-head-office.ts';
import type { SyncState } from './hub-client/sync-state.ts';
import { machineSenses } from './machine-senses.ts';

/** The effects of a kiosk; everything else is made from the configuration. */
export interface KioskEdges {
  readonly time: {
    readonly wall: () => number;
    readonly monotonic: () => number;
    /** Like `monotonic`, but continues while the machine sleeps; it may be less exact. */
    readonly elapsed: () => number;
  };
  readonly timers: Timers;
  readonly random: Random;
  readonly secretStore: SecretStore;
  readonly log: Log;
  /** The device's defaults for language, text size and sound. */
  readonly display: () => Display;
  /** Wipes page, storage and clipboard after a visit. */
  readonly wipe: () => void;
  /** Module of the thread that writes the member list. */
  readonly writerThread: URL;
  /** Module of the thread that follows the feed of head office. */
  readonly syncThread: URL;
  /** Waits of that thread, when they differ from the usual ones. */
  readonly syncTimes?: SyncTimes;
  /** Machine and place, for updates. */
  readonly updates: UpdatePlace;
  /** Ends the application, or starts it again, for IT. */
  readonly machine: (to: 'restart' | 'exit') => void;
  /** Printer for receipts; null: none is configured. */
  readonly printer: Printer | null;
}

/** A running kiosk. */
export interface Kiosk {
  act(request: ActionRequest): Promise<View>;
  alive(beat: Heartbeat): void;
  onView(listener: (view: View) => void): () => void;
  /** The page cannot be kept alive: `out-of-service` is shown until somebody repairs the machine. */
  displayFailed(): void;
  /** State of the connection with head office; null: there is no head office. */
  syncState(): SyncState | null;
  /** Finishes running work and closes the databases. */
  close(): Promise<void>;
}

/**
 * Puts a kiosk together: the composition root.
 * @throws StorageUnavailable, DataKeyError, NewerDatabaseError: the kiosk cannot serve
 */
export function startKiosk(config: Config, edges: KioskEdges): Kiosk {
  const { log, random, timers, secretStore, time } = edges;
  setAgencyZone(config.timeZone);
  const { dataKey, journal, setAside, clock, vault, newId, audit } = openStore(config, edges);

  const outbox = new Outbox({ journal, vault, clock, newId });
  const events = new EventJournal({ journal, vault, clock, elapsed: time.elapsed, newId });
  events.begin();
  // With a head office, which sends the codes, no secret of a mail server or gateway is used here.
  const own: ChannelSettings = config.hub && config.hub.codesWithoutLine !== true ? {} : config;
  const channels = openChannels(own, { clock, timers });
  const dispatcher = new Dispatcher({
    outbox,
    transports: forEachChannel((channel) => channels[channel]?.transport ?? null),
    clock,
    timers,
    random,
    log,
  });
  const hasher = new PasswordHasher(config.password.hashing);
  const staff = new StaffNotices();
  if (setAside) staff.journalSetAside(setAside.file);
  const credentials = new Credentials({ journal, clock, hasher });
  const newReference = (): string => random.bytes(3).toString('hex').toUpperCase();
  const headOffice = config.hub
    ? joinHeadOffice({
        settings: config.hub,
        folder: config.dataDir,
        syncThread: edges.syncThread,
        ...(edges.syncTimes && { times: edges.syncTimes }),
        ...{ journal, vault, dataKey, secretStore, events, credentials, audit, staff },
        ...{ clock, timers, random, log, newId, newReference },
        smsCountries: own.sms?.countries,
        settled: (id) => session.settled(id),
        membersKnown: () => members.state() === 'ready',
        closureChanged: () => session.closureChanged(),
      })
    : null;
  const members = MemberDirectory.open({
    folder: config.dataDir,
    file: config.members?.file ?? null,
    ...(headOffice && { feed: headOffice.members }),
    dataKey,
    threadFile: edges.writerThread,
    random,
    clock,
    log,
    onSetAside: (file) => {
      audit.record('replica-set-aside');
      staff.replicaSetAside(file);
    },
    onRefresh: (report) => staff.membersRefreshed(report),
  });
  const printing = edges.printer && new PrintQueue({ printer: edges.printer, log });
  const advisers =
    headOffice &&
    config.hub &&
    joinAdvisers({
      ...{ journal, vault, clock, audit, events, newId, hasher, timers },
      headOffice: headOffice.link,
      syncState: () => headOffice.state(),
      messagesWaiting: () => outbox.waiting(),
      membersKnown: () => members.state() === 'ready',
      notice: () => staff.current()?.kind ?? null,
      machine: edges.machine,
      changed: () => session.refresh(),
      senses: {
        ...machineSenses(config, config.hub, time.wall, headOffice.link),
        printPage: () => printTestPage(edges.printer, config.agency.name),
      },
    });
  const services: Services = {
    agency: config.agency,
    clock,
    timers,
    journal,
    vault,
    findMember: (number) => {
      const found = members.find(number);
      return found === 'loading' ? { state: 'loading' } : { state: 'ready', member: found };
    },
    codes: new ActivationCodes({ journal, vault, clock, random, newId }),
    letters: new Letters({ journal, clock, newId }),
    outbox,
    events,
    headOffice: headOffice?.link ?? null,
    staff: advisers?.place ?? null,
    newId,
    notices: new Notices({
      outbox,
      agency: config.agency,
      channels: forEachChannel((channel) => channels[channel] !== null),
      hasHeadOffice: headOffice !== null,
    }),
    credentials,
    hasher,
    failures: new LoginFailures({ journal, clock }),
    limits: new KioskLimits({ journal, clock }),
    policy: config.password.policy,
    commonPasswords,
    audit,
    accounts: { secretQuestion: config.accounts.secretQuestion, terms: termsOf(config) },
    printing,
    app: config.app,
    senders: forEachChannel((channel) => channels[channel]?.sender ?? null),
    smsCountries: config.sms?.countries ?? SMS_COUNTRIES,
  };
  const newChallenges = (): ChallengeService => openChallenges({ clock, random });
  const session = new VisitorSession({
    services,
    times: config.session,
    scanner: config.scanner,
    panel: config.panel,
    gesture: config.staff.gesture,
    timers,
    log,
    newChallenges,
    defaults: edges.display,
    wipe: edges.wipe,
    staffNotice: () => staff.current(),
    newReference,
    closure: () => headOffice?.watch.closure ?? null,
  });
  const maintenance = new Maintenance({
    journal,
    folder: config.dataDir,
    clock,
    timers,
    log,
    members,
    onBackup: (outcome) => staff.backedUp(outcome),
    purges: [() => events.eraseSettled(), () => credentials.removeAccepted()],
  });

  let hasPainted = false;
  const updates = openUpdates(config, edges, {
    ...{ clock, headOffice, journal, vault, hasher, newChallenges },
    isVisited: () => session.isVisited,
    waiting: () => outbox.waiting() + (headOffice === null ? 0 : events.status().waiting),
    painted: () => hasPainted,
    membersKnown: () => members.state() === 'ready',
    overdue: (fault) => staff.updatesOverdue(fault),
  });

  audit.record('kiosk-started');
  if (setAside) audit.record('journal-set-aside');
  dispatcher.onSettled((id) => session.settled(id));
  printing?.onSettled((id) => session.settled(id));
  staff.onChange(() => {
    session.refreshIdle();
    headOffice?.link.tellState();
  });
  dispatcher.start();
  headOffice?.start();
  advisers?.start();
  maintenance.start();
  const warmUp = new WarmUp({ clock, timers, steps: warmUpSteps(config, hasher, newChallenges) });
  warmUp.start();
  updates?.start();
  session.onView(() => updates?.changed());

  return {
    act: async (request) => {
      if (request.action.type !== 'show') warmUp.recordTap();
      const view = await session.act(request);
      dispatcher.kick();
      headOffice?.link.kick();
      updates?.changed();
      return view;
    },
    alive: (beat) => {
      session.alive(beat);
      if (hasPainted) return;
      hasPainted = true;
      updates?.changed();
    },
    onView: (listener) => session.onView(listener),
    displayFailed: () => {
      session.hold('display');
      staff.displayLost();
    },
    syncState: () => headOffice?.state() ?? null,
    close: async () => {
      await session.close();
      printing?.stop();
      advisers?.stop();
      warmUp.stop();
      maintenance.stop();
      await updates?.stop();
      await Promise.all([dispatcher.stop(), members.close(), headOffice?.stop()]);
      writeClockMark(journal, clock.now());
      journal.close();
    },
  };
}

/** What {@link openUpdates} takes from other parts. */
interface UpdateParts {
  readonly clock: SteadyClock;
  readonly headOffice: JoinedHeadOffice | null;
  readonly journal: Database;
  readonly vault: Vault;
  readonly hasher: PasswordHasher;
  readonly newChallenges: () => ChallengeService;
  readonly isVisited: () => boolean;
  readonly waiting: () => number;
  readonly painted: () => boolean;
  readonly membersKnown: () => boolean;
  readonly overdue: (fault: string | null) => void;
}

/** @returns null when the configuration has no updates */
function openUpdates(config: Config, edges: KioskEdges, parts: UpdateParts): JoinedUpdates | null {
  if (config.updates === undefined) return null;
  const { headOffice, journal, vault, hasher, newChallenges } = parts;
  const { timers, random, log, time } = edges;
  const link = headOffice?.link ?? null;
  return joinUpdates({
    ...parts,
    settings: config.updates,
    place: edges.updates,
    dataDir: config.dataDir,
    hub: link && config.hub ? { calls: link, ca: caOf(config.hub) } : null,
    ...{ timers, random, log, elapsed: time.elapsed },
    health: () => ({
      painted: parts.painted(),
      journal: journal.open,
      members: parts.membersKnown(),
      hub:
        link === null
          ? 'none'
          : link.lastContact !== null && link.lastFault === null
            ? 'reached'
            : 'unreachable',
    }),
    selfTest: {
      journal: () =>
        journal.transaction(() => journal.prepare('SELECT count(*) FROM audit').get()).immediate(),
      vault: () => vault.open('self-test', vault.seal('self-test', 'readable')) === 'readable',
      password: async () => hasher.verify(await hasher.hash('self-test'), 'self-test'),
      challenge: () => newChallenges().issue('picture', 'fr'),
    },
  });
}

function caOf(hub: NonNullable<Config['hub']>): string | null {
  const files = readHubFiles(hub);
  return files.ok ? files.ca : null;
}

/** Opens the base of all other parts: the journal, its keys, the clock that continues from it, and the audit. */
function openStore(config: Config, { log, random, secretStore, time }: KioskEdges) {
  const folder = config.dataDir;
  // Loaded before the journal is opened: a missing key counts as lost when a database exists already.
  const allowPlainText = config.mode === 'demo' || config.allowPlainDataKey;
  const dataKey = loadDataKey({ folder, secretStore, random, allowPlainText });
  if (config.mode === 'production' && secretStore.protection === 'plain')
    log.warn({ key: 'allowPlainDataKey' }, 'data-key-in-plain-text');
  const { journal, setAside } = openJournal({ folder, clock: { now: time.wall }, log });
  const clock = new SteadyClock({ ...time, lastSeen: readClockMark(journal) });
  writeClockMark(journal, clock.now());
  const newId = uuidV7Source(clock, random);
  const audit = new Audit({ journal, clock });
  return { dataKey, journal, setAside, clock, vault: new Vault(dataKey, random), newId, audit };
}

function openChallenges(deps: { clock: SteadyClock; random: Random }): ChallengeService {
  const drawings = { pictograms: loadPictograms(), riddles: loadRiddles(), glyphs: loadGlyphs() };
  return new ChallengeService({ ...deps, ...drawings });
}

/** Steps that prepare what the first visitor would otherwise wait for. */
function warmUpSteps(
  config: Config,
  hasher: PasswordHasher,
  newChallenges: () => ChallengeService,
): readonly (() => unknown)[] {
  return [
    () => newChallenges().issue('picture', 'fr'),
    () => hasher.warmUp(),
    () => config.mail && import('nodemailer'),
    () => (config.sms ?? config.hub) && import('undici'),
    () => config.hub && import('../src-shared/hub-api/hub-calls.ts'),
    () => commonPasswords(),
  ];
}

function termsOf({ accounts }: Config): TermsFile {
  const result = readTerms(accounts);
  if (!result.ok) throw new Error(`${result.key}: expected ${result.expected}`);
  return result.terms;
}
