import { sql } from 'kysely';
import type { HubDatabase } from '../../database/hub-database.ts';

/** Who may log in, and by which password. */
export interface LoginHolder {
  /** Null for a person who is only insured. */
  readonly number: string | null;
  /** Keyed hash of the NIR of such a person. */
  readonly insured: Buffer | null;
  readonly given_name: string;
  readonly family_name: string;
  /** Null while no password has been set. */
  readonly phc: string | null;
}

/** An account that waits for its e-mail address to be confirmed; its password opens nothing yet. */
export interface PendingLogin {
  readonly account: string;
  readonly phc: string | null;
}

/** The member with this number. */
export async function holderByNumber({ db }: HubDatabase, number: string): Promise<LoginHolder | undefined> {
  return db
    .selectFrom('member')
    .leftJoin('credential', 'credential.number', 'member.number')
    .select(['member.number', sql<null>`NULL`.as('insured'), 'given_name', 'family_name', 'phc'])
    .where('member.number', '=', number)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
}

/** Both accounts that can have one address: the confirmed one, and one that would take its place. */
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
    // A member has one password, by whatever identifier; it stands with the number.
    confirmed: confirmed && {
      ...confirmed,
      phc: confirmed.number === null ? confirmed.own_phc : confirmed.member_phc,
    },
    pending: pending && { account: pending.account, phc: pending.own_phc },
  };
}
