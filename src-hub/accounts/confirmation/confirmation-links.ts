import { keyedHashes } from '../../basics/hashes.ts';
import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import { lockPeople } from '../../database/lock-people.ts';
import type { HubConnection, HubDatabase } from '../../database/hub-database.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { confirmAccount } from './confirm-account.ts';
import { confirmationTokenMac } from './confirmation-secrets.ts';
import { TAKEN } from './taken-address.ts';
import type { PendingAccount } from './confirmations.ts';

export type LinkDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'>;

/**
 * The state of a link. `taken`: another person was the first to confirm the address. `used`: the account is confirmed, by this link or otherwise. `void`: a later activation, a new
 * address or the holder's closing has ended the link; it then tells nothing of the account.
 */
export type LinkState = 'open' | 'expired' | 'used' | 'taken' | 'void';

export interface FoundLink {
  readonly state: LinkState;
  readonly account: PendingAccount & { readonly givenName: string };
}

/** Finds the link with this token. @returns null when there is none, or its account was deleted */
export async function findLink(
  database: HubDatabase,
  deps: Pick<LinkDeps, 'settings' | 'now'>,
  token: string,
): Promise<FoundLink | null> {
  const row = await linkOf(database, deps, token);
  if (!row) return null;
  const { account: id, email, language, given_name: givenName } = row;
  return { state: stateOf(row, deps.now()), account: { id, email, language, givenName } };
}

/** Result of a confirmation by link. `already`: confirmed before. `taken`: by another person. `unknown`: no such link, or void. */
export type LinkOutcome = 'confirmed' | 'already' | 'expired' | 'taken' | 'unknown';

/** Confirms the account of the link with this token. */
export async function confirmByLink(deps: LinkDeps, token: string): Promise<LinkOutcome> {
  const found = await linkOf(deps.database, deps, token);
  if (!found) return 'unknown';
  return againOnConflict(() =>
    deps.database.transaction(async (connection) => {
      await lockPeople(connection, [found.subject]);
      return confirmLocked(connection, deps, Buffer.from(found.token_mac));
    }),
  );
}

async function linkOf(
  { db }: HubDatabase,
  { settings }: Pick<LinkDeps, 'settings'>,
  token: string,
): Promise<LinkRow | undefined> {
  const hashes = keyedHashes(settings.HUB_SECRET, (one) => confirmationTokenMac(one, token));
  const { rows } = await sql<LinkRow>`${sql.raw(LINK)}
    WHERE token_mac IN (SELECT decode(hash, 'hex') FROM unnest(${hashes}::text[]) AS hash)`.execute(db);
  return rows.find(({ token_mac }) =>
    timingSafeEqual(token_mac, confirmationTokenMac(settings.HUB_SECRET.of(token_mac), token)),
  );
}

async function confirmLocked(connection: HubConnection, deps: LinkDeps, mac: Buffer): Promise<LinkOutcome> {
  const [row] = await connection.query<LinkRow>(`${LINK} WHERE token_mac = $1 FOR UPDATE OF account`, [mac]);
  if (!row) return 'unknown';
  const state = stateOf(row, deps.now());
  if (state === 'used') return 'already';
  if (state !== 'open') return state === 'void' ? 'unknown' : state;
  await confirmAccount(connection, deps, { ...row, confirmation: row.id });
  return 'confirmed';
}

const LINK = `SELECT confirmation.id, token_mac, expires_at, voided_at, account.id AS account, account.email,
    account.language, account.number, account.confirmed_at, ${TAKEN} AS taken,
    coalesce(account.number, 'nir:' || encode(account.insured, 'hex')) AS subject,
    coalesce(member.given_name, insured.given_name) AS given_name,
    coalesce(member.closed_at, insured.closed_at) AS closed_at
  FROM confirmation JOIN account ON account.id = confirmation.account
    LEFT JOIN member ON member.number = account.number LEFT JOIN insured ON insured.nir = account.insured`;

interface LinkRow extends Omit<PendingAccount, 'id'> {
  readonly id: string;
  readonly token_mac: Uint8Array;
  readonly expires_at: Date;
  readonly voided_at: Date | null;
  readonly account: string;
  readonly number: string | null;
  readonly confirmed_at: Date | null;
  readonly taken: boolean;
  readonly subject: string;
  readonly given_name: string;
  readonly closed_at: Date | null;
}

function stateOf(row: LinkRow, now: Date): LinkState {
  if (row.voided_at !== null || row.closed_at !== null) return 'void';
  if (row.confirmed_at !== null) return 'used';
  if (row.taken) return 'taken';
  return row.expires_at > now ? 'open' : 'expired';
}
