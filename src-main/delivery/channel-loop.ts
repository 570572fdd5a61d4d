import { LONGEST_SLEEP, STORAGE_WAIT } from '../clock/waits.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { Log } from '../log/log.ts';
import type { Random } from '../random/random.ts';
import type { SentChannel } from '../../src-shared/values/contact/channel.ts';
import type { DueDelivery, Outbox, SettledState } from './outbox.ts';
import { retryWait } from '../../src-shared/policy/retry-wait.ts';
import { stillValid } from './still-valid.ts';
import type { TransportResult } from '../../src-shared/mail/send-result.ts';
import type { Transport } from './transport.ts';

/** What {@link ChannelLoop} needs. */
export interface ChannelLoopDeps {
  readonly channel: SentChannel;
  readonly outbox: Outbox;
  readonly transport: Transport;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  readonly settled: (id: string, state: SettledState) => void;
}

/** Result of a try that the journal has not recorded yet. */
interface Unrecorded {
  readonly id: string;
  readonly tries: number;
  readonly result: TransportResult;
}

/** Sends the deliveries of one channel, one at a time, as long as the application runs. */
export class ChannelLoop {
  readonly #deps: ChannelLoopDeps;
  readonly #giveUp = new AbortController();
  #cancelSleep: () => void = () => undefined;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #unrecorded: Unrecorded | null = null;

  constructor(deps: ChannelLoopDeps) {
    this.#deps = deps;
  }

  /** Checks for work now. It runs after the caller's code, so outside the caller's transaction. */
  kick(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#run();
  }

  /**
   * Stops after the present try.
   * @param grace milliseconds after which the try is aborted; it is repeated at the next start
   */
  async stop(grace: number): Promise<void> {
    this.#stopped = true;
    this.#cancelSleep();
    const cancel = this.#deps.timers.after(grace, () => this.#giveUp.abort());
    await this.#running;
    cancel();
    this.#deps.transport.close();
  }

  async #run(): Promise<void> {
    await Promise.resolve();
    while (this.#again && !this.#stopped) {
      this.#again = false;
      this.#cancelSleep();
      const wait = await this.#work();
      if (wait !== null) this.#sleep(wait);
    }
    this.#running = null;
  }

  #sleep(wait: number): void {
    if (this.#stopped) return;
    this.#cancelSleep = this.#deps.timers.after(Math.min(Math.max(wait, 0), LONGEST_SLEEP), () =>
      this.kick(),
    );
  }

  /**
   * Sends everything that is due.
   * @returns milliseconds until there is more to do; null: the channel is empty
   */
  async #work(): Promise<number | null> {
    const { channel, outbox, clock, log } = this.#deps;
    try {
      this.#recordLeftover();
      while (!this.#stopped) {
        for (const id of outbox.expire(channel, clock.now())) this.#announce(id, 'expired');
        const due = outbox.due(channel, clock.now());
        if (!due) break;
        await this.#try(due);
      }
      const next = outbox.nextDueAt(channel);
      return next === null ? null : next - clock.now();
    } catch (error) {
      log.error({ channel, class: errorClass(error) }, 'delivery-journal-failed');
      return STORAGE_WAIT;
    }
  }

  async #try(due: DueDelivery): Promise<void> {
    const result = await this.#send(due);
    if (result.outcome === 'later' && result.fault === 'stopped') return;
    // Kept until the journal has recorded it: with a full disk, the same message must not be sent again and again.
    this.#unrecorded = { id: due.id, tries: due.tries, result };
    this.#recordLeftover();
  }

  async #send({ id, delivery, expiresAt }: DueDelivery): Promise<TransportResult> {
    const { channel, transport, clock, log } = this.#deps;
    if (!delivery) return { outcome: 'refused', fault: 'damaged' };
    try {
      return await transport.send(id, stillValid(delivery, expiresAt, clock.now()), this.#giveUp.signal);
    } catch (error) {
      log.error({ channel, id, class: errorClass(error) }, 'delivery-transport-failed');
      return { outcome: 'later', fault: 'bug' };
    }
  }

  #recordLeftover(): void {
    if (!this.#unrecorded) return;
    const { channel, outbox, clock, random, log } = this.#deps;
    const { id, tries, result } = this.#unrecorded;
    if (result.outcome === 'later') {
      outbox.postpone(id, clock.now() + retryWait(tries + 1, random), result.fault);
      this.#unrecorded = null;
      log.warn({ channel, id, tries: tries + 1, fault: result.fault }, 'delivery-postponed');
      return;
    }
    const state = result.outcome === 'accepted' ? 'sent' : 'refused';
    const changed = outbox.settle(id, state, result.outcome === 'refused' ? result.fault : null);
    this.#unrecorded = null;
    if (changed) this.#announce(id, state, result.outcome === 'refused' ? { fault: result.fault } : {});
  }

  #announce(id: string, state: SettledState, more: { fault?: string } = {}): void {
    const { channel, log, settled } = this.#deps;
    log.info({ channel, id, ...more }, `delivery-${state}`);
    settled(id, state);
  }
}

/** Class of an error, without its words, which may hold personal data. */
function errorClass(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
