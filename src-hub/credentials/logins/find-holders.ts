import { sql } from 'kysely';
import { CLAIMS_LOOKED_AT } from '../../../src-shared/policy/accounts.ts';
import type { HubConnection, HubDatabase } from '../../database/hub-database.ts';
import { lockPeople } from '../../database/lock-people.ts';

/** A person who may log in. */
export interface LoginHolder {
  /** Null for a person who is only insured. */
  readonly number: string | null;
  /** Keyed hash of the NIR of such a person; null for a member. */
  readonly insured: Buffer | null;
  readonly given_name: string;
  readonly family_name: string;
  /** Null: no password is set yet. */
  readonly phc: string | null;
}

/** An account that is not yet confirmed. Its password does not open a session. */
export interface PendingLogin {
  readonly account: string;
  readonly phc: string | null;
}

/** Finds an open member. */
export async function holderByNumber({ db }: HubDatabase, number: string): Promise<LoginHolder | undefined> {
  return db
    .selectFrom('member')
    .leftJoin('credential', 'credential.number', 'member.number')
    .select(['member.number', sql<null>`NULL`.as('insured'), 'given_name', 'family_name', 'phc'])
    .where('member.number', '=', number)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
}

/**
 * Finds the accounts of one e-mail address: the confirmed one, and the newest of those that wait for it.
 * @param since activations before this moment wait no longer
 */
export async function holdersByEmail(
  { db }: HubDatabase,
  email: string,
  since: Date,
): Promise<{ confirmed: LoginHolder | undefined; pending: readonly PendingLogin[] }> {
  const rows = await db
    .selectFrom('account')
    .leftJoin('member', 'member.number', 'account.number')
    .leftJoin('insured', 'insured.nir', 'account.insured')
    .leftJoin('credential', 'credential.number', 'account.number')
    .select(({ fn }) => [
      'account.id as account',
      'account.number',
      'account.insured',
      'account.confirmed_at',
      'account.activated_at',
      'account.phc as own_phc',
      'credential.phc as member_phc',
      fn.coalesce('member.given_name', 'insured.given_name', sql<string>`''`).as('given_name'),
      fn.coalesce('member.family_name', 'insured.family_name', sql<string>`''`).as('family_name'),
    ])
    .where('account.email', '=', email)
    .where('member.closed_at', 'is', null)
    .where('insured.closed_at', 'is', null)
    .orderBy('account.activated_at', 'desc')
    .execute();
  const confirmed = rows.find(({ confirmed_at }) => confirmed_at !== null);
  const pending = rows
    .filter(({ confirmed_at, activated_at }) => confirmed_at === null && activated_at > since)
    .slice(0, CLAIMS_LOOKED_AT);
  return {
    // A member has one password, stored with the member number, for all identifiers.
    confirmed: confirmed && {
      ...confirmed,
      phc: confirmed.number === null ? confirmed.own_phc : confirmed.member_phc,
    },
    pending: pending.map(({ account, own_phc: phc }) => ({ account, phc })),
  };
}

/**
 * Locks a person whose password was right, until the commit.
 * @returns false: the password was replaced while it was compared, so what it would open is refused
 */
export async function lockWithPassword(
  connection: HubConnection,
  subject: string,
  { number, insured, phc }: Pick<LoginHolder, 'number' | 'insured' | 'phc'>,
): Promise<boolean> {
  await lockPeople(connection, [subject]);
  const rows = await connection.query(
    `SELECT FROM credential WHERE number = $1 AND phc = $3
     UNION ALL SELECT FROM account WHERE insured = $2 AND phc = $3 AND confirmed_at IS NOT NULL`,
    [number, insured, phc],
  );
  return rows.length > 0;
}
