import { accountKey } from '../../basics/account-key.ts';
import { keyedHashes, oneOfHashes } from '../../basics/hashes.ts';
import type { HubSecret } from '../../basics/hub-secret.ts';
import {
  FAILURE_WINDOW,
  KIOSK_TRIES_KEPT,
  MOST_PERSON_FAILURES,
  MOST_PERSON_FAILURES_ANYWHERE,
  nextLoginAt,
  SOURCE_FAILURES,
} from '../../../src-shared/policy/passwords/login-delays.ts';
import { SITE_FACTOR } from '../../../src-shared/policy/quotas.ts';
import type { HubConnection, HubDatabase } from '../../database/hub-database.ts';
import { lockPeople } from '../../database/lock-people.ts';
import type { HubClient } from '../../http/caller.ts';
import { siteOf } from '../../http/network-of.ts';

/** Where a password is typed: kiosk, website, or mobile application. */
export type LoginChannel = HubClient['kind'] | 'mobile';

/** From where a password comes. */
export interface LoginOrigin {
  readonly channel: LoginChannel;
  /** Id of the kiosk, or network of the device; null for a website, which calls for many people. */
  readonly source: string | null;
}

/** Limits that a try can meet. `account`: of the person on this channel; it tells nothing of an attack. */
export type LoginLimit = 'account' | 'person' | 'source';

/** A person, or an identifier that nobody has, whose failures are counted. */
export interface LoginAccount {
  /** `accountKey` under the key in use. */
  readonly made: Buffer;
  /** All that earlier failures can stand under, in hexadecimal. */
  readonly all: readonly string[];
}

/** @param whose see `accountKey` */
export function loginAccount(secret: HubSecret, whose: string): LoginAccount {
  return { made: accountKey(secret, whose), all: keyedHashes(secret, (one) => accountKey(one, whose)) };
}

/** `delayed`: too many failures; the next try is possible in `waitMs` milliseconds. */
export type CountedTry =
  | { readonly state: 'counted' }
  | { readonly state: 'delayed'; readonly waitMs: number; readonly limit: LoginLimit };

/**
 * Counts a try before the password is checked, in its own transaction: a crash does not give the try back, and parallel
 * tries see each other. A delayed try is not counted. Failures on one channel delay that channel alone, until the person
 * has {@link MOST_PERSON_FAILURES} over all of them. Each kiosk keeps {@link KIOSK_TRIES_KEPT} tries whatever others do.
 * @param account of the person, by whatever identifier, or of an identifier that nobody has
 */
export function countTry(
  database: HubDatabase,
  account: LoginAccount,
  origin: LoginOrigin,
  now: Date,
): Promise<CountedTry> {
  const { channel, source } = origin;
  const places = placesOf(origin);
  return database.transaction(async (connection) => {
    await lockPeople(connection, [
      // The same name at all hubs, whichever key they use.
      `login:${account.all.toSorted().join()}`,
      ...places.map(({ name }) => `login-source:${name}`),
    ]);
    const waits = [...(await waitsOfPerson(connection, account, origin, now))];
    for (const place of places) waits.push(['source', await waitOfPlace(connection, place, now)]);
    const [longest] = waits.toSorted(([, one], [, other]) => other - one);
    if (longest !== undefined && longest[1] > 0)
      return { state: 'delayed', waitMs: longest[1], limit: longest[0] };
    await connection.query(
      'INSERT INTO login_failure (account, channel, source, at) VALUES ($1, $2, $3, $4::timestamptz)',
      [account.made, channel, source, now.toISOString()],
    );
    return { state: 'counted' };
  });
}

/** Forgets the failures of an account on this channel, after a login. */
export async function clearFailures(
  { db }: HubDatabase,
  account: LoginAccount,
  { channel }: LoginOrigin,
): Promise<void> {
  await db
    .deleteFrom('login_failure')
    .where(
      'account',
      'in',
      account.all.map((hash) => Buffer.from(hash, 'hex')),
    )
    .where('channel', '=', channel)
    .execute();
}

async function waitsOfPerson(
  connection: HubConnection,
  account: LoginAccount,
  { channel, source }: LoginOrigin,
  now: Date,
): Promise<(readonly [LoginLimit, number])[]> {
  const at = now.getTime();
  const failures = await connection.query<{ channel: LoginChannel; source: string | null; at: Date }>(
    `SELECT channel, source, at FROM login_failure WHERE ${oneOfHashes('account', '$1')} AND at > $2::timestamptz ORDER BY at`,
    [account.all, new Date(at - FAILURE_WINDOW).toISOString()],
  );
  const atThisKiosk = failures.filter((failure) => failure.channel === 'kiosk' && failure.source === source);
  if (
    channel === 'kiosk' &&
    atThisKiosk.length < KIOSK_TRIES_KEPT &&
    failures.length < MOST_PERSON_FAILURES_ANYWHERE
  )
    return [];
  const here = failures
    .filter((failure) => failure.channel === channel)
    .map((failure) => failure.at.getTime());
  const last = failures.at(-MOST_PERSON_FAILURES)?.at.getTime();
  return [
    ['account', nextLoginAt(here, at) - at],
    ['person', last === undefined ? 0 : last + FAILURE_WINDOW - at],
  ];
}

/** Failures that come from one place, and the most of them within a window. */
interface Place {
  /** SQL condition on the source; `$1`: {@link name}. */
  readonly where: string;
  readonly name: string;
  readonly most: number;
  readonly window: number;
}

/** The places that a try comes from: its source, and the site of several networks (`siteOf`). */
function placesOf({ channel, source }: LoginOrigin): Place[] {
  if (channel === 'website' || source === null) return [];
  const { most, window } = SOURCE_FAILURES[channel];
  const site = channel === 'mobile' ? siteOf(source) : null;
  return [
    { where: 'source = $1', name: source, most, window },
    ...(site === null
      ? []
      : [
          {
            where: `channel = 'mobile' AND starts_with(source, $1)`,
            ...{ name: site, most: most * SITE_FACTOR, window },
          },
        ]),
  ];
}

async function waitOfPlace(
  connection: HubConnection,
  { where, name, most, window }: Place,
  now: Date,
): Promise<number> {
  const since = new Date(now.getTime() - window);
  const [last] = await connection.query<{ at: Date }>(
    `SELECT at FROM login_failure WHERE ${where} AND at > $2::timestamptz ORDER BY at DESC
     OFFSET $3 LIMIT 1`,
    [name, since.toISOString(), most - 1],
  );
  return last === undefined ? 0 : last.at.getTime() - since.getTime();
}
