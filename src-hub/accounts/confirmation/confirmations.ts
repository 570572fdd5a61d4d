import type { Language } from '../../../src-shared/messages/languages.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { type MailDeps, postMail } from '../../mail/post-mail.ts';
import {
  confirmationCodeMac,
  makeConfirmationSecrets,
  confirmationTokenMac,
} from './confirmation-secrets.ts';
import { SEND_WINDOW } from '../../../src-shared/policy/send-delays.ts';
import { resendWait } from './resend-wait.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';
import { CODE_LIFE, CONFIRMATION_LINK_LIFE } from '../../../src-shared/policy/codes.ts';

/** Path of the confirmation page below `HUB_PUBLIC_URL`; the token follows. */
export const CONFIRMATION_PATH = '/compte/confirmation/';

/** A pending account: not yet confirmed. */
export interface PendingAccount {
  readonly id: string;
  readonly email: string;
  readonly language: Language;
}

/**
 * Posts a confirmation mail with a new link and a new code, within the caller's transaction. Codes of earlier mails
 * expire; their links stay valid until {@link voidConfirmations}. The caller checks the limits first.
 */
export async function postConfirmation(
  connection: HubConnection,
  deps: MailDeps,
  account: PendingAccount,
): Promise<void> {
  const { settings, now, randomBytes } = deps;
  const madeAt = now();
  const until = new Date(madeAt.getTime() + CONFIRMATION_LINK_LIFE);
  const { token, code } = makeConfirmationSecrets(randomBytes);
  const mail = await postMail(
    connection,
    deps,
    {
      kind: 'confirm-account',
      to: account.email,
      language: account.language,
      url: settings.HUB_PUBLIC_URL.replace(/\/+$/u, '') + CONFIRMATION_PATH + token,
      code,
      codeMinutes: CODE_LIFE / MINUTE,
      until: until.getTime(),
    },
    until,
  );
  await connection.query(
    `WITH ended AS (
       UPDATE confirmation SET code_expires_at = $5::timestamptz
       WHERE account = $1 AND code_expires_at > $5::timestamptz
     )
     INSERT INTO confirmation (account, token_mac, code_mac, mail, made_at, expires_at, code_expires_at)
       VALUES ($1, $2, $3, $4, $5::timestamptz, $6::timestamptz, $7::timestamptz)`,
    [
      account.id,
      confirmationTokenMac(settings.HUB_SECRET, token),
      confirmationCodeMac(settings.HUB_SECRET, account.id, code),
      mail,
      madeAt.toISOString(),
      until.toISOString(),
      new Date(madeAt.getTime() + CODE_LIFE).toISOString(),
    ],
  );
}

/** Ends all links and codes of an account: they went to an old address, or belong to replaced data. */
export async function voidConfirmations(connection: HubConnection, account: string, at: Date): Promise<void> {
  await connection.query(
    `UPDATE confirmation SET voided_at = $2::timestamptz
     WHERE account = $1 AND spent_at IS NULL AND voided_at IS NULL`,
    [account, at.toISOString()],
  );
}

/**
 * Reads how long the account must wait for its next mail; see {@link resendWait}. The account must be locked, otherwise
 * two calls at once both send a mail.
 */
export async function readResendWait(
  connection: HubConnection,
  account: string,
  now: Date,
): Promise<number | null> {
  const sends = await connection.query<{ made_at: Date }>(
    'SELECT made_at FROM confirmation WHERE account = $1 AND made_at > $2::timestamptz ORDER BY made_at',
    [account, new Date(now.getTime() - SEND_WINDOW).toISOString()],
  );
  return resendWait(
    sends.map(({ made_at }) => made_at.getTime()),
    now.getTime(),
  );
}
