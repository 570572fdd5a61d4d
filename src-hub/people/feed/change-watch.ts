import { isDatabaseUnavailable } from '../../database/unavailable.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { readHead, type FeedHead } from './feed-head.ts';
import { SECOND } from '../../../src-shared/time/units.ts';

/**
 * Least time between two wake-ups, in milliseconds. If a thousand kiosks asked after each of many single changes, the
 * hub would do nothing else.
 */
const WAKE_GAP = 400;

/** How many clients are woken at once. */
const WOKEN_AT_ONCE = 2;

/**
 * Pause between two such groups, in milliseconds: decisions of members come before a thousand waiting kiosks, each of
 * which asks again at once. A thousand are woken within some five seconds.
 */
const WOKEN_EVERY = 10;

/** Age in milliseconds up to which a head is recent enough for a client that waits anyway. */
const RECENT = 1000;

/** A client that waits for another head than `known`. */
interface Waiter {
  readonly known: FeedHead;
  wake(head: FeedHead | null): void;
}

/**
 * Watches for committed changes of any hub, for all waiting clients. It needs one connection that listens, and one
 * query per change, for any number of clients.
 */
export class ChangeWatch {
  readonly #deps: HubDeps;
  readonly #waiters = new Set<Waiter>();
  /** The head that waiting clients see. It changes at most once in {@link WAKE_GAP}. */
  #shown: FeedHead | null = null;
  #latest: FeedHead | null = null;
  #readAt = -Infinity;
  #gap: NodeJS.Timeout | undefined;
  #turn: NodeJS.Timeout | undefined;
  #reading: Promise<unknown> = Promise.resolve();
  #next: Promise<FeedHead> | null = null;
  #listening: Promise<() => Promise<void>> | null = null;

  constructor(deps: HubDeps) {
    this.#deps = deps;
    deps.stopping.addEventListener('abort', () => this.#wakeAll(), { once: true });
  }

  /** How many clients are waiting. */
  get waiting(): number {
    return this.#waiters.size;
  }

  /** Begins to listen; does nothing when it listens already. */
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
    // Changes that were committed before it listened sent no notification.
    await this.fresh();
  }

  /** The head, read by a query that begins after this call. Calls at the same time share one query. */
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

  /** A head that may be a moment old: enough for a client that then waits for what it misses. */
  async recent(): Promise<FeedHead> {
    const age = this.#now() - this.#readAt;
    return this.#shown && age >= 0 && age <= RECENT ? this.#shown : this.fresh();
  }

  /**
   * Waits for a change after the known head or another epoch. Ends early when the time is over, the client disconnects
   * or the hub stops.
   * @returns the head at that time
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
    // No notification came, perhaps because the listening connection is dead: read the head.
    return woken ?? this.fresh();
  }

  /** Answers all waiting clients and closes the listening connection. */
  async close(): Promise<void> {
    this.#wakeAll();
    const stop = await this.#listening?.catch(() => undefined);
    await stop?.();
    clearTimeout(this.#gap);
    clearTimeout(this.#turn);
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
    if (!this.#turn) this.#wakeSome(head);
  }

  /** Wakes those who have waited longest, and the others in turn. */
  #wakeSome(head: FeedHead): void {
    const sleepers = [...this.#waiters].filter(({ known }) => isNews(head, known));
    for (const waiter of sleepers.slice(0, WOKEN_AT_ONCE)) waiter.wake(head);
    this.#turn = undefined;
    if (sleepers.length <= WOKEN_AT_ONCE) return;
    this.#turn = setTimeout(() => this.#wakeSome(this.#shown ?? head), WOKEN_EVERY).unref();
  }

  #wakeAll(): void {
    for (const waiter of this.#waiters) waiter.wake(waiter.known);
  }

  #now(): number {
    return this.#deps.now().getTime();
  }

  #warn(error: unknown): void {
    if (isDatabaseUnavailable(error)) this.#deps.database.noteAway(error);
    else this.#deps.log.warn({ code: String(Reflect.get(Object(error), 'code')) }, 'feed-head-unread');
  }
}

function isNews(head: FeedHead, known: FeedHead): boolean {
  return head.position > known.position || head.epoch !== known.epoch;
}
