import { memberNumberOf } from '../../../src-shared/values/member-number.ts';
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

export type LoginDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'> & {
  readonly passwords: PasswordCheck;
};

/** Result of checking a password, with the holder when it is right. */
export type CheckedLogin =
  | { readonly result: 'accepted'; readonly holder: LoginHolder }
  | Exclude<LoginAnswer, { result: 'accepted' }>;

/** Checks a password for a kiosk or the website. Opens a session of the member space when the body asks for one. */
export async function logIn(deps: LoginDeps, client: HubClient, request: LoginBody): Promise<LoginAnswer> {
  const checked = await checkLogin(deps, client.kind, request);
  return checked.result === 'accepted' ? acceptLogin(deps, client, request, checked.holder) : checked;
}

/**
 * Checks a password by member number or e-mail address. An unknown identifier, a closed account and a missing password
 * are answered like a wrong password, after the same work and with the same delays.
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
  if (memberNumberOf(identifier) !== null) {
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
  // Also for unknown addresses: a wrong password always costs two checks, so that timing does not reveal a pending
  // account.
  if (!(await passwords.verify(pending?.phc ?? null, password)) || !pending) return { result: 'wrong' };
  await clearFailures(database, account);
  await resendConfirmation(deps, pending.account);
  return { result: 'unconfirmed' };
}

/** Only kiosks get a session of the member space; a website has its own sessions. */
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

export function holderOfLogin({ number, insured }: Pick<LoginHolder, 'number' | 'insured'>): Holder {
  return number === null
    ? { situation: 'insured', nir: insured?.toString('hex') ?? '' }
    : { situation: 'member', number };
}
