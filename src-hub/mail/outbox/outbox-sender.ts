import type { TransportResult } from '../../../src-shared/mail/send-result.ts';
import { retryWait } from '../../../src-shared/policy/retry-wait.ts';
import { isDatabaseUnavailable } from '../../database/unavailable.ts';
import { describeFault } from '../../basics/describe-fault.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import {
  expireMessages,
  nextDueAt,
  postponeMessage,
  settleMessage,
  takeMessage,
  type OutboxTable,
  type TakenMessage,
} from './outbox-queue.ts';
import { Sleep } from './sleep.ts';
import { SECOND } from '../../../src-shared/time/units.ts';

/** Longest time between two looks at the outbox, in milliseconds: a notification can be lost. */
const LOOK_EVERY = 30 * SECOND;

/** Shortest time, in milliseconds: another hub may hold all messages that are due. */
const LOOK_AGAIN = 250;

/** Wait before the next try when the database is away, in milliseconds. */
const DATABASE_WAIT = 2000;

/** Time that messages in progress get when the hub stops, in milliseconds. */
const STOP_GRACE = 5000;

/** How the messages of one table are sent. */
export interface OutboxTransport {
  /** Most messages at a time. */
  readonly atOnce: number;
  /** Longest try, in milliseconds; shorter than `LEASE`. */
  readonly tryTimeout: number;
  /**
   * Makes one try.
   * @returns `ended`: its content is no longer valid
   */
  send(
    taken: TakenMessage,
    stop: AbortSignal,
    limit: AbortSignal,
  ): Promise<TransportResult | { readonly outcome: 'ended' }>;
  close(): void;
}

/**
 * Sends the messages of one table of the outbox. Several hubs on one database share the work; one at a time sends a
 * message. Each is sent at least once: if a hub dies after the server accepted it and before that is stored, it goes
 * again under the same id.
 */
export class OutboxSender {
  readonly #deps: HubDeps;
  readonly #table: OutboxTable;
  readonly #transport: OutboxTransport | null;
  readonly #sleep = new Sleep();
  readonly #giveUp = new AbortController();
  readonly #onTheirWay = new Set<Promise<void>>();
  readonly #running: Promise<void>;

