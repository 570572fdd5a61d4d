import type { Database, Statement } from 'better-sqlite3';
import type { Clock } from '../clock/clock.ts';
import type { Vault } from '../database/vault.ts';
import type { SentChannel } from '../../src-shared/values/contact/channel.ts';
import { parseDelivery, type Delivery } from './channels.ts';
import type { Fault } from '../../src-shared/mail/send-result.ts';

/** Final state of a row, other than `voided`. */
export type SettledState = 'sent' | 'refused' | 'expired';

/** State of a row. `voided`: it was withdrawn before it was sent. */
export type OutboxState = 'waiting' | SettledState | 'voided';

/** A delivery that is due. */
export interface DueDelivery {
  readonly id: string;
  /** Null when the row cannot be read: damaged, sealed with another key, or of an unknown form. */
  readonly delivery: Delivery | null;
  /** Number of failed tries. */
  readonly tries: number;
  /** Steady milliseconds; null when it never expires. */
  readonly expiresAt: number | null;
}

/** What {@link Outbox} needs. */
export interface OutboxDeps {
  readonly journal: Database;
  readonly vault: Vault;
  readonly clock: Pick<Clock, 'now'>;
  /** Makes ids that grow with time (UUIDv7). */
  readonly newId: () => string;
}

const PURPOSE = 'outbox';

/**
 * Messages that this kiosk has to send, stored until they are sent. Rows are added inside the caller's transaction,
 * so that a decision and its message are stored together. A payload is sealed, and erased when its row is settled.
 * Methods throw only SQLite's errors (disk full, read-only file).
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
   * @param options.expiresAt steady moment after which it must not be sent; null: never expires
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

  /** Withdraws a waiting row; does nothing when it is settled. A running try continues. */
  void(id: string): void {
    this.#sql.settle.run({ id, state: 'voided', fault: null, now: this.#clock.now(), tried: 0 });
  }

  /**
   * The next delivery of a channel that is due at `now`. New ones come first, so that earlier failures never delay a
   * code.
   */
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

  /**
   * Settles rows of a channel that have expired at `now`.
   * @returns their ids
   */
  expire(channel: SentChannel, now: number): string[] {
    return this.#sql.expire.all({ channel, now }).map((row) => row.id);
  }

  /**
   * Records the final state of a row and erases its payload.
   * @returns false when it was not waiting any more
   */
  settle(id: string, state: SettledState, fault: Fault | null): boolean {
    return this.#sql.settle.run({ id, state, fault, now: this.#clock.now(), tried: 1 }).changes === 1;
  }

  /**
   * Records a failed try and the moment of the next one.
   * @returns false when the row was not waiting any more
   */
  postpone(id: string, dueAt: number, fault: Fault): boolean {
    return this.#sql.postpone.run({ id, dueAt, fault }).changes === 1;
  }

  /** How many messages wait, of all channels. */
  waiting(): number {
    return this.#sql.waiting.get({})?.count ?? 0;
  }

  /** The next moment at which a row of a channel is due or expires; null: none waits. */
  nextDueAt(channel: SentChannel): number | null {
    return this.#sql.nextDueAt.get({ channel })?.at ?? null;
  }

  /** State of a row; undefined: no row has this id. */
  state(id: string): OutboxState | undefined {
    return this.#sql.state.get({ id })?.state;
  }

  /** Number of rows in each channel and state; combinations without rows are left out. */
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
    waiting: statement<{ count: number }>("SELECT count(*) AS count FROM outbox WHERE state = 'waiting'"),
    state: statement<{ state: OutboxState }>('SELECT state FROM outbox WHERE id = :id'),
    counts: statement<{ channel: SentChannel; state: OutboxState; count: number }>(
      'SELECT channel, state, count(*) AS count FROM outbox GROUP BY channel, state ORDER BY channel, state',
    ),
  };
}
