import {
  isPhoneChannel,
  type Channel,
  type SentChannel,
} from '../../../src-shared/values/contact/channel.ts';
import { DEFAULT_LANGUAGE } from '../../../src-shared/messages/languages.ts';
import type { CanaryState } from '../../../src-shared/hub-api/staff/kiosk-branch.ts';
import type { ReadBody } from '../../../src-shared/hub-api/hub-calls.ts';
import {
  CANARIES_PER_DAY,
  CANARY_LIFE,
  LETTERS_LATE,
} from '../../../src-shared/policy/staff/morning-test.ts';
import { DAY } from '../../../src-shared/time/units.ts';
import { smsCostToday } from '../../codes/code-limits.ts';
import type { MessageState } from '../../codes/message-state.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { lockPeople } from '../../database/lock-people.ts';
import { postMail } from '../../mail/post-mail.ts';
import { postSms } from '../../mail/post-sms.ts';
import { channelsSent } from '../../mail/outbox/sending-hubs.ts';
import { drawTestLetter } from './test-letter.ts';

type CanaryDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes' | 'log'>;

/** A kiosk that makes its morning test. */
interface Tester {
  readonly kiosk: string;
  readonly name: string;
  readonly at: Date;
}

/**
 * Sends the message of a morning test by the way that codes go: to an address of head office's own, marked as a test. It
 * never goes to a member. The same attempt sends nothing, and tells how its message stands.
 */
export function sendCanary(
  deps: CanaryDeps,
  kiosk: string,
  { attempt, channel }: ReadBody<'branch/canary'>,
): Promise<{ readonly state: CanaryState }> {
  return againOnConflict(() =>
    deps.database.transaction(async (connection) => {
      const sms = channel !== 'letter' && isPhoneChannel(channel) ? ['sms-of-today'] : [];
      await lockPeople(connection, [`canaries-of:${kiosk}`, ...sms]);
      const known = await knownState(connection, kiosk, channel, attempt);
      if (known !== null) return { state: known };
      const at = deps.now();
      const { name, count } = await readTester(connection, kiosk, channel, at);
      if (count >= CANARIES_PER_DAY) return { state: 'paused' };
      const tester = { kiosk, name, at };
      const sent =
        channel === 'letter'
          ? await tryLetter(connection, deps, tester)
          : await post(connection, deps, channel, tester);
      const [message, state] = typeof sent === 'string' ? [null, sent] : [sent.message, 'waiting' as const];
      await connection.query(
        'INSERT INTO canary (id, kiosk, channel, message, state, at) VALUES ($1, $2, $3, $4, $5, $6::timestamptz)',
        [attempt, kiosk, channel, message, state, at.toISOString()],
      );
      return { state };
    }),
  );
}

async function knownState(
  { query }: HubConnection,
  kiosk: string,
  channel: Channel,
  attempt: string,
): Promise<CanaryState | null> {
  const [row] = await query<{
    kiosk: string;
    channel: string;
    state: CanaryState;
    message: MessageState | 'expired' | null;
  }>(
    `SELECT kiosk, channel, canary.state, coalesce(mail.state, sms.state) AS message FROM canary
     LEFT JOIN mail ON mail.id = message LEFT JOIN sms ON sms.id = message WHERE canary.id = $1`,
    [attempt],
  );
  if (row === undefined) return null;
  // The id of another attempt: nothing is told of it.
  if (row.kiosk !== kiosk || row.channel !== channel) return 'refused';
  if (row.message === null || row.message === 'waiting') return row.state;
  return row.message === 'sent' ? 'done' : 'refused';
}

async function readTester(
  { query }: HubConnection,
  kiosk: string,
  channel: Channel,
  at: Date,
): Promise<{ readonly name: string; readonly count: number }> {
  const [row] = await query<{ name: string; count: number }>(
    `SELECT name, (SELECT count(*)::integer FROM canary
       WHERE canary.kiosk = kiosk.id AND channel = $2 AND at > $3::timestamptz) AS count
     FROM kiosk WHERE id = $1`,
    [kiosk, channel, new Date(at.getTime() - DAY).toISOString()],
  );
  if (row === undefined) throw new Error('a kiosk that calls is not in the table');
  return row;
}

/** Puts the message into the outbox. @returns its id there, or why it was not sent */
async function post(
  connection: HubConnection,
  deps: CanaryDeps,
  channel: SentChannel,
  { name: place, at }: Tester,
): Promise<{ readonly message: string } | CanaryState> {
  const { HUB_TEST_EMAIL, HUB_TEST_PHONE, HUB_SMS_PRICE, HUB_SMS_DAY_CEILING } = deps.settings;
  const to = isPhoneChannel(channel) ? HUB_TEST_PHONE : HUB_TEST_EMAIL;
  if (to === undefined) return 'no-address';
  if (await isOfPerson(connection, to)) return 'of-a-member';
  if (!(await channelsSent(connection, deps)).has(channel)) return 'closed';
  const expiresAt = new Date(at.getTime() + CANARY_LIFE);
  const canary = { kind: 'canary', place, at: at.getTime() } as const;
  if (!isPhoneChannel(channel)) {
    const mail = { ...canary, to, language: DEFAULT_LANGUAGE };
    return { message: await postMail(connection, deps, mail, expiresAt) };
  }
  if ((await smsCostToday(connection, at)) + HUB_SMS_PRICE > HUB_SMS_DAY_CEILING) return 'closed';
  const text = { to, language: DEFAULT_LANGUAGE, message: canary, expiresAt };
  return { message: await postSms(connection, deps, text) };
}

/** Whether a member or an account has this address or number: their messages would be mixed with tests. */
async function isOfPerson({ query }: HubConnection, to: string): Promise<boolean> {
  const rows = await query(
    `SELECT FROM member WHERE (email = $1 OR phone = $1) AND closed_at IS NULL
     UNION ALL SELECT FROM account WHERE email = $1 LIMIT 1`,
    [to],
  );
  return rows.length > 0;
}

/** Draws a letter that nobody prints, and looks whether those of members are made at all. */
async function tryLetter(
  { query }: HubConnection,
  deps: CanaryDeps,
  { name, at }: Tester,
): Promise<CanaryState> {
  const before = new Date(at.getTime() - LETTERS_LATE).toISOString();
  const late = await query(
    `SELECT FROM letter WHERE batch IS NULL AND spent_at IS NULL AND voided_at IS NULL AND kind <> 'notice'
       AND requested_at < $1::timestamptz
       AND NOT EXISTS (SELECT FROM letter_batch WHERE made_at > $1::timestamptz) LIMIT 1`,
    [before],
  );
  if (late.length > 0) return 'late';
  try {
    await drawTestLetter(deps, name, at);
    return 'done';
  } catch (error) {
    deps.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'test-letter-not-drawn');
    return 'refused';
  }
}
