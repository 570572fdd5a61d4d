import { keyedHashes, oneOfHashes } from '../../basics/hashes.ts';
import type { Language } from '../../../src-shared/messages/languages.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { accountKey } from '../../basics/account-key.ts';
import type { MailDeps } from '../../mail/post-mail.ts';
import { tellPeople } from '../../mail/tell-people.ts';
import { endWhatStood } from '../../sessions/end-what-stood.ts';
import { subjectSql } from '../../people/subjects.ts';

/** What confirms a pending account. */
export interface Confirmable {
  /** Id of the pending account. It and its holder must be locked. */
  readonly account: string;
  readonly email: string;
  /** Id of the confirmation whose link or code was used. */
  readonly confirmation: string;
}

interface Addressee {
  readonly email: string;
  readonly language: Language;
}

/**
 * Confirms a pending account: its password takes effect, and an earlier account of the same holder is deleted. A notice
 * goes to the new address, to the others on file, and to the address of the earlier account if it differs.
 */
export async function confirmAccount(
  connection: HubConnection,
  deps: MailDeps,
  pending: Confirmable,
): Promise<void> {
  const { account, confirmation, email } = pending;
  const now = deps.now();
  // A statement of its own, so that a holder never has two confirmed accounts.
  const former = await connection.query<Addressee>(
    `DELETE FROM account USING account AS pending
     WHERE pending.id = $1 AND account.confirmed_at IS NOT NULL AND account.id <> pending.id
       AND (account.number = pending.number OR account.insured = pending.insured)
     RETURNING account.email, account.language`,
    [account],
  );
  // A password that was set after the activation, at a kiosk or elsewhere, is the later decision: it stays.
  const [confirmed] = await connection.query<Addressee & { readonly subject: string }>(
    `WITH password AS (
       INSERT INTO credential (number, phc, decided_at)
         SELECT number, phc, activated_at FROM account
         WHERE id = $1 AND number IS NOT NULL AND confirmed_at IS NULL
       ON CONFLICT (number) DO UPDATE SET phc = excluded.phc, decided_at = excluded.decided_at,
         event = NULL, held_until = NULL, version = credential.version + 1 WHERE credential.decided_at < excluded.decided_at
     ),
     spent AS (UPDATE confirmation SET spent_at = $3::timestamptz WHERE id = $2),
     ended AS (UPDATE account_request SET confirmed_at = $3::timestamptz WHERE account = $1)
     UPDATE account SET confirmed_at = $3::timestamptz, phc = CASE WHEN number IS NULL THEN phc END
     WHERE id = $1 AND confirmed_at IS NULL
     RETURNING email, language, ${subjectSql('number', 'insured')} AS subject`,
    [account, confirmation, now.toISOString()],
  );
  if (!confirmed) throw new Error('an account that was pending could not be confirmed');
  // Until now the tries with this address counted for nobody's account.
  const keys = [email, confirmed.subject].flatMap((of) =>
    keyedHashes(deps.settings.HUB_SECRET, (one) => accountKey(one, of)),
  );
  await connection.query(`DELETE FROM login_failure WHERE ${oneOfHashes('account', '$1')}`, [keys]);
  await endWhatStood(connection, [confirmed.subject], now);
  const at = now.getTime();
  const { subject, language } = confirmed;
  await tellPeople(connection, deps, [
    {
      ...{ subject, language, mail: { kind: 'account-confirmed', at } },
      former: former.map((before) => before.email).filter((before) => before !== confirmed.email),
      formerMail: { kind: 'account-replaced', at },
      // Whoever has the letter has chosen this address.
      used: [confirmed.email],
    },
  ]);
}
