import type { HubDeps } from '../../core/hub-deps.ts';
import { readHead, type FeedHead } from './feed-head.ts';
import { SECOND } from '../../../src-shared/time/units.ts';

/**
 * Least time between two wake-ups, in milliseconds: a thousand kiosks that answer to each of many single changes
 * would keep a hub busy with nothing else.
 */
const WAKE_GAP = 400;

/** So many clients are woken at a time, … */
const WOKEN_AT_ONCE = 10;

/** … with this pause in between, in milliseconds: the decisions of members go in front of a thousand waiting kiosks. */
const WOKEN_EVERY = 10;

/** Age in milliseconds up to which a head is good enough for a client that goes on to wait. */
const RECENT = 1000;

/** One client that waits for another head than the one it knows. */
interface Waiter {
  readonly known: FeedHead;
  wake(head: FeedHead | null): void;
}

/**
 * Hears of committed changes, from whichever hub they come, for all clients that wait: one listening connection and
 * one query a change, however many they are.
 */
export class ChangeWatch {
  readonly #deps: HubDeps;
  readonly #waiters = new Set<Waiter>();
  /** The head as those who wait see it; it moves at most once in a {@link WAKE_GAP}. */
  #shown: FeedHead | null = null;
  #latest: FeedHead | null = null;
  #readAt = -Infinity;
  #gap: NodeJS.Timeout | undefined;
  #reading: Promise<unknown> = Promise.resolve();
  #next: Promise<FeedHead> | null = null;
  #listening: Promise<() => Promise<void>> | null = null;

  constructor(deps: HubDeps) {
    this.#deps = deps;
    deps.stopping.addEventListener('abort', () => this.#wakeAll(), { once: true });
  }

  /** Clients that wait at this moment. */
  get waiting(): number {
    return this.#waiters.size;
  }

  /** Begins to hear of changes; without effect when it does already. */
  async listen(): Promise<void> {
    if (this.#listening) {
      await this.#listening;
      return;
    }
    const heard = (): void => void this.fresh().catch((error: unknown) => this.#warn(error));
    this.#listening = this.#deps.database.listen('member_change', heard);
    try {
      await this.#listening;
    } catch (error) {
      this.#listening = null;
      throw error;
    }
    // What was committed before the ear was open made no sound.
    await this.fresh();
  }

  /** The head, from a query that begins after this call; those who ask at once share it. */
  fresh(): Promise<FeedHead> {
    const read = (): Promise<FeedHead> => {
      this.#next = null;
      const reading = this.#read();
      this.#reading = reading.catch(() => undefined);
      return reading;
    };
    this.#next ??= this.#reading.then(read);
    return this.#next;
  }

  /** The head as seen a moment ago: enough for a client that then waits for what it misses. */
  async recent(): Promise<FeedHead> {
    const age = this.#now() - this.#readAt;
    return this.#shown && age >= 0 && age <= RECENT ? this.#shown : this.fresh();
  }

  /**
   * Waits until there is a change after the known head or another epoch, the time is over, the client has gone or
   * the hub stops.
   * @returns the head at the end of it
   */
  async wait(known: FeedHead, seconds: number, gone: AbortSignal): Promise<FeedHead> {
    if (gone.aborted || this.#deps.stopping.aborted) return known;
    if (this.#shown && isNews(this.#shown, known)) return this.#shown;
    const woken = await new Promise<FeedHead | null>((resolve) => {
      const end = (head: FeedHead | null): void => {
        if (this.#waiters.delete(waiter)) this.#deps.metrics.feedWaiter(-1);
        clearTimeout(timer);
        gone.removeEventListener('abort', leave);
        resolve(head);
      };
      const leave = (): void => end(known);
      const waiter: Waiter = { known, wake: end };
      const timer = setTimeout(() => end(null), seconds * SECOND);
      gone.addEventListener('abort', leave);
      this.#waiters.add(waiter);
      this.#deps.metrics.feedWaiter(1);
    });
    // Nothing heard, perhaps because the listening connection is dead without knowing it.
    return woken ?? this.fresh();
  }

  /** Answers all who wait and ends the listening connection. */
  async close(): Promise<void> {
    this.#wakeAll();
    const stop = await this.#listening?.catch(() => undefined);
    await stop?.();
    clearTimeout(this.#gap);
  }

  async #read(): Promise<FeedHead> {
    const head = await readHead(this.#deps.database);
    this.#latest = head;
    this.#readAt = this.#now();
    if (!this.#gap) this.#show(head);
    return head;
  }

  #show(head: FeedHead): void {
    if (this.#shown && !isNews(head, this.#shown) && head.position >= this.#shown.position) return;
    this.#shown = head;
    this.#gap = setTimeout(() => {
      this.#gap = undefined;
      if (this.#latest) this.#show(this.#latest);
    }, WAKE_GAP).unref();
    this.#wakeInTurn(
      [...this.#waiters].filter(({ known }) => isNews(head, known)),
      head,
    );
  }

  #wakeInTurn(sleepers: readonly Waiter[], head: FeedHead): void {
    for (const waiter of sleepers.slice(0, WOKEN_AT_ONCE)) if (this.#waiters.has(waiter)) waiter.wake(head);
    const rest = sleepers.slice(WOKEN_AT_ONCE);
    if (rest.length > 0) setTimeout(() => this.#wakeInTurn(rest, head), WOKEN_EVERY).unref();
  }

  #wakeAll(): void {
    for (const waiter of this.#waiters) waiter.wake(waiter.known);
  }

  #now(): number {
    return this.#deps.now().getTime();
  }

  #warn(error: unknown): void {
    this.#deps.log.warn({ code: String(Reflect.get(Object(error), 'code')) }, 'feed-head-unread');
  }
}

function isNews(head: FeedHead, known: FeedHead): boolean {
  return head.position > known.position || head.epoch !== known.epoch;
}
