import { sql, type RawBuilder } from 'kysely';
import type { HubDatabase } from '../../database/hub-database.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

/** The tables of the outbox; both are alike. */
export type OutboxTable = 'mail' | 'sms';

/**
 * How long a message belongs to the hub that took it, in milliseconds: longer than any try. When that hub dies, another
 * one takes the message after this time.
 */
export const LEASE = 2 * MINUTE;

/** Somebody waits at a kiosk for these, so they go before batches of others. */
const WAITED_FOR: string[] = ['confirm-account', 'recovery-code', 'space-code', 'activation-code'];

/** A message that this hub has taken to send. */
export interface TakenMessage {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Buffer;
  /**
   * Number of tries, with this one. It identifies the taking: a hub whose lease has ended cannot change the message any
   * more.
   */
  readonly tries: number;
  readonly made_at: Date;
}

type Db = Pick<HubDatabase, 'db'>;

function of(table: OutboxTable): RawBuilder<unknown> {
  return sql.table(table);
}

/** Takes the next message that is due; no other hub gets it then. @returns null when none is due */
export async function takeMessage({ db }: Db, table: OutboxTable, now: Date): Promise<TakenMessage | null> {
  const { rows } = await sql<TakenMessage>`
    UPDATE ${of(table)} SET due_at = ${new Date(now.getTime() + LEASE)}::timestamptz, tries = tries + 1
    WHERE id = (
      SELECT id FROM ${of(table)}
      WHERE state = 'waiting' AND due_at <= ${now}::timestamptz AND expires_at > ${now}::timestamptz
      ORDER BY kind = ANY (${WAITED_FOR}::text[]) DESC, due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, sealed, tries, made_at`.execute(db);
  return rows[0] ?? null;
}

/** Ends a message and deletes its content. @param fault null keeps the fault of an earlier try */
export async function settleMessage(
  { db }: Db,
  table: OutboxTable,
  { id, tries }: Pick<TakenMessage, 'id' | 'tries'>,
  state: 'sent' | 'refused' | 'expired',
  fault: string | null,
  now: Date,
): Promise<void> {
  await sql`
    UPDATE ${of(table)} SET state = ${state}, sealed = NULL, settled_at = ${now}::timestamptz,
      last_fault = coalesce(${fault}::text, last_fault)
    WHERE id = ${id} AND tries = ${tries} AND state = 'waiting'`.execute(db);
}

/** Plans another try. A try after the expiry is moved to the expiry; the message then expires instead. */
export async function postponeMessage(
  { db }: Db,
  table: OutboxTable,
  { id, tries }: Pick<TakenMessage, 'id' | 'tries'>,
  dueAt: Date,
  fault: string,
): Promise<void> {
  await sql`
    UPDATE ${of(table)} SET due_at = least(${dueAt}::timestamptz, expires_at), last_fault = ${fault}
    WHERE id = ${id} AND tries = ${tries} AND state = 'waiting'`.execute(db);
}

/** Marks messages past their expiry as expired, except those that a hub is sending. @returns how many */
export async function expireMessages({ db }: Db, table: OutboxTable, now: Date): Promise<number> {
  const { rows } = await sql`
    UPDATE ${of(table)} SET state = 'expired', sealed = NULL, settled_at = ${now}::timestamptz
    WHERE state = 'waiting' AND due_at <= ${now}::timestamptz AND expires_at <= ${now}::timestamptz
    RETURNING 1`.execute(db);
  return rows.length;
}

/** When the next message is due; null: none waits. */
export async function nextDueAt({ db }: Db, table: OutboxTable): Promise<Date | null> {
  const { rows } = await sql<{ due: Date | null }>`
    SELECT min(due_at) AS due FROM ${of(table)} WHERE state = 'waiting'`.execute(db);
  return rows[0]?.due ?? null;
}
