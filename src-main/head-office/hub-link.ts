import { STOP_GRACE } from '../clock/waits.ts';
import type { Database } from 'better-sqlite3';
import type { Holder } from '../../src-shared/values/holder.ts';
import type { CallAnswer, CallBody } from '../../src-shared/hub-api/hub-calls.ts';
import type { SpaceAnswer, SpaceBody, SpaceCall } from '../../src-shared/hub-api/space-calls.ts';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { SecretStore } from '../database/secret-store.ts';
import type { Vault } from '../database/vault.ts';
import type { Log } from '../log/log.ts';
import type { Random } from '../random/random.ts';
import type { EventJournal } from '../events/event-journal.ts';
import { EventOutcomes } from '../events/event-outcomes.ts';
import { EventsUp } from '../events/events-up.ts';
import type { BackgroundCall, HeadOffice, VisitorCall } from '../hub-client/head-office.ts';
import type { HubAnswer } from '../hub-client/hub-answer.ts';
import { HubClient } from '../hub-client/hub-client.ts';
import type { HubConnection, HubSettings } from '../hub-client/hub-connection.ts';
import { HubContact, type ContactSource } from '../hub-client/hub-contact.ts';
import { HubIdentity } from '../hub-client/hub-identity.ts';
import { NirKey } from '../hub-client/nir-key.ts';
import { StateTeller } from '../hub-client/state-teller.ts';
import type { SyncFault, SyncState } from '../hub-client/sync-state.ts';

/** What {@link HubLink} needs. */
export interface HubLinkDeps {
  readonly settings: HubSettings;
  /** PEM text of a private authority; null: none. */
  readonly ca: string | null;
  readonly journal: Database;
  readonly vault: Vault;
  readonly secretStore: SecretStore;
  readonly events: EventJournal;
  readonly credentials: Credentials;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  /** Makes UUIDs. */
  readonly newId: () => string;
  /** Countries to which this kiosk sends text messages; absent: it sends none. */
  readonly smsCountries?: readonly string[] | undefined;
  /** Called with each connection that can be used to ask for members. */
  readonly connected: (connection: HubConnection) => void;
  /** Called when an event is settled. */
  readonly settled: (id: string) => void;
  /** Called when head office refuses a decision of this kiosk. */
  readonly refused: (reason: string) => void;
  /** What keeps this kiosk from serving, in one word; null: nothing. */
  readonly trouble: () => string | null;
  /** Called after each contact, successful or not. */
  readonly contacted: () => void;
}

/** The kiosk's connection with head office: its identity there, the events it sends, the calls it makes. */
export class HubLink implements HeadOffice {
  readonly #deps: HubLinkDeps;
  readonly #client: HubClient;
  readonly #identity: HubIdentity;
  readonly #contact: HubContact;
  readonly #up: EventsUp;
  readonly #nirKey: NirKey;
  readonly #state: StateTeller;
  #connected: string | null = null;

