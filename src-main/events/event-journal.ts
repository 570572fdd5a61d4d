import type { Database, Statement } from 'better-sqlite3';
import {
  eventBodySchema,
  type EventAnswer,
  type EventBody,
  type EventKind,
} from '../../src-shared/hub-api/events.ts';
import type { Clock } from '../clock/clock.ts';
import type { Vault } from '../database/vault.ts';
import { formerEventBody } from './former-event.ts';
import { SETTLED_BODY_KEPT } from '../../src-shared/policy/retention.ts';

/** State of a decision on its way to head office. */
export type EventOutcome = 'waiting' | EventAnswer['status'];

/** A decision that head office has not answered yet. */
export interface WaitingEvent {
  readonly seq: number;
  readonly id: string;
  /** Blind index of the member it is about. */
  readonly memberKey: string;
  readonly kind: string;
  /** Null when the row cannot be read: damaged, or sealed with another key. */
  readonly body: EventBody | null;
  /** Milliseconds since the decision, independent of changes to the machine's clock. */
  readonly age: number;
}

/** An event, after an answer settled it. */
export interface SettledEvent {
  readonly kind: string;
  readonly memberKey: string;
  /** Steady moment. */
  readonly decidedAt: number;
}

/** What {@link EventJournal} needs. */
export interface EventJournalDeps {
  readonly journal: Database;
  readonly vault: Vault;
  readonly clock: Pick<Clock, 'now'>;
  /** Milliseconds from any start; only grows, and continues while the machine sleeps. */
  readonly elapsed: () => number;
  /** Makes ids that grow with time (UUIDv7). */
  readonly newId: () => string;
}

const PURPOSE = 'hub-event';

/**
 * Decisions for head office, in order; recorded even when this kiosk has no head office. Rows are added inside the
 * caller's transaction, so that a decision and its event are stored together. Methods throw only SQLite's errors.
 */
export class EventJournal {
  readonly #deps: EventJournalDeps;
  readonly #sql: ReturnType<typeof prepare>;
  /**
   * Time of each decision of this run by `elapsed`, so that setting the clock forward does not make decisions older.
   */
  readonly #decided = new Map<string, number>();

  constructor(deps: EventJournalDeps) {
    this.#deps = deps;
    this.#sql = prepare(deps.journal);
  }

  /**
   * Records a decision.
   * @param options.decidedAt steady moment; default: now
   * @returns its id, for {@link outcome}
   */
  add(body: EventBody, options: { memberKey: string; decidedAt?: number }): string {
    const { vault, clock, elapsed, newId } = this.#deps;
    const now = clock.now();
    const { memberKey, decidedAt = now } = options;
    const id = newId();
    const sealed = vault.seal(PURPOSE, JSON.stringify(body));
    this.#sql.insert.run({ id, kind: body.kind, memberKey, sealed, decidedAt });
    this.#decided.set(id, elapsed() - (now - decidedAt));
    return id;
  }

  /**
   * The oldest waiting decisions, in order.
   * @param without blind indexes of members whose decisions are left out
   */
  waiting(limit: number, without: readonly string[] = []): WaitingEvent[] {
    const events = this.#read(this.#sql.waiting.all({ limit, without: JSON.stringify(without) }));
    // Ages come from two clocks; they must not change the order of decisions.
    let atLeast = 0;
    return events
      .toReversed()
      .map((event) => ({ ...event, age: (atLeast = Math.max(atLeast, event.age)) }))
      .toReversed();
  }

  /** The member's oldest waiting decision; null: none. */
  firstOf(memberKey: string): WaitingEvent | null {
    return this.#read(this.#sql.firstOf.all({ memberKey }))[0] ?? null;
  }

  /** The member's waiting decisions of these kinds, newest first. */
  latestOf(memberKey: string, kinds: readonly EventKind[], limit: number): WaitingEvent[] {
    return this.#read(this.#sql.latestOf.all({ memberKey, kinds: JSON.stringify(kinds), limit }));
  }

  /** A decision and its steady moment; null when it was erased or cannot be read. */
  decision(id: string): { readonly body: EventBody; readonly decidedAt: number } | null {
    const row = this.#sql.decision.get({ id });
    if (!row) return null;
    const body = this.#open(row);
    return body && { body, decidedAt: row.decidedAt };
  }

  /**
   * Records an answer.
   * @returns null when the event was not waiting any more
   */
  settle(id: string, answer: EventAnswer): SettledEvent | null {
    const reason = answer.status === 'accepted' ? null : answer.reason;
    const row = this.#sql.settle.get({ id, state: answer.status, reason, now: this.#deps.clock.now() });
    this.#decided.delete(id);
    return row ?? null;
  }

  /** State of a decision; undefined: no decision has this id. */
  outcome(id: string): EventOutcome | undefined {
    return this.#sql.outcome.get({ id })?.state;
  }

  /** Number of waiting decisions, position of the last, age of the oldest in milliseconds; null when none waits. */
  status(): { readonly waiting: number; readonly last: number | null; readonly oldest: number | null } {
    const { waiting, last } = this.#sql.status.get({}) ?? { waiting: 0, last: null };
    return { waiting, last, oldest: this.waiting(1)[0]?.age ?? null };
  }

  /** Number of waiting decisions of each kind. */
  waitingByKind(): { readonly kind: string; readonly count: number }[] {
    return this.#sql.byKind.all({});
  }

