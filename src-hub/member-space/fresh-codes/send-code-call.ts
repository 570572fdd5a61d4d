import type { HubSecret } from '../../basics/hub-secret.ts';
import { contactOn, isPhoneChannel } from '../../../src-shared/values/contact/channel.ts';
import { readEmail } from '../../../src-shared/values/contact/email.ts';
import type { SpaceAnswer, SpaceBody } from '../../../src-shared/hub-api/space-calls.ts';
import { readMobile } from '../../../src-shared/values/contact/phone.ts';
import { sixDigits } from '../../basics/six-digits.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { redeemWait } from '../../letters/codes/code-tries.ts';
import { postMail } from '../../mail/post-mail.ts';
import { freshCodeMac, freshCodeTarget, lockCodes, readFreshCodeUse } from './fresh-codes.ts';
import { CODE_LIFE } from '../../../src-shared/policy/codes.ts';
import { codeAnswer, freshCodeSendWait } from './fresh-code-rules.ts';
import { findCode, sealCode, type StoredCode, unsealCode } from './fresh-code-row.ts';
import { readReach } from './reach.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import type { SpaceSession } from '../../sessions/space-session.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

type Asked = SpaceBody<'send-code'>;

/**
 * Sends a code for a step that needs one, and voids an earlier code for the same step. A repeated attempt, after a lost
 * answer, sends nothing and gets the same answer, with the same code for a phone.
 */
export const sendCode: SpaceHandler<'send-code'> = async ({ deps, session }, body) => {
  const asked = { ...body, attempt: body.attempt.toLowerCase() };
  const answer = await againOnConflict(() =>
    deps.database.transaction((connection) => sendLocked(connection, deps, session, asked)),
  );
  deps.metrics.attempt('space-code', answer.result === 'ok' ? 'sent' : answer.result);
  return answer;
};

async function sendLocked(
  connection: HubConnection,
  deps: HubDeps,
  session: SpaceSession,
  asked: Asked,
): Promise<SpaceAnswer<'send-code'>> {
  const { HUB_SECRET: secret } = deps.settings;
  await lockCodes(connection, session.self);
  const at = deps.now();
  const target = asked.purpose === 'new-contact' ? freshCodeTarget(secret, asked.to ?? '') : null;
  const used = await readFreshCodeUse(connection, session.self, at);
  const before = await findCode(connection, asked.attempt);
  if (before) {
    // The attempt was used for something else: say no more than for an unknown channel.
    if (!isSame(before, session, asked, secret)) return { result: 'no-channel' };
    return codeAnswer(used, before, at, unsealCode(secret, before.sealed));
  }
  const to = await destinationOf(connection, deps, session, asked);
  if (to === null) return { result: 'no-channel' };
  const sent = { channel: asked.channel, target };
  const waitMs = Math.max(
    freshCodeSendWait(used.sends, sent, at.getTime()),
    redeemWait(used.wrong, at.getTime()),
  );
  if (waitMs > 0) return { result: 'paused', waitMs };
  const code = sixDigits(deps.randomBytes);
  const sms = isPhoneChannel(asked.channel) ? { phone: to, code } : null;
  const expiresAt = new Date(at.getTime() + CODE_LIFE);
  await connection.query(
    `UPDATE space_code SET voided_at = $3::timestamptz, sealed = NULL
     WHERE holder = $1 AND purpose = $2 AND proven_at IS NULL AND voided_at IS NULL`,
    [session.self, asked.purpose, at.toISOString()],
  );
  const mail = sms === null ? await postMail(connection, deps, mailOf(asked, to, code), expiresAt) : null;
  await connection.query(
    `INSERT INTO space_code (attempt, session, holder, purpose, channel, target, code_mac, sealed, mail, made_at,
       expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz, $11::timestamptz)`,
    [
      ...[asked.attempt, session.id, session.self, asked.purpose, asked.channel, target],
      ...[freshCodeMac(secret, asked.attempt, code), sms && sealCode(deps, sms), mail],
      ...[at.toISOString(), expiresAt.toISOString()],
    ],
  );
  const sends = [...used.sends, { ...sent, at: at.getTime(), isProven: false }];
  return codeAnswer({ ...used, sends }, { ...sent, expires_at: expiresAt, voided_at: null }, at, sms);
}

function isSame(before: StoredCode, session: SpaceSession, asked: Asked, secret: HubSecret): boolean {
  return (
    before.session === session.id &&
    before.purpose === asked.purpose &&
    before.channel === asked.channel &&
    (before.target === null ||
      freshCodeTarget(secret.of(before.target), asked.to ?? '').equals(before.target))
  );
}

/** The address or number on file; only `new-contact` takes it from the body. @returns null: none */
async function destinationOf(
  connection: HubConnection,
  { settings }: HubDeps,
  session: SpaceSession,
  { purpose, channel, to }: Asked,
): Promise<string | null> {
  const reach = await readReach(connection, settings, session.self);
  if (purpose !== 'new-contact') return contactOn(channel, reach);
  if (!reach.isMember || to === null) return null;
  const read = isPhoneChannel(channel) ? readMobile(to, settings.HUB_SMS_COUNTRIES) : readEmail(to);
  return read.ok && read.value === to ? to : null;
}

function mailOf({ purpose, language }: Asked, to: string, code: string) {
  return { kind: 'space-code', to, language, purpose, code, codeMinutes: CODE_LIFE / MINUTE } as const;
}