  constructor(deps: HubLinkDeps) {
    const { settings, ca, timers, clock, random, audit, contacted, smsCountries } = deps;
    this.#deps = deps;
    this.#client = new HubClient({
      ...{ url: settings.url, ca, timers, random, smsCountries },
      now: () => clock.toWall(clock.now()),
    });
    this.#contact = new HubContact(clock);
    this.#nirKey = new NirKey({
      ...deps,
      ask: async () => {
        const connection = this.#identity.connection();
        return connection === null
          ? { ok: false, fault: 'not-enrolled' }
          : this.#client.call('nir-key', {}, { by: connection });
      },
    });
    this.#state = new StateTeller({
      ...deps,
      tell: async (trouble) => {
        const connection = this.#identity.connection();
        return connection === null
          ? { ok: false, fault: 'not-enrolled' }
          : this.#client.call('tell-state', { trouble }, { by: connection });
      },
    });
    this.#contact.onReport((fault) => {
      if (fault === null) {
        this.#nirKey.refresh();
        this.#state.look();
      }
      contacted();
    });
    const onEnrolled = (): void => {
      // It may be another head office than before.
      this.#nirKey.forget();
      this.#state.forget();
      audit.record('enrolled');
    };
    this.#identity = new HubIdentity({ ...deps, client: this.#client, onEnrolled });
    const outcomes = new EventOutcomes({ ...deps, onRefused: deps.refused });
    this.#up = new EventsUp({
      ...deps,
      outcomes,
      identity: this.#identity,
      client: this.#client,
      contact: this.#contact,
      enrolled: (connection) => this.#tellConnection(connection),
    });
  }

  /** Continues what earlier runs have left; enrols when necessary. */
  start(): void {
    const connection = this.#identity.connection();
    if (connection !== null) this.#tellConnection(connection);
    this.#up.kick();
  }

  /** Called when there may be a new decision. */
  kick(): void {
    this.#up.kick();
  }

  /** Called when what keeps this kiosk from serving may have changed. */
  tellState(): void {
    this.#state.look();
  }

  /** Reports a contact of the member feed; null: it succeeded. */
  reportMembersContact(fault: SyncFault | null): void {
    this.#report('members', fault);
  }

  /** Head office may have lost data: all events that still have a body are sent again. */
  resendSettled(): void {
    const count = this.#deps.events.resendSettled();
    this.#deps.log.info({ count }, 'events-told-again');
    this.#up.wake();
  }

  /** True when this kiosk was enrolled at some time. */
  isEnrolled(): boolean {
    return this.#identity.connection() !== null;
  }

  call<Name extends VisitorCall>(name: Name, body: CallBody<Name>): Promise<HubAnswer<CallAnswer<Name>>> {
    return this.#asked((by) => this.#client.call(name, body, { by }));
  }

  space<Name extends SpaceCall>(
    session: string,
    name: Name,
    body: SpaceBody<Name>,
  ): Promise<HubAnswer<SpaceAnswer<Name>>> {
    // Body and answer of this call: TypeScript cannot find them for a name that it does not know yet.
    type Answer = Promise<HubAnswer<SpaceAnswer<Name>>>;
    return this.#asked(
      (by) => this.#client.call(`space/${name as 'end'}`, body as never, { by, session }) as Answer,
    );
  }

  /** What the calls of this kiosk are made with; null: it is not enrolled. */
  connection(): HubConnection | null {
    return this.#identity.connection();
  }

  /** Calls about releases, in the background: the parts that serve visitors do not depend on them. */
  release<Name extends 'release-offer' | 'release-news'>(
    name: Name,
    body: CallBody<Name>,
  ): Promise<HubAnswer<CallAnswer<Name>>> {
    return this.#aside(name, body);
  }

  background<Name extends BackgroundCall>(
    name: Name,
    body: CallBody<Name>,
  ): Promise<HubAnswer<CallAnswer<Name>>> {
    return this.#aside(name, body);
  }

  async #aside<Name extends 'release-offer' | 'release-news' | BackgroundCall>(
    name: Name,
    body: CallBody<Name>,
  ): Promise<HubAnswer<CallAnswer<Name>>> {
    const connection = this.#identity.connection();
    if (connection === null) return { ok: false, fault: 'not-enrolled' };
    return this.#client.call(name, body, { by: connection });
  }

  holderOfNir(nir: string): Holder | null {
    return this.isEnrolled() ? this.#nirKey.holderOf(nir) : null;
  }

  /** State of the connection, without the part that only the member feed knows. */
  state(): Omit<SyncState, 'rowsBehind'> {
    const { waiting, oldest } = this.#deps.events.status();
    const { lastContact, lastFault } = this.#contact;
    return { lastContact, eventsWaiting: waiting, oldestWaiting: oldest, lastFault };
  }

  /** The latest fault that has not ended; null: no fault. */
  get lastFault(): SyncFault | null {
    return this.#contact.lastFault;
  }

  /** Code of the system or of TLS that came with it; null: none. */
  get lastCode(): string | null {
    return this.#contact.lastCode;
  }

  /** Steady moment of the last answer in this run; null: none yet. */
  get lastContact(): number | null {
    return this.#contact.lastContact;
  }

  /** Ends all calls within two seconds. What still waits is sent at the next start. */
  async stop(): Promise<void> {
    await this.#up.stop(STOP_GRACE);
    this.#client.close();
    await Promise.all([this.#nirKey.stop(), this.#state.stop()]);
  }

  async #asked<Value>(ask: (by: HubConnection) => Promise<HubAnswer<Value>>): Promise<HubAnswer<Value>> {
    const connection = this.#identity.connection();
    if (connection === null) return { ok: false, fault: 'not-enrolled' };
    const answer = await ask(connection);
    // A hub of before has not all calls: it answered all the same.
    this.#report('visitor', answer.ok || answer.fault === 'absent' ? null : answer.fault);
    return answer;
  }

  #report(source: ContactSource, fault: SyncFault | null): void {
    const isBack = fault === null && this.#contact.lastFault !== null;
    if (fault === 'not-enrolled') this.#identity.markRejected();
    this.#contact.report(source, fault);
    if (isBack) this.#up.wake();
    else if (fault === 'not-enrolled') this.#up.kick();
  }

  #tellConnection(connection: HubConnection): void {
    if (this.#connected === connection.token) return;
    this.#connected = connection.token;
    this.#deps.connected(connection);
  }
}
