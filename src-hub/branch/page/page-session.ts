import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { CSRF_HEADER } from '../../../src-shared/hub-api/staff/branch-page.ts';
import { PAGE_IDLE, PAGE_LIFE } from '../../../src-shared/policy/staff/branch.ts';
import { tokenHash } from '../../basics/hashes.ts';
import { randomUuid } from '../../basics/random-uuid.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { queryOf, type Queryable } from '../../database/single-statement.ts';
import { networkHash } from './page-watch.ts';
import type { StaffCaller } from '../../http/caller.ts';
import { networkOf } from '../../http/network-of.ts';
import { PAGE_STANDS, type StaffPerson } from '../../staff/staff-people.ts';

/**
 * Cookie of the session. By its prefix browsers keep it for this host alone, from TLS or the machine itself, and no other
 * host of the domain can set it.
 */
export const PAGE_COOKIE = '__Host-agence';

/** What a session is bound to: a cookie that was taken elsewhere is worth nothing there. */
export interface PageOrigin {
  readonly network: string;
  readonly userAgent: string;
}

export function originOf({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): PageOrigin {
  return { network: networkOf(ip), userAgent: headers['user-agent'] ?? '' };
}

/** Token of the cookie. @returns null when there is none, two, or none that this hub gave */
export function pageToken({ cookie = '' }: FastifyRequest['headers']): string | null {
  const found = cookie
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${PAGE_COOKIE}=`))
    .map((part) => part.slice(PAGE_COOKIE.length + 1));
  const [token] = found;
  return found.length === 1 && token !== undefined && /^[A-Za-z0-9_-]{43}$/u.test(token) ? token : null;
}

/** The header that sets the cookie; `token` null: that takes it away. */
export function cookieOf(token: string | null): string {
  const age = token === null ? 0 : PAGE_LIFE / 1000;
  return `${PAGE_COOKIE}=${token ?? ''}; Path=/; Max-Age=${age}; Secure; HttpOnly; SameSite=Strict`;
}

/** Token against forged requests: only a page of this origin can read it, and it does not show the cookie. */
function csrfOf(token: string): string {
  return createHash('sha256').update(`page\0${token}`).digest('base64url');
}

const bound = ({ network, userAgent }: PageOrigin): Buffer => tokenHash(`${network}\n${userAgent}`);

/** Begins a session. @returns the token of its cookie, which is stored nowhere, and the token against forged requests */
export async function openPage(
  { query }: HubConnection,
  { now, randomBytes }: Pick<HubDeps, 'now' | 'randomBytes'>,
  person: Pick<StaffPerson, 'id' | 'branch'>,
  origin: PageOrigin,
): Promise<{ readonly token: string; readonly csrf: string }> {
  const at = now();
  const token = randomBytes(32).toString('base64url');
  await query(
    `INSERT INTO branch_page (id, token_hash, bound, staff, branch, opened_at, used_at, ends_at, network)
     VALUES ($1, $2, $3, $4, $5, $6::timestamptz, $6::timestamptz, $7::timestamptz, $8)`,
    [
      ...[randomUuid(randomBytes(16)), tokenHash(token), bound(origin), person.id, person.branch],
      ...[at.toISOString(), new Date(at.getTime() + PAGE_LIFE).toISOString(), networkHash(origin.network)],
    ],
  );
  return { token, csrf: csrfOf(token) };
}

interface PageRow {
  readonly id: string;
  readonly staff: string;
  readonly bound: Buffer;
  readonly usedAt: Date;
  readonly endsAt: Date;
}

/**
 * The session of a cookie. One that comes from another network or browser was taken: it ends.
 * @returns null: log in anew
 */
export async function findPage(
  deps: Pick<HubDeps, 'database' | 'now' | 'log'>,
  token: string,
  origin: PageOrigin,
): Promise<StaffCaller | null> {
  const at = deps.now();
  const [row] = await queryOf(deps.database)<PageRow>(
    `SELECT page.id, page.staff, page.bound, page.used_at AS "usedAt", page.ends_at AS "endsAt"
     FROM branch_page page JOIN staff ON staff.id = page.staff WHERE page.token_hash = $2 AND ${PAGE_STANDS}`,
    [at.toISOString(), tokenHash(token)],
  );
  if (row === undefined) return null;
  if (!timingSafeEqual(row.bound, bound(origin))) {
    await endPage(deps, row.id);
    deps.log.warn({ page: row.id }, 'branch-page-elsewhere');
    return null;
  }
  return {
    ...{ id: row.id, kind: 'staff', staff: row.staff, csrf: csrfOf(token), endsAt: row.endsAt },
    isLocked: at.getTime() - row.usedAt.getTime() >= PAGE_IDLE,
  };
}

/** Whether a request was made by the branch page itself: other sites can neither read nor send its token. */
export function isOfPage(
  { headers, method }: Pick<FastifyRequest, 'headers' | 'method'>,
  csrf: string,
): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (method === 'GET') return true;
  const shown = headers[CSRF_HEADER];
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return typeof shown === 'string' && timingSafeEqual(digest(shown), digest(csrf));
}

/** Somebody is at the page. */
export async function touchPage(
  { database, now }: Pick<HubDeps, 'database' | 'now'>,
  page: string,
): Promise<void> {
  await queryOf(database)('UPDATE branch_page SET used_at = $2::timestamptz WHERE id = $1', [
    page,
    now().toISOString(),
  ]);
}

/** Ends a session; one that has ended stays so. */
export async function endPage(
  { database, now }: Pick<HubDeps, 'database' | 'now'>,
  page: string,
): Promise<void> {
  await queryOf(database)(
    'UPDATE branch_page SET ended_at = $2::timestamptz WHERE id = $1 AND ended_at IS NULL',
    [page, now().toISOString()],
  );
}

/** Which of these sessions stand, and which of those nobody has touched for long. */
export async function standingPages(
  where: Queryable,
  now: Date,
  pages: readonly string[],
): Promise<ReadonlyMap<string, { readonly isLocked: boolean }>> {
  const rows = await queryOf(where)<{ id: string; usedAt: Date }>(
    `SELECT page.id, page.used_at AS "usedAt" FROM branch_page page JOIN staff ON staff.id = page.staff
     WHERE page.id = ANY ($2::uuid[]) AND ${PAGE_STANDS}`,
    [now.toISOString(), pages],
  );
  return new Map(
    rows.map(({ id, usedAt }) => [id, { isLocked: now.getTime() - usedAt.getTime() >= PAGE_IDLE }]),
  );
}
