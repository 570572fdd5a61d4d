import type { EventAnswer, EventReason } from '../../src-shared/hub-api/events.ts';
import type { HubConnection } from '../database/hub-database.ts';

/** A row of the table `event`. */
export interface StoredEvent {
  readonly id: string;
  readonly fingerprint: string;
  readonly answer: EventAnswer;
}

/** What is asked of an event that may have come before. */
interface Asked {
  readonly id: string;
  readonly seq: number;
  /** Whether a stored fingerprint is that of its body. */
  readonly isOf: (fingerprint: string) => boolean;
}

/** A new row of the table `event`. `decidedAt`: milliseconds since 1970 UTC. */
export interface NewEvent extends StoredEvent {
  readonly seq: number;
  readonly kind: string;
  readonly number: string | null;
  readonly decidedAt: number;
}

/**
 * What all events of one batch have in common. `clockOffset`: milliseconds; `receivedAt`: milliseconds since 1970 UTC.
 */
export interface ReceivedBatch {
  readonly client: string;
  readonly journal: string;
  readonly clockOffset: number;
  readonly receivedAt: number;
}

interface Row {
  readonly id: string;
  readonly seq: number | null;
  readonly fingerprint: string;
  readonly status: EventAnswer['status'];
  readonly reason: EventReason | null;
}

/** Earlier events that share an id, or a place in the journal, with events of this batch. */
export class StoredEvents {
  readonly #byId = new Map<string, StoredEvent>();
  readonly #bySeq = new Map<number, StoredEvent>();

  static async read(
    connection: HubConnection,
    journal: string,
    keys: readonly { id: string; seq: number }[],
  ): Promise<StoredEvents> {
    const rows = await connection.query<Row>(
      `SELECT id, CASE WHEN journal = $2::uuid THEN seq END AS seq, encode(fingerprint, 'hex') AS fingerprint,
         status, reason
       FROM event WHERE id = ANY ($1::uuid[]) OR (journal = $2::uuid AND seq = ANY ($3::bigint[]))`,
      [keys.map(({ id }) => id), journal, keys.map(({ seq }) => seq)],
    );
    const stored = new StoredEvents();
    for (const { id, seq, fingerprint, status, reason } of rows)
      stored.add({ id, fingerprint, answer: answerOf(status, reason) }, seq);
    return stored;
  }

  /** @param seq place in the journal of this batch; null: the event is of another journal */
  add(event: StoredEvent, seq: number | null): void {
    this.#byId.set(event.id, event);
    if (seq !== null) this.#bySeq.set(seq, event);
  }

  /**
   * The earlier answer to the same event; a refusal when its id or place belongs to another event; null when it is new.
   */
  answerTo({ id, seq, isOf }: Asked): EventAnswer | null {
    const same = this.#byId.get(id);
    if (same === undefined) return this.#bySeq.has(seq) ? { status: 'refused', reason: 'id-reused' } : null;
    return isOf(same.fingerprint) ? same.answer : { status: 'refused', reason: 'id-reused' };
  }
}

/** Least change of a kiosk's clock offset that is worth a write, in milliseconds. */
const NOTEWORTHY_OFFSET = 250;

/** Stores events with their answers, and the kiosk's clock offset, in one query. */
export async function storeEvents(
  connection: HubConnection,
  received: ReceivedBatch,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await connection.query(
    `WITH measured AS (
       UPDATE kiosk SET clock_offset = $11::bigint
       WHERE id = $9::uuid AND (clock_offset IS NULL OR abs(clock_offset - $11::bigint) > ${NOTEWORTHY_OFFSET})
     )
     INSERT INTO event (id, seq, kind, number, fingerprint, decided_at, status, reason,
         kiosk, journal, clock_offset, received_at)
       SELECT id, seq, kind, number, decode(fingerprint, 'hex'), decided_at, status, reason,
         $9::uuid, $10::uuid, $11::bigint, $12::timestamptz
       FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[])
         AS new (id, seq, kind, number, fingerprint, decided_at, status, reason)`,
    [
      events.map(({ id }) => id),
      events.map(({ seq }) => seq),
      events.map(({ kind }) => kind),
      events.map(({ number }) => number),
      events.map(({ fingerprint }) => fingerprint),
      events.map((event) => new Date(event.decidedAt).toISOString()),
      events.map(({ answer }) => answer.status),
      events.map(({ answer }) => (answer.status === 'accepted' ? null : answer.reason)),
      received.client,
      received.journal,
      received.clockOffset,
      new Date(received.receivedAt).toISOString(),
    ],
  );
}

function answerOf(status: EventAnswer['status'], reason: EventReason | null): EventAnswer {
  if (status === 'accepted') return { status };
  if (reason === null) throw new Error('an event without effect has a reason');
  return { status, reason };
}
