import { parseMemberNumber } from '../../../src-shared/values/member-number.ts';
import { normalisePassword } from '../../../src-shared/policy/password-policy.ts';
import { type Holder, subjectOf } from '../../../src-shared/values/holder.ts';
import type { LoginAnswer, LoginBody } from '../../../src-shared/hub-api/logins.ts';
import { resendConfirmation } from '../../accounts/confirmation/resend-confirmation.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubClient } from '../../http/caller.ts';
import { accountKey, normaliseIdentifier } from '../../basics/account-key.ts';
import { holderByNumber, holdersByEmail, type LoginHolder } from './find-holders.ts';
import { clearFailures, countTry, type LoginChannel } from './login-failures.ts';
import { openSession } from '../../sessions/space-session.ts';
import type { PasswordCheck } from './password-check.ts';

/** What a login needs. */
export type LoginDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'> & {
  readonly passwords: PasswordCheck;
};

/** What became of a password; whose it is when it is right. */
export type CheckedLogin =
  | { readonly result: 'accepted'; readonly holder: LoginHolder }
  | Exclude<LoginAnswer, { result: 'accepted' }>;

/** Checks a password for a kiosk or the website, and opens a session of the member space when one is asked for. */
export async function logIn(deps: LoginDeps, client: HubClient, request: LoginBody): Promise<LoginAnswer> {
  const checked = await checkLogin(deps, client.kind, request);
  return checked.result === 'accepted' ? acceptLogin(deps, client, request, checked.holder) : checked;
}

/**
 * Checks a password, by member number or by e-mail address. Unknown identifiers, closed accounts and those without a
 * password are answered as a wrong password is, after as much work, and are delayed alike.
 */
export async function checkLogin(
  deps: LoginDeps,
  channel: LoginChannel,
  request: Pick<LoginBody, 'identifier' | 'password'>,
): Promise<CheckedLogin> {
  const { database, settings, now, passwords } = deps;
  const identifier = normaliseIdentifier(request.identifier);
  const account = { key: accountKey(settings.HUB_SECRET, identifier), channel };
  const counted = await countTry(database, account, now());
  if (counted.state === 'delayed') return { result: 'delayed', waitMs: counted.waitMs };
  const password = normalisePassword(request.password);
  if (parseMemberNumber(identifier) !== null) {
    const member = await holderByNumber(database, identifier);
    const right = await passwords.verify(member?.phc ?? null, password);
    if (!member || !right) return { result: 'wrong' };
    await clearFailures(database, account);
    return { result: 'accepted', holder: member };
  }
  const { confirmed, pending } = await holdersByEmail(database, identifier);
  if ((await passwords.verify(confirmed?.phc ?? null, password)) && confirmed) {
    await clearFailures(database, account);
    return { result: 'accepted', holder: confirmed };
  }
  // Also for an address that nobody has: a wrong password costs two checks, whoever waits for a confirmation.
  if (!(await passwords.verify(pending?.phc ?? null, password)) || !pending) return { result: 'wrong' };
  await clearFailures(database, account);
  await resendConfirmation(deps, pending.account);
  return { result: 'unconfirmed' };
}

/** A session of the member space is for kiosks alone: a website has its own. */
async function acceptLogin(
  deps: LoginDeps,
  client: HubClient,
  { space }: LoginBody,
  { number, given_name, family_name, ...person }: LoginHolder,
): Promise<LoginAnswer> {
  const answer = { result: 'accepted', number, givenName: given_name, familyName: family_name } as const;
  if (space === undefined || client.kind !== 'kiosk') return answer;
  const holder = holderOfLogin({ number, ...person });
  const token = await openSession(deps, { kiosk: client.id, holder: subjectOf(holder), ...space });
  return { ...answer, session: { token, holder } };
}

/** Whose account it is. */
export function holderOfLogin({ number, insured }: Pick<LoginHolder, 'number' | 'insured'>): Holder {
  return number === null
    ? { situation: 'insured', nir: insured?.toString('hex') ?? '' }
    : { situation: 'member', number };
}
