import type { Database, Statement } from 'better-sqlite3';
import type { Clock } from '../clock/clock.ts';
import type { Vault } from '../database/vault.ts';
import type { SentChannel } from '../../src-shared/values/channel.ts';
import { parseDelivery, type Delivery } from './channels.ts';
import type { Fault } from '../../src-shared/mail/send-result.ts';

/** How a row ended without anybody's asking. */
export type SettledState = 'sent' | 'refused' | 'expired';

/** What became of a row; `voided`: it was withdrawn before it went. */
export type OutboxState = 'waiting' | SettledState | 'voided';

/** A delivery whose time has come. */
export interface DueDelivery {
  readonly id: string;
  /** Null when the row cannot be read: damaged, sealed with another key or of an unknown form. */
  readonly delivery: Delivery | null;
  /** Tries that have failed so far. */
  readonly tries: number;
  /** Steady milliseconds; null when it never expires. */
  readonly expiresAt: number | null;
}

/** What an {@link Outbox} works on. */
export interface OutboxDeps {
  readonly journal: Database;
  readonly vault: Vault;
  readonly clock: Pick<Clock, 'now'>;
  /** Gives ids that grow with time (UUIDv7). */
  readonly newId: () => string;
}

const PURPOSE = 'outbox';

/**
 * What must leave this kiosk, kept until it has. Rows are added inside the caller's transaction, so that a
 * decision and its message are one. A payload is sealed, and erased as soon as its row is settled.
 * Methods throw only what SQLite throws (disk full, read-only file).
 */
export class Outbox {
  readonly #vault: Vault;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #newId: () => string;
  readonly #sql: ReturnType<typeof prepare>;

  constructor(deps: OutboxDeps) {
    this.#vault = deps.vault;
    this.#clock = deps.clock;
    this.#newId = deps.newId;
    this.#sql = prepare(deps.journal);
  }

  /**
   * Adds a message for a member; due at once.
   * @param options.expiresAt steady moment after which it must not be sent any more; null: never
   * @returns its id, for {@link void} and {@link state}
   */
  add(delivery: Delivery, options: { memberKey: string; expiresAt: number | null }): string {
    const { channel, to, message } = delivery;
    const { memberKey, expiresAt } = options;
    const id = this.#newId();
    const sealed = this.#vault.seal(PURPOSE, JSON.stringify({ to, message }));
    this.#sql.insert.run({
      id,
      channel,
      kind: message.kind,
      memberKey,
      sealed,
      now: this.#clock.now(),
      expiresAt,
    });
    return id;
  }

  /** Withdraws a row that is still waiting; does nothing when it is settled. A try under way is not called back. */
  void(id: string): void {
    this.#sql.settle.run({ id, state: 'voided', fault: null, now: this.#clock.now(), tried: 0 });
  }

  /** The next delivery of a channel to try at `now`: fresh ones first, so that a backlog never holds back a code. */
  due(channel: SentChannel, now: number): DueDelivery | undefined {
    const row = this.#sql.due.get({ channel, now });
    if (!row) return undefined;
    return {
      id: row.id,
      delivery: this.#open(channel, row.sealed),
      tries: row.tries,
      expiresAt: row.expires_at,
    };
  }

  /** Settles rows of a channel whose time has run out at `now`. @returns their ids */
  expire(channel: SentChannel, now: number): string[] {
    return this.#sql.expire.all({ channel, now }).map((row) => row.id);
  }

  /** Records the end of a tried row and erases its payload. @returns false when it was no longer waiting */
  settle(id: string, state: SettledState, fault: Fault | null): boolean {
    return this.#sql.settle.run({ id, state, fault, now: this.#clock.now(), tried: 1 }).changes === 1;
  }

  /** Records a failed try and when the next one is due. @returns false when the row was no longer waiting */
  postpone(id: string, dueAt: number, fault: Fault): boolean {
    return this.#sql.postpone.run({ id, dueAt, fault }).changes === 1;
  }

  /** The next moment at which a channel has something to try or to let expire; null when it is empty. */
  nextDueAt(channel: SentChannel): number | null {
    return this.#sql.nextDueAt.get({ channel })?.at ?? null;
  }

  /** What became of a row; undefined when there is none of that id. */
  state(id: string): OutboxState | undefined {
    return this.#sql.state.get({ id })?.state;
  }

  /** How many rows of each channel are in each state; what is not there is not counted. */
  counts(): { channel: SentChannel; state: OutboxState; count: number }[] {
    return this.#sql.counts.all({});
  }

  #open(channel: SentChannel, sealed: Buffer): Delivery | null {
    try {
      const { to, message } = JSON.parse(this.#vault.open(PURPOSE, sealed)) as {
        to: unknown;
        message: unknown;
      };
      return parseDelivery(channel, { to, message });
    } catch {
      return null;
    }
  }
}

type Row = Record<string, unknown>;

function prepare(journal: Database) {
  const statement = <Result = never>(sql: string): Statement<[Row], Result> =>
    journal.prepare<[Row], Result>(sql);
  return {
    insert: statement(
      `INSERT INTO outbox (id, channel, kind, member_key, sealed, created_at, due_at, expires_at)
       VALUES (:id, :channel, :kind, :memberKey, :sealed, :now, :now, :expiresAt)`,
    ),
    due: statement<{ id: string; sealed: Buffer; tries: number; expires_at: number | null }>(
      `SELECT id, sealed, tries, expires_at FROM outbox
       WHERE channel = :channel AND state = 'waiting' AND due_at <= :now
       ORDER BY tries, due_at, id LIMIT 1`,
    ),
    expire: statement<{ id: string }>(
      `UPDATE outbox SET state = 'expired', sealed = NULL, settled_at = :now
       WHERE channel = :channel AND state = 'waiting' AND expires_at <= :now RETURNING id`,
    ),
    settle: statement(
      `UPDATE outbox SET state = :state, sealed = NULL, settled_at = :now, tries = tries + :tried,
         last_fault = coalesce(:fault, last_fault)
       WHERE id = :id AND state = 'waiting'`,
    ),
    postpone: statement(
      `UPDATE outbox SET tries = tries + 1, due_at = :dueAt, last_fault = :fault
       WHERE id = :id AND state = 'waiting'`,
    ),
    nextDueAt: statement<{ at: number | null }>(
      `SELECT min(min(due_at), coalesce(min(expires_at), min(due_at))) AS at FROM outbox
       WHERE channel = :channel AND state = 'waiting'`,
    ),
    state: statement<{ state: OutboxState }>('SELECT state FROM outbox WHERE id = :id'),
    counts: statement<{ channel: SentChannel; state: OutboxState; count: number }>(
      'SELECT channel, state, count(*) AS count FROM outbox GROUP BY channel, state ORDER BY channel, state',
    ),
  };
}
