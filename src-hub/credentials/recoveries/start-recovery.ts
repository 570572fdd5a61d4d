import { keyedHashes } from '../../basics/hashes.ts';
import type { Language } from '../../../src-shared/language.ts';
import type { RecoveryAnswer, RecoveryBody } from '../../../src-shared/hub-api/accounts.ts';
import { resendWait } from '../../accounts/confirmation/resend-wait.ts';
import { sixDigits } from '../../basics/six-digits.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { redeemWait } from '../../letters/codes/code-tries.ts';
import { postMails } from '../../mail/post-mail.ts';
import { readMailContacts } from '../../people/mail-contacts.ts';
import { subjectSql } from '../../people/subjects.ts';
import { recoverySendWait } from './recovery-rules.ts';
import { CODE_LIFE, MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';
import { recoveryKey, recoveryMac } from './recovery-secrets.ts';
import { findRecovery, carryOver, lockRecoveryAddress, readRecoveryUse } from './stored-recoveries.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

export type RecoveryDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'>;

/**
 * Mails a code to the holder of a confirmed account, at the address on file: somebody who has changed it may no longer
 * have the mailbox that they log in with. Codes of earlier mails expire. For an unknown address it runs the
 * same statements and gives the same answer, but sends no mail.
 * @returns null when another kiosk, or another address, has used this attempt
 */
export async function startRecovery(
  deps: RecoveryDeps,
  kiosk: string,
  request: RecoveryBody,
): Promise<RecoveryAnswer | null> {
  const { database, settings, now } = deps;
  const attempt = request.attempt.toLowerCase();
  const identifier = recoveryKey(settings.HUB_SECRET, request.email);
  const all = keyedHashes(settings.HUB_SECRET, (one) => recoveryKey(one, request.email));
  return againOnConflict(() =>
    database.transaction(async (connection) => {
      await lockRecoveryAddress(connection, all);
      await carryOver(connection, identifier, all);
      const at = now();
      const before = await findRecovery(connection, attempt);
      const used = await readRecoveryUse(connection, identifier, at);
      if (before) {
        if (before.kiosk !== kiosk || !identifier.equals(before.identifier)) return null;
        return postedAnswer(before.expires_at, used, at);
      }
      const waitMs = Math.max(
        recoverySendWait(used.sends, at.getTime()),
        redeemWait(used.wrong, at.getTime()),
      );
      if (waitMs > 0) return { result: 'paused', waitMs };
      const expiresAt = new Date(at.getTime() + CODE_LIFE);
      const { email, language } = request;
      await sendRecoveryCode(connection, deps, {
        attempt,
        kiosk,
        identifier,
        email,
        language,
        at,
        expiresAt,
      });
      return postedAnswer(expiresAt, { ...used, sends: [...used.sends, at.getTime()] }, at);
    }),
  );
}

function postedAnswer(
  expiresAt: Date,
  { sends, wrong }: { sends: readonly number[]; wrong: readonly number[] },
  now: Date,
): RecoveryAnswer {
  return {
    result: 'posted',
    codeFor: Math.max(0, expiresAt.getTime() - now.getTime()),
    triesLeft: Math.max(0, MOST_CODE_TRIES - wrong.length),
    resendIn: resendWait(sends, now.getTime()),
  };
}

interface NewRecovery {
  readonly attempt: string;
  readonly kiosk: string;
  readonly identifier: Buffer;
  readonly email: string;
  readonly language: Language;
  readonly at: Date;
  readonly expiresAt: Date;
}

async function sendRecoveryCode(
  connection: HubConnection,
  deps: RecoveryDeps,
  made: NewRecovery,
): Promise<void> {
  const code = sixDigits(deps.randomBytes);
  const [row] = await connection.query<{ subject: string | null }>(
    `WITH ended AS (
       UPDATE recovery SET expires_at = $5::timestamptz
       WHERE identifier = $3 AND proven_at IS NULL AND expires_at > $5::timestamptz
     )
     INSERT INTO recovery (attempt, kiosk, identifier, code_mac, at, expires_at, account)
       VALUES ($1, $2, $3, $4, $5::timestamptz, $6::timestamptz, (
         SELECT account.id FROM account
         LEFT JOIN member ON member.number = account.number
         LEFT JOIN insured ON insured.nir = account.insured
         WHERE account.email = $7 AND confirmed_at IS NOT NULL
           AND member.closed_at IS NULL AND insured.closed_at IS NULL
       ))
     RETURNING (SELECT ${subjectSql('number', 'insured')} FROM account WHERE id = recovery.account) AS subject`,
    [
      made.attempt,
      made.kiosk,
      made.identifier,
      recoveryMac(deps.settings.HUB_SECRET, made.attempt, code),
      made.at.toISOString(),
      made.expiresAt.toISOString(),
      made.email,
    ],
  );
  const subject = row?.subject ?? '';
  const contact = (await readMailContacts(connection, [subject])).get(subject);
  const mail = {
    kind: 'recovery-code',
    to: contact?.email ?? made.email,
    language: made.language,
    code,
    codeMinutes: CODE_LIFE / MINUTE,
  } as const;
  await postMails(connection, deps, contact === undefined ? [] : [{ mail, expiresAt: made.expiresAt }]);
}
