import { normalisePassword } from '../../src-shared/password-policy.ts';
import type { LoginAnswer, LoginRequest } from '../../src-shared/sync/requests.ts';
import type { HubDatabase } from '../database/hub-database.ts';
import type { HubParts } from '../hub-parts.ts';
import type { HubClient } from '../kiosks/identity.ts';
import { accountKey, normaliseIdentifier } from './account-key.ts';
import { clearFailures, countTry } from './login-failures.ts';
import type { PasswordCheck } from './password-check.ts';

/** What a login needs. */
export type LoginParts = Pick<HubParts, 'database' | 'settings' | 'now'> & {
  readonly passwords: PasswordCheck;
};

/**
 * Checks a password for a kiosk or the website. Unknown identifiers, closed accounts and those without a password are
 * answered as a wrong password is, after as much work, and are delayed alike.
 */
export async function logIn(
  parts: LoginParts,
  client: HubClient,
  request: LoginRequest,
): Promise<LoginAnswer> {
  const { database, settings, now, passwords } = parts;
  const identifier = normaliseIdentifier(request.identifier);
  const account = { key: accountKey(settings.HUB_SECRET, identifier), channel: client.kind };
  const counted = await countTry(database, account, now());
  if (counted.state === 'delayed') return { result: 'delayed', waitMs: counted.waitMs };
  const member = await findMember(database, identifier);
  const right = await passwords.verify(member?.phc ?? null, normalisePassword(request.password));
  if (!member || !right) return { result: 'wrong' };
  await clearFailures(database, account);
  return {
    result: 'accepted',
    number: member.number,
    givenName: member.given_name,
    familyName: member.family_name,
  };
}

interface Found {
  readonly number: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly phc: string | null;
}

function findMember({ db }: HubDatabase, number: string): Promise<Found | undefined> {
  return db
    .selectFrom('member')
    .leftJoin('credential', 'credential.number', 'member.number')
    .select(['member.number', 'given_name', 'family_name', 'phc'])
    .where('member.number', '=', number)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
}
