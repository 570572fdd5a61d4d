import type { Language } from '../../../src-shared/messages/languages.ts';
import { subjectSql } from '../../people/subjects.ts';
import type { HubConnection } from '../../database/hub-database.ts';

/** A confirmed account with its holder. */
export interface AccountOwner {
  readonly account: string;
  readonly email: string;
  readonly language: Language;
  /** Null for a person who is only insured. */
  readonly number: string | null;
  /** Subject of the holder (see `subjectOf`). */
  readonly subject: string;
  readonly family_name: string;
  readonly birth_name: string | null;
  readonly given_name: string;
  readonly birth_date: string;
}

/** Finds the holder of a confirmed account; undefined when unknown or closed. @param account its id */
export async function findOwner(
  connection: HubConnection,
  account: string,
): Promise<AccountOwner | undefined> {
  const [owner] = await connection.query<AccountOwner>(
    `SELECT account.id AS account, account.email, account.language, account.number,
       ${subjectSql('account.number', 'account.insured')} AS subject,
       coalesce(member.family_name, insured.family_name) AS family_name,
       coalesce(member.birth_name, insured.birth_name) AS birth_name,
       coalesce(member.given_name, insured.given_name) AS given_name,
       coalesce(member.birth_date, insured.birth_date) AS birth_date
     FROM account
     LEFT JOIN member ON member.number = account.number
     LEFT JOIN insured ON insured.nir = account.insured
     WHERE account.id = $1 AND confirmed_at IS NOT NULL
       AND member.closed_at IS NULL AND insured.closed_at IS NULL`,
    [account],
  );
  return owner;
}
