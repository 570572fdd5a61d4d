import { parseMemberNumber } from '../../src-shared/member-number.ts';
import { normalisePassword } from '../../src-shared/password-policy.ts';
import { type Holder, subjectOf } from '../../src-shared/sync/accounts.ts';
import type { LoginAnswer, LoginRequest } from '../../src-shared/sync/requests.ts';
import { resendConfirmation } from '../accounts/resend-confirmation.ts';
import type { HubParts } from '../hub-parts.ts';
import type { HubClient } from '../kiosks/identity.ts';
import { accountKey, normaliseIdentifier } from './account-key.ts';
import { holderByNumber, holdersByEmail, type LoginHolder } from './find-holders.ts';
import { clearFailures, countTry } from './login-failures.ts';
import { openSession } from '../space/space-session.ts';
import type { PasswordCheck } from './password-check.ts';

/** What a login needs. */
export type LoginParts = Pick<HubParts, 'database' | 'settings' | 'now' | 'randomBytes'> & {
  readonly passwords: PasswordCheck;
};

/**
 * Checks a password for a kiosk or the website, by member number or by e-mail address. Unknown identifiers, closed
 * accounts and those without a password are answered as a wrong password is, after as much work, and are delayed alike.
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
  const password = normalisePassword(request.password);
  if (parseMemberNumber(identifier) !== null) {
    const member = await holderByNumber(database, identifier);
    const right = await passwords.verify(member?.phc ?? null, password);
    if (!member || !right) return { result: 'wrong' };
    await clearFailures(database, account);
    return accepted(parts, client, request, member);
  }
  const { confirmed, pending } = await holdersByEmail(database, identifier);
  if ((await passwords.verify(confirmed?.phc ?? null, password)) && confirmed) {
    await clearFailures(database, account);
    return accepted(parts, client, request, confirmed);
  }
  // Also for an address that nobody has: a wrong password costs two checks, whoever waits for a confirmation.
  if (!(await passwords.verify(pending?.phc ?? null, password)) || !pending) return { result: 'wrong' };
  await clearFailures(database, account);
  await resendConfirmation(parts, pending.account);
  return { result: 'unconfirmed' };
}

/** A session of the member space is for kiosks alone: a website has its own. */
async function accepted(
  parts: LoginParts,
  client: HubClient,
  { space }: LoginRequest,
  { number, insured, given_name, family_name }: LoginHolder,
): Promise<LoginAnswer> {
  const answer = { result: 'accepted', number, givenName: given_name, familyName: family_name } as const;
  if (space === undefined || client.kind !== 'kiosk') return answer;
  const holder: Holder =
    number === null
      ? { situation: 'insured', nir: insured?.toString('hex') ?? '' }
      : { situation: 'member', number };
  const token = await openSession(parts, { kiosk: client.id, holder: subjectOf(holder), ...space });
  return { ...answer, session: { token, holder } };
}
