import { sql } from 'kysely';
import type { HubDatabase } from '../database/hub-database.ts';
import type { HubMail } from './templates/hub-mail.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

/**
 * How long a mail belongs to the hub that took it, in milliseconds: longer than any try. When that hub dies, another
 * one takes the mail after this time.
 */
export const LEASE = 2 * MINUTE;

/** Somebody waits at a kiosk for these, so they go before batches of others. */
const WAITED_FOR: HubMail['kind'][] = ['confirm-account', 'recovery-code', 'space-code'];

/** A mail that this hub has taken to send. */
export interface TakenMail {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Buffer;
  /**
   * Number of tries, with this one. It identifies the taking: a hub whose lease has ended cannot change the mail any
   * more.
   */
  readonly tries: number;
  readonly made_at: Date;
}

type Db = Pick<HubDatabase, 'db'>;

/** Takes the next mail that is due; no other hub gets it then. @returns null when none is due */
export async function takeMail({ db }: Db, now: Date): Promise<TakenMail | null> {
  const { rows } = await sql<TakenMail>`
    UPDATE mail SET due_at = ${new Date(now.getTime() + LEASE)}::timestamptz, tries = tries + 1
    WHERE id = (
      SELECT id FROM mail
      WHERE state = 'waiting' AND due_at <= ${now}::timestamptz AND expires_at > ${now}::timestamptz
      ORDER BY kind = ANY (${WAITED_FOR}::text[]) DESC, due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, sealed, tries, made_at`.execute(db);
  return rows[0] ?? null;
}

/** Ends a mail and deletes its content. @param fault null keeps the fault of an earlier try */
export async function settleMail(
  { db }: Db,
  { id, tries }: Pick<TakenMail, 'id' | 'tries'>,
  state: 'sent' | 'refused' | 'expired',
  fault: string | null,
  now: Date,
): Promise<void> {
  await sql`
    UPDATE mail SET state = ${state}, sealed = NULL, settled_at = ${now}::timestamptz,
      last_fault = coalesce(${fault}::text, last_fault)
    WHERE id = ${id} AND tries = ${tries} AND state = 'waiting'`.execute(db);
}

/** Plans another try. A try after the mail's expiry is moved to the expiry; the mail then expires instead. */
export async function postponeMail(
  { db }: Db,
  { id, tries }: Pick<TakenMail, 'id' | 'tries'>,
  dueAt: Date,
  fault: string,
): Promise<void> {
  await sql`
    UPDATE mail SET due_at = least(${dueAt}::timestamptz, expires_at), last_fault = ${fault}
    WHERE id = ${id} AND tries = ${tries} AND state = 'waiting'`.execute(db);
}

/** Marks mails past their expiry as expired, except those that a hub is sending. @returns how many */
export async function expireMails({ db }: Db, now: Date): Promise<number> {
  const { rows } = await sql`
    UPDATE mail SET state = 'expired', sealed = NULL, settled_at = ${now}::timestamptz
    WHERE state = 'waiting' AND due_at <= ${now}::timestamptz AND expires_at <= ${now}::timestamptz
    RETURNING 1`.execute(db);
  return rows.length;
}

/** When the next mail is due; null: none waits. */
export async function nextDueAt({ db }: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('mail')
    .select((select) => select.fn.min('due_at').as('due'))
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return row?.due ?? null;
}
