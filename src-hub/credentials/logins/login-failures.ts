import { FAILURE_WINDOW, nextLoginAt } from '../../../src-shared/policy/login-delays.ts';
import type { HubDatabase } from '../../database/hub-database.ts';
import type { HubClient } from '../../http/caller.ts';

/** Where a password is typed: at a kiosk, on the website, in the mobile application. */
export type LoginChannel = HubClient['kind'] | 'mobile';

/** An account as one channel sees it: failures at kiosks do not delay a member at home, nor the reverse. */
export interface Account {
  /** From `accountKey`. */
  readonly key: Buffer;
  readonly channel: LoginChannel;
}

/** What counting a try gave. */
export type CountedTry =
  { readonly state: 'counted' } | { readonly state: 'delayed'; readonly waitMs: number };

/**
 * Counts a try before the password is looked at, in a transaction of its own: a hub that dies afterwards does not give it
 * back, and of many tries at once each sees those before it. A delayed try is not counted.
 */
export function countTry(database: HubDatabase, account: Account, now: Date): Promise<CountedTry> {
  const at = now.getTime();
  const oldest = new Date(at - FAILURE_WINDOW).toISOString();
  return database.transaction(async (connection) => {
    await connection.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 4200003))', [
      `${account.channel} ${account.key.toString('hex')}`,
    ]);
    const failures = await connection.query<{ at: Date }>(
      `SELECT at FROM login_failure WHERE account = $1 AND channel = $2 AND at > $3::timestamptz ORDER BY at`,
      [account.key, account.channel, oldest],
    );
    const waitMs = waitOf(failures, at);
    if (waitMs > 0) return { state: 'delayed', waitMs };
    await connection.query(
      'DELETE FROM login_failure WHERE account = $1 AND channel = $2 AND at <= $3::timestamptz',
      [account.key, account.channel, oldest],
    );
    await connection.query(
      'INSERT INTO login_failure (account, channel, at) VALUES ($1, $2, $3::timestamptz)',
      [account.key, account.channel, now.toISOString()],
    );
    return { state: 'counted' };
  });
}

/** The account's holder has logged in: nothing delays them any more on this channel. */
export async function clearFailures({ db }: HubDatabase, account: Account): Promise<void> {
  await db
    .deleteFrom('login_failure')
    .where('account', '=', account.key)
    .where('channel', '=', account.channel)
    .execute();
}

function waitOf(failures: readonly { at: Date }[], now: number): number {
  return (
    nextLoginAt(
      failures.map(({ at }) => at.getTime()),
      now,
    ) - now
  );
}