  /** Starts to send, until the hub stops. @param transport null: messages wait and expire */
  constructor(deps: HubDeps, table: OutboxTable, transport: OutboxTransport | null) {
    this.#deps = deps;
    this.#table = table;
    this.#transport = transport;
    deps.stopping.addEventListener('abort', () => this.#sleep.wake(), { once: true });
    this.#running = this.#run();
  }

  /** Resolves when nothing runs any more. Messages that take longer than the grace time are left for the next start. */
  async stopped(grace: number = STOP_GRACE): Promise<void> {
    const late = setTimeout(() => this.#giveUp.abort(), grace);
    await this.#running;
    clearTimeout(late);
    this.#transport?.close();
  }

  async #run(): Promise<void> {
    const { stopping } = this.#deps;
    const deaf = this.#transport === null ? null : this.#listen();
    while (!stopping.aborted) await this.#sleep.atMost(await this.#look());
    await Promise.all(this.#onTheirWay);
    await (await deaf)?.().catch(() => undefined);
  }

  /** @returns a function that stops listening; null when listening failed, so that only {@link LOOK_EVERY} wakes it */
  async #listen(): Promise<(() => Promise<void>) | null> {
    const { database, log } = this.#deps;
    try {
      const deaf = await database.listen(this.#table, () => this.#sleep.wake());
      // Messages that were posted before it listened sent no notification.
      this.#sleep.wake();
      return deaf;
    } catch (error) {
      log.warn(describeFault(error), `${this.#table}-not-heard`);
      return null;
    }
  }

  /** Starts to send all messages that are due. @returns when to look again, in milliseconds */
  async #look(): Promise<number> {
    const { database, now, log } = this.#deps;
    try {
      const expired = await expireMessages(database, this.#table, now());
      if (expired > 0) log.warn({ expired }, `${this.#table}-expired`);
      if (this.#transport === null) return LOOK_EVERY;
      const { atOnce } = this.#transport;
      while (this.#onTheirWay.size < atOnce && !this.#deps.stopping.aborted) {
        const message = await takeMessage(database, this.#table, now());
        if (message === null) break;
        this.#set(this.#send(message, this.#transport));
      }
      const next = await nextDueAt(database, this.#table);
      // At the limit, the next message that ends looks again.
      if (next === null || this.#onTheirWay.size === atOnce) return LOOK_EVERY;
      return Math.min(Math.max(next.getTime() - now().getTime(), LOOK_AGAIN), LOOK_EVERY);
    } catch (error) {
      this.#complain(error, `${this.#table}-unread`);
      return DATABASE_WAIT;
    }
  }

  #set(sending: Promise<void>): void {
    const ended = sending.finally(() => {
      this.#onTheirWay.delete(ended);
      this.#sleep.wake();
    });
    this.#onTheirWay.add(ended);
  }

  async #send(taken: TakenMessage, transport: OutboxTransport): Promise<void> {
    const result = await this.#try(taken, transport);
    if (result.outcome === 'later') await this.#postpone(taken, result.fault);
    else if (result.outcome === 'accepted') await this.#settle(taken, 'sent', null);
    else if (result.outcome === 'ended') await this.#settle(taken, 'expired', null);
    else await this.#settle(taken, 'refused', result.fault);
  }

  async #try(
    taken: TakenMessage,
    transport: OutboxTransport,
  ): Promise<TransportResult | { outcome: 'ended' }> {
    const { id, kind } = taken;
    try {
      return await transport.send(taken, this.#giveUp.signal, AbortSignal.timeout(transport.tryTimeout));
    } catch (error) {
      this.#deps.log.error({ [this.#table]: id, kind, ...describeFault(error) }, `${this.#table}-fault`);
      return { outcome: 'later', fault: 'bug' };
    }
  }

  async #settle(
    taken: TakenMessage,
    state: 'sent' | 'refused' | 'expired',
    fault: string | null,
  ): Promise<void> {
    const { database, now, log } = this.#deps;
    const { id, kind, tries } = taken;
    await this.#record(() => settleMessage(database, this.#table, taken, state, fault, now()));
    const fields = { [this.#table]: id, kind, tries, ...(fault !== null && { fault }) };
    if (state === 'sent') log.info(fields, `${this.#table}-sent`);
    else log.warn(fields, `${this.#table}-${state}`);
  }

  async #postpone(taken: TakenMessage, fault: string): Promise<void> {
    const { database, now, log } = this.#deps;
    const { id, kind, tries } = taken;
    // Stopped with the hub: another hub may take it at once.
    const wait = fault === 'stopped' ? 0 : retryWait(tries, { below: (bound) => this.#below(bound) });
    await this.#record(() =>
      postponeMessage(database, this.#table, taken, new Date(now().getTime() + wait), fault),
    );
    log.warn({ [this.#table]: id, kind, tries, fault }, `${this.#table}-postponed`);
  }

  /** Repeats a write while the database is away, because an unrecorded message would be sent twice. */
  async #record(write: () => Promise<unknown>): Promise<void> {
    let isSaid = false;
    for (;;) {
      try {
        await write();
        return;
      } catch (error) {
        if (!isSaid && isDatabaseUnavailable(error)) this.#deps.log.warn({}, `${this.#table}-not-recorded`);
        isSaid = true;
        this.#complain(error, `${this.#table}-not-recorded`);
        if (this.#deps.stopping.aborted || !isDatabaseUnavailable(error)) return;
        await new Promise((resolve) => setTimeout(resolve, DATABASE_WAIT).unref());
      }
    }
  }

  #complain(error: unknown, event: string): void {
    const { database, log } = this.#deps;
    if (isDatabaseUnavailable(error)) database.noteAway(error);
    else log.error(describeFault(error), event);
  }

  #below(bound: number): number {
    return this.#deps.randomBytes(4).readUInt32BE() % bound;
  }
}
