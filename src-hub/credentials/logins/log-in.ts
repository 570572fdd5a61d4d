import { memberNumberOf } from '../../../src-shared/values/member-number.ts';
import { normalisePassword } from '../../../src-shared/policy/passwords/password-policy.ts';
import { type Holder, subjectOf } from '../../../src-shared/values/holder.ts';
import type { LoginAnswer, LoginBody } from '../../../src-shared/hub-api/logins.ts';
import { CLAIM_LIFE } from '../../../src-shared/policy/accounts.ts';
import { resendConfirmation } from '../../accounts/confirmation/resend-confirmation.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubClient } from '../../http/caller.ts';
import { normaliseIdentifier } from '../../basics/account-key.ts';
import { holderByNumber, holdersByEmail, lockWithPassword, type LoginHolder } from './find-holders.ts';
import {
  clearFailures,
  countTry,
  loginAccount,
  type LoginLimit,
  type LoginOrigin,
} from './login-failures.ts';
import { openSession } from '../../sessions/space-session.ts';
import type { PasswordCheck } from './password-check.ts';

export type LoginDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes' | 'log' | 'metrics'> & {
  readonly passwords: PasswordCheck;
};

/** Result of checking a password, with the holder when it is right. */
export type CheckedLogin =
  | { readonly result: 'accepted'; readonly holder: LoginHolder }
  | Exclude<LoginAnswer, { result: 'accepted' }>;

/** Checks a password for a kiosk or the website. Opens a session of the member space when the body asks for one. */
export async function logIn(deps: LoginDeps, client: HubClient, request: LoginBody): Promise<LoginAnswer> {
  const { kind: channel, id } = client;
  const origin = { channel, source: channel === 'kiosk' ? id : null };
  const checked = await checkLogin(deps, origin, request);
  return checked.result === 'accepted' ? acceptLogin(deps, client, request, checked.holder) : checked;
}

/**
 * Checks a password by member number or e-mail address. An unknown identifier, a closed account and a missing password
 * are answered like a wrong password, after the same work and with the same delays.
 */
export async function checkLogin(
  deps: LoginDeps,
  origin: LoginOrigin,
  request: Pick<LoginBody, 'identifier' | 'password'>,
): Promise<CheckedLogin> {
  const { database, settings, now, passwords } = deps;
  const identifier = normaliseIdentifier(request.identifier);
  const isNumber = memberNumberOf(identifier) !== null;
  const { confirmed, pending } = isNumber
    ? { confirmed: await holderByNumber(database, identifier), pending: [] }
    : await holdersByEmail(database, identifier, new Date(now().getTime() - CLAIM_LIFE));
  // A person's tries count together, by whatever identifier.
  const whose = confirmed === undefined ? identifier : subjectOf(holderOfLogin(confirmed));
  const account = loginAccount(settings.HUB_SECRET, whose);
  const counted = await countTry(database, account, origin, now());
  if (counted.state === 'delayed') {
    tellLimit(deps, origin, counted.limit);
    return { result: 'delayed', waitMs: counted.waitMs };
  }
  const password = normalisePassword(request.password);
  if ((await passwords.verify(confirmed?.phc ?? null, password, identifier)) && confirmed) {
    await clearFailures(database, account, origin);
    return { result: 'accepted', holder: confirmed };
  }
  if (isNumber) return { result: 'wrong' };
  // Also for unknown addresses: a wrong password always costs two checks, so that timing does not reveal that somebody
  // waits for the address.
  for (const { account: claim, phc } of pending.length === 0 ? NOBODY_WAITS : pending) {
    if (!(await passwords.verify(phc, password, `claim of ${identifier}`)) || claim === null) continue;
    // Failures count against whoever else has the address or waits for it: with a claim of their own nobody takes back
    // tries at another's password.
    if (confirmed === undefined && pending.length === 1) await clearFailures(database, account, origin);
    const isTaken = (await resendConfirmation(deps, claim)) === 'taken';
    return isTaken ? { result: 'unconfirmed', emailTaken: true } : { result: 'unconfirmed' };
  }
  return { result: 'wrong' };
}

const NOBODY_WAITS = [{ account: null, phc: null }] as const;

/** The limit of an account is met by people who forget; the others show an attack. */
function tellLimit({ log, metrics }: LoginDeps, { channel, source }: LoginOrigin, limit: LoginLimit): void {
  if (limit === 'account') return;
  metrics.limitReached(`login-${limit}`);
  log.warn(
    { limit: `login-${limit}`, channel, ...(channel === 'kiosk' && { kiosk: source }) },
    'limit-reached',
  );
}

/** Only kiosks get a session of the member space; a website has its own sessions. */
async function acceptLogin(
  deps: LoginDeps,
  client: HubClient,
  { space }: LoginBody,
  person: LoginHolder,
): Promise<LoginAnswer> {
  const { number, given_name: givenName, family_name: familyName } = person;
  const answer = { result: 'accepted', number, givenName, familyName } as const;
  if (space === undefined || client.kind !== 'kiosk') return answer;
  const holder = holderOfLogin(person);
  const subject = subjectOf(holder);
  const token = await deps.database.transaction(async (connection) =>
    // A new password ends sessions: none of the one before may open just after.
    (await lockWithPassword(connection, subject, person))
      ? openSession(connection, deps, { kiosk: client.id, holder: subject, ...space })
      : null,
  );
  return token === null ? { result: 'wrong' } : { ...answer, session: { token, holder } };
}

export function holderOfLogin({ number, insured }: Pick<LoginHolder, 'number' | 'insured'>): Holder {
  return number === null
    ? { situation: 'insured', nir: insured?.toString('hex') ?? '' }
    : { situation: 'member', number };
}
