import type { CallAnswer, ReadBody } from '../../../src-shared/hub-api/hub-calls.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { normalisePassword } from '../../../src-shared/policy/passwords/password-policy.ts';
import { staffByBadge, staffById, type StaffPerson } from '../../staff/staff-people.ts';
import { checkFactor } from '../../staff/staff-login.ts';
import { verifySecret } from '../../staff/staff-secrets.ts';
import { beginTry, endRightTry, wrongAnswer, type StaffTry } from '../../staff/staff-tries.ts';
import { wrongTry } from '../../staff/staff-watch.ts';
import { openPage, touchPage, type PageOrigin } from './page-session.ts';
import { watchPage } from './page-watch.ts';

/** A right login; the token is for the cookie. */
export interface PageLogin {
  readonly result: 'in';
  readonly csrf: string;
  readonly token: string;
}

/**
 * Checks badge, password and authenticator, with one hash whoever it is. A wrong one of the three is answered alike, and
 * counts against the password: so a right password alone shows nothing.
 */
export async function logInToPage(
  deps: HubDeps,
  { badge, password, code }: ReadBody<'branch-page/login'>,
  origin: PageOrigin,
): Promise<PageLogin | Exclude<CallAnswer<'branch-page/login'>, { result: 'in' }>> {
  const asked: StaffTry = { badge, what: 'password', kiosk: null, place: origin.network };
  const begun = await beginTry(deps, asked);
  if (begun.result === 'locked') return begun;
  const found = await staffByBadge(deps.database, badge);
  const isReady = found?.readyAt !== undefined && found.readyAt !== null;
  const isRight = await verifySecret(
    deps.settings,
    isReady ? found.passwordPhc : null,
    normalisePassword(password),
  );
  if (found === null || !isRight) return wrongTry(deps, asked, begun.left);
  const checked = await checkFactor(deps, found, code, { kiosk: null, place: origin.network });
  if (checked.result !== 'right') return wrongAnswer(begun.left);
  return deps.database.transaction(async (connection) => {
    // Who was ended while the hash was made is out.
    const person = await staffById(connection, found.id);
    if (person === null) return wrongAnswer(begun.left);
    await endRightTry(connection, asked);
    await watchPage(connection, deps, person, origin.network);
    const opened = await openPage(connection, deps, person, origin);
    deps.log.info({ staff: person.id }, 'branch-page-opened');
    return { result: 'in' as const, ...opened };
  });
}

/** Opens a page again that nobody had touched: by the password of its adviser. */
export async function unlockPage(
  deps: HubDeps,
  {
    page,
    person,
    password,
  }: { readonly page: string; readonly person: StaffPerson; readonly password: string },
  origin: PageOrigin,
): Promise<CallAnswer<'branch-page/unlock'>> {
  const asked: StaffTry = { badge: person.badge, what: 'password', kiosk: null, place: origin.network };
  const begun = await beginTry(deps, asked);
  if (begun.result === 'locked') return begun;
  if (!(await verifySecret(deps.settings, person.passwordPhc, normalisePassword(password))))
    return wrongTry(deps, asked, begun.left);
  await deps.database.transaction((connection) => endRightTry(connection, asked));
  await touchPage(deps, page);
  return { result: 'done' };
}
