import { isDamage } from '../database/storage-fault.ts';
import type { Vault } from '../database/vault.ts';
import type { Timers } from '../clock/timers.ts';
import { retryWait } from '../../src-shared/policy/retry-wait.ts';
import { removeGeneration, removeLeftovers } from '../members/generation.ts';
import type { Random } from '../random/random.ts';
import type { LoadStage, SyncMessage, SyncTimes } from './sync-messages.ts';
import { FeedBroken, type FeedClient } from './feed-client.ts';
import { diskFault } from '../hub-client/hub-faults.ts';
import { DamagedFill, FeedFill } from './feed-fill.ts';
import { FeedReader } from './feed-lines.ts';
import { feedQuery } from './feed-place.ts';
import type { FeedRow } from './feed-rows.ts';
import { UNREADABLE_PER_REQUEST, type UnreadableChange } from '../../src-shared/hub-api/feed.ts';
import { FeedServing } from './feed-serving.ts';
import type { SyncFault } from '../hub-client/sync-state.ts';
import { MINUTE, SECOND } from '../../src-shared/time/units.ts';

/** Number of failures after which the wait no longer grows: five minutes. */
const LONGEST_WAIT = 5;

/** Longest wait that a hub can ask for, in milliseconds. */
const LONGEST_RETRY_AFTER = 5 * MINUTE;

/** The hub does not know this kiosk, or no longer: only people can change that. */
const SHUT_OUT: readonly SyncFault[] = ['not-enrolled', 'revoked'];

/** Milliseconds. An answer without changes that comes sooner did not wait for news. */
const TOO_SOON = SECOND;

/** Shortest time between two progress messages, in milliseconds. */
const PROGRESS_EVERY = 200;

/** What {@link FeedLoop} needs. */
export interface FeedLoopDeps {
  /** Folder of the replica. */
  readonly folder: string;
  readonly vault: Vault;
  readonly client: FeedClient;
  readonly times: SyncTimes;
  readonly timers: Timers;
  readonly random: Random;
  /** Milliseconds that only grow. */
  readonly monotonic: () => number;
  readonly tell: (message: SyncMessage) => void;
  /** Asks main whether everything may be loaded again. Main has to record first that the hub may have lost data. */
  readonly mayLoadAnew: () => Promise<boolean>;
}

/** Result of one call. `news`: there may be more at once. `quiet`: no changes. */
type Round =
  | { readonly kind: 'news' | 'quiet' | 'stopped' }
  | {
      readonly kind: 'failed';
      readonly fault: SyncFault;
      readonly retryAfter: number;
      readonly progress: boolean;
    };

/** Follows the feed of one hub and writes it into the replica, until it is stopped. */
export class FeedLoop {
  readonly #deps: FeedLoopDeps;
  readonly #stop = new AbortController();
  #request = new AbortController();
  #fill: FeedFill | null = null;
  #serving: FeedServing | null = null;
  #failures = 0;
  #toldAt = -Infinity;

  constructor(deps: FeedLoopDeps) {
    this.#deps = deps;
  }

  /**
   * Runs until {@link stop}.
   * @throws only when there is a bug
   */
  async run(): Promise<void> {
    try {
      while (!this.#stop.signal.aborted) {
        const started = this.#deps.monotonic();
        const round = await this.#round();
        if (round.kind === 'failed') await this.#afterFailure(round);
        else this.#failures = 0;
        const soon = this.#deps.monotonic() - started < TOO_SOON;
        if (round.kind === 'quiet' && soon) await this.#pause(TOO_SOON);
      }
    } finally {
      this.#closeAll();
    }
  }

  /** Aborts the present call and ends the loop. */
  stop(): void {
    this.#stop.abort();
    this.#request.abort();
  }

  /** The generation in use was set aside: closes it and opens again. */
  reopen(): void {
    this.#serving?.close();
    this.#serving = null;
    this.#request.abort();
  }

  /** Deletes old generations. */
  tidy(): void {
    removeLeftovers(this.#deps.folder, this.#fill?.generation ?? null);
  }

  async #round(): Promise<Round> {
    this.#request = new AbortController();
    try {
      const store = await this.#store();
      if (store === null) return failure('disk-unwritable');
      if (store instanceof FeedFill && store.complete) {
        this.#finish(store);
        return { kind: 'news' };
      }
      return await this.#follow(store);
    } catch (error) {
      return this.#judge(error);
    }
  }

  /** What to write into: an unfinished load comes before the generation in use. */
  async #store(): Promise<FeedFill | FeedServing | null> {
    const { folder, vault } = this.#deps;
    this.#fill ??= FeedFill.resume(folder, vault);
    if (this.#fill !== null) return this.#fill;
    this.#serving ??= FeedServing.open(folder, vault);
    return this.#serving ?? this.#loadAnew();
  }

