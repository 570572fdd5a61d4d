import { queryOf, type Queryable } from '../database/single-statement.ts';

/** What became of a message. `refused`: it does not arrive any more. */
export type MessageState = 'waiting' | 'sent' | 'refused';

/** State of the message with the latest code of a visit or session; null: no code was sent. */
export async function latestMessage(database: Queryable, visit: string): Promise<MessageState | null> {
  return read(database, 'WHERE visit = $1 ORDER BY sent_code.made_at DESC LIMIT 1', visit);
}

/** State of the message with the code of an attempt of this visit; null: there is none. */
export async function messageOf(
  where: Queryable,
  visit: string,
  attempt: string,
): Promise<MessageState | null> {
  return read(where, 'WHERE visit = $1 AND attempt = $2', visit, attempt);
}

async function read(
  where: Queryable,
  which: string,
  ...parameters: readonly string[]
): Promise<MessageState | null> {
  const rows = await queryOf(where)<{ state: MessageState | 'expired' | null }>(
    `SELECT coalesce(mail.state, sms.state) AS state FROM sent_code
     LEFT JOIN mail ON mail.id = message LEFT JOIN sms ON sms.id = message ${which}`,
    parameters,
  );
  const state = rows[0]?.state ?? null;
  return state === 'expired' ? 'refused' : state;
}