  /**
   * Marks the settled events of the last days as waiting again, since head office may have been restored from an
   * older backup. For an event that it knows, head office repeats its answer.
   * @returns number of events
   */
  resendSettled(): number {
    const { journal, clock } = this.#deps;
    return journal.transaction(() => {
      const ids = this.#sql.resend.all({ since: clock.now() - SETTLED_BODY_KEPT }).map(({ id }) => id);
      // Until head office accepts it again, the password set here is valid here.
      for (const id of ids) this.#sql.unaccept.run({ id });
      return ids.length;
    })();
  }

  /** Erases the bodies of events that were settled long ago. */
  eraseSettled(): void {
    this.#sql.erase.run({ until: this.#deps.clock.now() - SETTLED_BODY_KEPT });
  }

  /**
   * Called at each start. A journal without a name is new, or was rescued and may have lost rows. It gets a name, and
   * its remaining events get positions from 1 without gaps. Events that head office knows have no second effect.
   */
  begin(): void {
    const { journal, newId } = this.#deps;
    if (this.#sql.name.get({})) return;
    journal.transaction(() => {
      const rows = this.#sql.kept.all({});
      journal.exec("DELETE FROM hub_event; DELETE FROM sqlite_sequence WHERE name = 'hub_event'");
      for (const row of rows) this.#sql.insert.run(row);
      this.#sql.setName.run({ name: newId() });
    })();
  }

  /** Id of this journal (UUID). */
  name(): string {
    const known = this.#sql.name.get({});
    if (!known) throw new Error('the journal of events was not begun');
    return known.name;
  }

  #read(rows: readonly WaitingRow[]): WaitingEvent[] {
    const now = this.#deps.clock.now();
    const elapsed = this.#deps.elapsed();
    return rows.map((row) => {
      const { seq, id, memberKey, kind, decidedAt } = row;
      const moment = this.#decided.get(id);
      const age = Math.max(0, Math.round(moment === undefined ? now - decidedAt : elapsed - moment));
      return { seq, id, memberKey, kind, body: this.#open(row), age };
    });
  }

  #open({ kind, sealed }: { kind: string; sealed: Buffer }): EventBody | null {
    const { vault } = this.#deps;
    try {
      const body = eventBodySchema.safeParse(JSON.parse(vault.open(PURPOSE, sealed)));
      return body.success && body.data.kind === kind ? body.data : null;
    } catch {
      return formerEventBody(vault, kind, sealed);
    }
  }
}

type Row = Record<string, unknown>;

type WaitingRow = Omit<WaitingEvent, 'body' | 'age'> & { sealed: Buffer; decidedAt: number };

function prepare(journal: Database) {
  const statement = <Result = never>(sql: string): Statement<[Row], Result> =>
    journal.prepare<[Row], Result>(sql);
  return {
    insert: statement(
      `INSERT INTO hub_event (id, kind, member_key, sealed, decided_at)
       VALUES (:id, :kind, :memberKey, :sealed, :decidedAt)`,
    ),
    waiting: statement<WaitingRow>(
      `SELECT seq, id, member_key AS memberKey, kind, sealed, decided_at AS decidedAt FROM hub_event
       WHERE state = 'waiting' AND member_key NOT IN (SELECT value FROM json_each(:without))
       ORDER BY seq LIMIT :limit`,
    ),
    firstOf: statement<WaitingRow>(
      `SELECT seq, id, member_key AS memberKey, kind, sealed, decided_at AS decidedAt FROM hub_event
       WHERE state = 'waiting' AND member_key = :memberKey ORDER BY seq LIMIT 1`,
    ),
    latestOf: statement<WaitingRow>(
      `SELECT seq, id, member_key AS memberKey, kind, sealed, decided_at AS decidedAt FROM hub_event
       WHERE state = 'waiting' AND member_key = :memberKey AND kind IN (SELECT value FROM json_each(:kinds))
       ORDER BY seq DESC LIMIT :limit`,
    ),
    decision: statement<Pick<WaitingRow, 'kind' | 'sealed' | 'decidedAt'>>(
      `SELECT kind, sealed, decided_at AS decidedAt FROM hub_event WHERE id = :id AND sealed IS NOT NULL`,
    ),
    settle: statement<SettledEvent>(
      `UPDATE hub_event SET state = :state, reason = :reason, settled_at = :now
       WHERE id = :id AND state = 'waiting'
       RETURNING kind, member_key AS memberKey, decided_at AS decidedAt`,
    ),
    outcome: statement<{ state: EventOutcome }>('SELECT state FROM hub_event WHERE id = :id'),
    status: statement<{ waiting: number; last: number | null }>(
      "SELECT count(*) AS waiting, max(seq) AS last FROM hub_event WHERE state = 'waiting'",
    ),
    byKind: statement<{ kind: string; count: number }>(
      "SELECT kind, count(*) AS count FROM hub_event WHERE state = 'waiting' GROUP BY kind ORDER BY min(seq)",
    ),
    resend: statement<{ id: string }>(
      `UPDATE hub_event SET state = 'waiting', reason = NULL, settled_at = NULL
       WHERE state <> 'waiting' AND sealed IS NOT NULL AND settled_at > :since RETURNING id`,
    ),
    unaccept: statement('UPDATE credential SET accepted_at = NULL WHERE event_id = :id'),
    erase: statement(
      "UPDATE hub_event SET sealed = NULL WHERE state <> 'waiting' AND settled_at <= :until AND sealed IS NOT NULL",
    ),
    name: statement<{ name: string }>('SELECT name FROM journal_name WHERE one = 1'),
    setName: statement('INSERT INTO journal_name (one, name) VALUES (1, :name)'),
    kept: statement<Row>(
      `SELECT id, kind, member_key AS memberKey, sealed, decided_at AS decidedAt FROM hub_event
       WHERE sealed IS NOT NULL ORDER BY seq`,
    ),
  };
}