  async #loadAnew(): Promise<FeedFill | null> {
    const { folder, vault, mayLoadAnew } = this.#deps;
    if (!(await mayLoadAnew())) return null;
    this.#fill?.discard();
    this.#fill = null;
    this.#serving?.close();
    this.#serving = null;
    this.#fill = FeedFill.create(folder, vault);
    return this.#fill;
  }

  async #follow(store: FeedFill | FeedServing): Promise<Round> {
    const filling = store instanceof FeedFill;
    const { client, times, tell } = this.#deps;
    const { signal } = this.#request;
    const isStopped = (): boolean => signal.aborted;
    const before = store.place;
    // After a failure the call does not wait for news, so that a success is known at once.
    const answer = await client.ask(
      feedQuery(before, filling || this.#failures > 0 ? 0 : times.wait),
      signal,
    );
    if (isStopped()) return { kind: 'stopped' };
    if (answer.kind === 'failed') return failure(answer.fault, answer.retryAfter);
    if (answer.kind === 'reload') return this.#otherHistory(before.position > 0 || before.epoch !== null);
    const epoch = before.epoch ?? answer.epoch;
    if (answer.epoch !== null && answer.epoch !== epoch) {
      await answer.pieces.return();
      return this.#otherHistory(true);
    }
    const reader = new FeedReader(before.position);
    let grown = false;
    try {
      for await (const piece of answer.pieces) {
        if (isStopped()) return { kind: 'stopped' };
        const { rows, end, fault } = reader.read(piece);
        if (end !== null && epoch !== null && end.epoch !== epoch) return await this.#otherHistory(true);
        const untold = await this.#tellUnreadable(rows, signal);
        if (untold !== null) return failure(untold, 0, grown);
        store.apply(rows, answer.epoch);
        grown ||= rows.length > 0;
        if (filling) this.#progress('loading', store.rows);
        if (fault !== null) return failure(grown ? 'fault' : 'proxy', 0, grown);
        if (end === null) continue;
        store.end(end);
        tell({ kind: 'contact', behind: end.behind, epoch: end.epoch });
      }
    } catch (error) {
      if (!(error instanceof FeedBroken)) throw error;
      if (isStopped()) return { kind: 'stopped' };
      if (!reader.ended) return failure(error.fault, 0, grown);
    }
    if (!reader.ended) return failure('line-cut', 0, grown);
    if (filling && store.complete) this.#finish(store);
    return { kind: grown ? 'news' : 'quiet' };
  }

  /**
   * Called before the rows are stored, so that no field stays unreported.
   * @returns why the hub could not be told; null: it was
   */
  async #tellUnreadable(rows: readonly FeedRow[], signal: AbortSignal): Promise<SyncFault | null> {
    const { client, tell } = this.#deps;
    const lines: UnreadableChange[] = [];
    for (const { position, unreadable } of rows)
      if (unreadable !== null) lines.push({ position, field: unreadable });
    for (let from = 0; from < lines.length; from += UNREADABLE_PER_REQUEST) {
      const some = lines.slice(from, from + UNREADABLE_PER_REQUEST);
      const fault = await client.tellUnreadable(some, signal);
      if (fault !== null) return fault;
      tell({ kind: 'unreadable', lines: some });
    }
    return null;
  }

  /** @param known false when the call named no position or epoch; a hub that then asks for a reload is at fault */
  async #otherHistory(known: boolean): Promise<Round> {
    if (!known) return failure('fault');
    if ((await this.#loadAnew()) === null) return failure('disk-unwritable');
    return { kind: 'quiet' };
  }

  #finish(fill: FeedFill): void {
    const { rows, generation } = fill;
    // `finish` closes it in any case; on failure it is opened again from the disk.
    this.#fill = null;
    try {
      fill.finish((stage) => this.#progress(stage, rows, true));
    } catch (error) {
      if (error instanceof DamagedFill) removeGeneration(this.#deps.folder, generation);
      throw error;
    }
    this.#deps.tell({ kind: 'loaded', generation, rows });
  }

  /** After any fault of the disk all files are closed. The next round continues with what is on the disk. */
  #judge(error: unknown): Round {
    const fill = this.#fill;
    const serving = this.#serving;
    this.#closeAll();
    if (error instanceof DamagedFill) return failure('fault');
    if (isDamage(error)) {
      const finding = error instanceof Error ? error.message : '';
      if (fill !== null) removeGeneration(this.#deps.folder, fill.generation);
      else if (serving !== null)
        this.#deps.tell({ kind: 'damaged', generation: serving.generation, finding });
      return failure('fault');
    }
    const fault = diskFault(error);
    if (fault === null) throw error;
    return failure(fault);
  }

  #closeAll(): void {
    this.#fill?.close();
    this.#serving?.close();
    this.#fill = null;
    this.#serving = null;
  }

  async #afterFailure({ fault, retryAfter, progress }: Extract<Round, { kind: 'failed' }>): Promise<void> {
    this.#deps.tell({ kind: 'fault', fault });
    if (progress) this.#failures = 0;
    this.#failures = SHUT_OUT.includes(fault) ? LONGEST_WAIT : Math.min(this.#failures + 1, LONGEST_WAIT);
    const wait = retryWait(this.#failures, this.#deps.random);
    await this.#pause(Math.max(wait, Math.min(retryAfter, LONGEST_RETRY_AFTER)));
  }

  /** Waits until the time is over, or until the loop is stopped or loses its generation. */
  #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#request;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const cancel = this.#deps.timers.after(milliseconds * this.#deps.times.pace, done);
      signal.addEventListener('abort', done);
    });
  }

  #progress(stage: LoadStage, rows: number, always = false): void {
    const now = this.#deps.monotonic();
    if (!always && now - this.#toldAt < PROGRESS_EVERY) return;
    this.#toldAt = now;
    this.#deps.tell({ kind: 'progress', stage, rows });
  }
}

function failure(fault: SyncFault, retryAfter = 0, progress = false): Round {
  return { kind: 'failed', fault, retryAfter, progress };
}
