import { STOP_GRACE } from '../clock/waits.ts';
import type { Database } from 'better-sqlite3';
import type { EventReason } from '../../src-shared/hub-api/events.ts';
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
import type { HeadOffice, VisitorCall } from '../hub-client/head-office.ts';
import type { HubAnswer } from '../hub-client/hub-answer.ts';
import { HubClient } from '../hub-client/hub-client.ts';
import type { HubConnection, HubSettings } from '../hub-client/hub-connection.ts';
import { HubContact, type ContactSource } from '../hub-client/hub-contact.ts';
import { HubIdentity } from '../hub-client/hub-identity.ts';
import { NirKey } from '../hub-client/nir-key.ts';
import type { SyncFault, SyncState } from '../hub-client/sync-state.ts';

/** What a {@link HubLink} works with. */
export interface HubLinkDeps {
  readonly settings: HubSettings;
  /** PEM text of a private authority, or null. */
  readonly ca: string | null;
  /** Mark of this machine. */
  readonly machine: string;
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
  /** Told with each connection under which members may be asked for. */
  readonly connected: (connection: HubConnection) => void;
  /** Told when an event is settled. */
  readonly settled: (id: string) => void;
  /** Told when head office refuses a decision that was made here. */
  readonly refused: (reason: EventReason) => void;
  /** Told after each contact, good or bad. */
  readonly contacted: () => void;
}

/** This kiosk's side of the line to head office: who it is there, what it tells, what it asks. */
export class HubLink implements HeadOffice {
  readonly #deps: HubLinkDeps;
  readonly #client: HubClient;
  readonly #identity: HubIdentity;
  readonly #contact: HubContact;
  readonly #up: EventsUp;
  readonly #nirKey: NirKey;
  #connected: string | null = null;

  constructor(deps: HubLinkDeps) {
    const { settings, ca, machine, timers, clock, audit, contacted } = deps;
    this.#deps = deps;
    this.#client = new HubClient({ url: settings.url, ca, machine, timers });
    this.#contact = new HubContact(clock);
    this.#nirKey = new NirKey({
      ...deps,
      ask: async () => {
        const connection = this.#identity.connection();
        return connection === null
          ? { ok: false, fault: 'not-enrolled' }
          : this.#client.call('nir-key', {}, connection);
      },
    });
    this.#contact.onReport((fault) => {
      if (fault === null) this.#nirKey.refresh();
      contacted();
    });
    const onEnrolled = (): void => {
      // It may be another head office than before.
      this.#nirKey.forget();
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

  /** Takes up what earlier runs have left; enrols if need be. */
  start(): void {
    const connection = this.#identity.connection();
    if (connection !== null) this.#tellConnection(connection);
    this.#up.kick();
  }

  /** Says that there may be a new decision. */
  kick(): void {
    this.#up.kick();
  }

  /** How the members' side of the line fares. */
  membersContact(fault: SyncFault | null): void {
    this.#report('members', fault);
  }

  /** Head office may have forgotten what it knew: all that can still be told is told again. */
  tellAgain(): void {
    const count = this.#deps.events.resendSettled();
    this.#deps.log.info({ count }, 'events-told-again');
    this.#up.wake();
  }

  /** True when this kiosk has been let in at some time. */
  isEnrolled(): boolean {
    return this.#identity.connection() !== null;
  }

  call<Name extends VisitorCall>(name: Name, body: CallBody<Name>): Promise<HubAnswer<CallAnswer<Name>>> {
    return this.#asked((token) => this.#client.call(name, body, { token }));
  }

  space<Name extends SpaceCall>(
    session: string,
    name: Name,
    body: SpaceBody<Name>,
  ): Promise<HubAnswer<SpaceAnswer<Name>>> {
    // The body and the answer of this name, which the types of the table cannot tell of a name yet unknown.
    type Answer = Promise<HubAnswer<SpaceAnswer<Name>>>;
    return this.#asked(
      (token) => this.#client.call(`space/${name as 'end'}`, body as never, { token, session }) as Answer,
    );
  }

  holderOfNir(nir: string): Holder | null {
    return this.isEnrolled() ? this.#nirKey.holderOf(nir) : null;
  }

  /** How things stand, without what only the members' side knows. */
  state(): Omit<SyncState, 'rowsBehind'> {
    const { waiting, oldest } = this.#deps.events.status();
    const { lastContact, lastFault } = this.#contact;
    return { lastContact, eventsWaiting: waiting, oldestWaiting: oldest, lastFault };
  }

  /** The latest fault that has not ended; null while all is well. */
  get lastFault(): SyncFault | null {
    return this.#contact.lastFault;
  }

  /** Steady moment of the last answer; null before the first of this run. */
  get lastContact(): number | null {
    return this.#contact.lastContact;
  }

  /** Ends all requests, within two seconds; what is left goes at the next start. */
  async stop(): Promise<void> {
    await this.#up.stop(STOP_GRACE);
    this.#client.close();
    await this.#nirKey.stop();
  }

  async #asked<Value>(ask: (token: string) => Promise<HubAnswer<Value>>): Promise<HubAnswer<Value>> {
    const connection = this.#identity.connection();
    if (connection === null) return { ok: false, fault: 'not-enrolled' };
    const answer = await ask(connection.token);
    this.#report('visitor', answer.ok ? null : answer.fault);
    return answer;
  }

  #report(source: ContactSource, fault: SyncFault | null): void {
    const isBack = fault === null && this.#contact.lastFault !== null;
    if (fault === 'not-enrolled') this.#identity.rejected();
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
