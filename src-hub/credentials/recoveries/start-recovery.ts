import type { RecoveryAnswer, RecoveryBody } from '../../../src-shared/hub-api/accounts.ts';
import { CODE_LIFE } from '../../../src-shared/policy/codes.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';
import type { Asker } from '../../codes/code-limits.ts';
import { heldChannels } from '../../codes/held-channels.ts';
import { addressKey } from '../../codes/sent-codes.ts';
import { sendCode, type CodeDeps, type Recipient } from '../../codes/send-code.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { postMail } from '../../mail/post-mail.ts';
import { readMailContacts } from '../../people/mail-contacts.ts';
import { subjectSql } from '../../people/subjects.ts';

/**
 * Mails a code to the holder of a confirmed account, at the address on file: somebody who has changed it may no longer
 * have the mailbox that they log in with. For an unknown address it does the same work and gives the same answer, but
 * sends no mail.
 * @returns null when another kiosk, or another address, has used this attempt
 */
export async function startRecovery(
  deps: CodeDeps,
  asker: Asker,
  request: RecoveryBody,
): Promise<RecoveryAnswer | null> {
  const attempt = request.attempt.toLowerCase();
  const { HUB_SECRET: secret } = deps.settings;
  const counted = addressKey(secret, request.email);
  const keys = secret.each().map((one) => addressKey(one, request.email));
  const sent = await sendCode(deps, {
    ...{ attempt, purpose: 'account-password', channel: 'email', target: null, to: null, asker },
    ...{ counted, visit: attempt, countedBefore: keys.filter((key) => key !== counted) },
    find: (connection) => holderOf(connection, deps, request),
  });
  switch (sent.result) {
    case 'ok': {
      const { codeFor, triesLeft, resendIn } = sent;
      return { result: 'posted', codeFor, triesLeft, resendIn };
    }
    case 'paused':
    case 'closed':
      return { result: 'paused', waitMs: sent.waitMs };
    case 'no-channel':
    case 'not-the-same':
      return null;
  }
}

async function holderOf(
  connection: HubConnection,
  deps: CodeDeps,
  { email, language }: RecoveryBody,
): Promise<Recipient | 'nobody'> {
  const [row] = await connection.query<{ subject: string; account: string }>(
    `SELECT ${subjectSql('account.number', 'account.insured')} AS subject, account.id AS account FROM account
     LEFT JOIN member ON member.number = account.number
     LEFT JOIN insured ON insured.nir = account.insured
     WHERE account.email = $1 AND confirmed_at IS NOT NULL
       AND member.closed_at IS NULL AND insured.closed_at IS NULL`,
    [email],
  );
  const holder = row?.subject ?? '';
  const contact = (await readMailContacts(connection, [holder])).get(holder);
  // Asked for nobody too, so that the time of the answer tells nothing.
  const held = await heldChannels(connection, holder, deps.now());
  if (row === undefined || contact === undefined) return 'nobody';
  // An address that an adviser has corrected of late gets none, and the former one was given up.
  if (contact.email !== null && held.has('email')) return 'nobody';
  const to = contact.email ?? email;
  return {
    holder,
    account: row.account,
    post: (code, expiresAt) =>
      postMail(
        connection,
        deps,
        { kind: 'recovery-code', to, language, code, codeMinutes: CODE_LIFE / MINUTE },
        expiresAt,
      ),
  };
}
