import { sql } from 'kysely';
import type { HubDatabase } from '../../database/hub-database.ts';

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

/** Finds the two accounts that can have one e-mail address: a confirmed one, and a pending one. */
export async function holdersByEmail(
  { db }: HubDatabase,
  email: string,
): Promise<{ confirmed: LoginHolder | undefined; pending: PendingLogin | undefined }> {
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
      'account.phc as own_phc',
      'credential.phc as member_phc',
      fn.coalesce('member.given_name', 'insured.given_name', sql<string>`''`).as('given_name'),
      fn.coalesce('member.family_name', 'insured.family_name', sql<string>`''`).as('family_name'),
    ])
    .where('account.email', '=', email)
    .where('member.closed_at', 'is', null)
    .where('insured.closed_at', 'is', null)
    .execute();
  const confirmed = rows.find(({ confirmed_at }) => confirmed_at !== null);
  const pending = rows.find(({ confirmed_at }) => confirmed_at === null);
  return {
    // A member has one password, stored with the member number, for all identifiers.
    confirmed: confirmed && {
      ...confirmed,
      phc: confirmed.number === null ? confirmed.own_phc : confirmed.member_phc,
    },
    pending: pending && { account: pending.account, phc: pending.own_phc },
  };
}
