import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection, HubDatabase } from '../database/hub-database.ts';
import { takeDuties } from '../core/key-table.ts';
import { auditHash, BEFORE_FIRST, type AuditRow } from './audit-chain.ts';

/** Number of the advisory lock under which rows are added one after the other. */
const AUDIT_LOCK = 4_200_018;

/** Rows per query. */
const AT_ONCE = 1000;

/** Microseconds too, since the database has them: a change of one is found. */
const COLUMNS = `id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, operator, command, concerns,
  reason, result, key_id AS "keyId", encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash`;

/** What a command tells of itself. */
export interface Audited {
  readonly operator: string;
  readonly command: string;
  /** Masked; no secret and no content. */
  readonly concerns: string;
  readonly reason: string;
  readonly result: string;
}

/** Keeps other rows from being added until the commit. */
export async function lockAudit({ query }: HubConnection): Promise<void> {
  await query('SELECT pg_advisory_xact_lock($1)', [AUDIT_LOCK]);
}

/** Adds a row at the end of the chain, under a lock until the commit. @returns its number and its hash */
export async function appendAudit(
  connection: HubConnection,
  { settings, now }: Pick<HubDeps, 'settings' | 'now'>,
  audited: Audited,
): Promise<{ readonly row: number; readonly hash: string }> {
  const { query } = connection;
  await lockAudit(connection);
  // A row is made with the key in use at its place in the chain, not with that of a moment ago.
  await takeDuties(connection, settings);
  const [last] = await query<{ id: number; hash: string }>(
    `SELECT id, encode(hash, 'hex') AS hash FROM audit ORDER BY id DESC LIMIT 1`,
  );
  const at = now().toISOString();
  const entry = {
    ...audited,
    id: (last?.id ?? 0) + 1,
    at: at.replace('Z', '000Z'),
    keyId: settings.HUB_SECRET.key.id,
    previous: last?.hash ?? BEFORE_FIRST,
  };
  const hash = auditHash(settings.HUB_SECRET, entry);
  await query(
    `INSERT INTO audit (id, at, operator, command, concerns, reason, result, key_id, previous, hash)
       VALUES ($1, $2::timestamptz, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), decode($10, 'hex'))`,
    [
      ...[entry.id, at, entry.operator, entry.command, entry.concerns, entry.reason, entry.result],
      ...[entry.keyId, entry.previous, hash],
    ],
  );
  return { row: entry.id, hash };
}

/** All rows, oldest first, by pieces. */
export async function* auditRows(database: Pick<HubDatabase, 'transaction'>): AsyncGenerator<AuditRow[]> {
  for (let after = 0; ;) {
    const from = after;
    const rows = await database.transaction(({ query }) =>
      query<AuditRow>(`SELECT ${COLUMNS} FROM audit WHERE id > $1 ORDER BY id LIMIT ${AT_ONCE}`, [from]),
    );
    if (rows.length > 0) yield rows;
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)?.id ?? after;
  }
}

/**
 * The newest rows, newest first.
 * @param containing only those that concern one of these; null: all
 */
export function newestAuditRows(
  database: Pick<HubDatabase, 'transaction'>,
  most: number,
  containing: readonly string[] | null,
): Promise<AuditRow[]> {
  return database.transaction(({ query }) =>
    query<AuditRow>(
      `SELECT ${COLUMNS} FROM audit WHERE $2::text[] IS NULL
         OR EXISTS (SELECT FROM unnest($2::text[]) AS part WHERE strpos(concerns, part) > 0) ORDER BY id DESC LIMIT $1`,
      [most, containing],
    ),
  );
}
