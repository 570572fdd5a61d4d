import { FAILURE_WINDOW, nextLoginAt } from '../../../src-shared/policy/login-delays.ts';
import type { HubDatabase } from '../../database/hub-database.ts';
import type { HubClient } from '../../http/caller.ts';

/** Where a password is typed: kiosk, website, or mobile application. */
export type LoginChannel = HubClient['kind'] | 'mobile';

/** An identifier on one channel. Failures at kiosks do not delay a member at home, nor the reverse. */
export interface LoginAccount {
  /** From `accountKey`. */
  readonly key: Buffer;
  readonly channel: LoginChannel;
}

/** `delayed`: too many failures; the next try is possible in `waitMs` milliseconds. */
export type CountedTry =
  { readonly state: 'counted' } | { readonly state: 'delayed'; readonly waitMs: number };

/**
 * Counts a try before the password is checked, in its own transaction: a crash does not give the try back, and parallel
 * tries see each other. A delayed try is not counted.
 */
export function countTry(database: HubDatabase, account: LoginAccount, now: Date): Promise<CountedTry> {
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

/** Forgets the failures of an account on this channel, after a login. */
export async function clearFailures({ db }: HubDatabase, account: LoginAccount): Promise<void> {
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
