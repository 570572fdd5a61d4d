import { Secret, TOTP } from 'otpauth';
import { expect } from 'vitest';
import type { HubDeps } from '../../../src-hub/core/hub-deps.ts';
import { seal } from '../../../src-hub/basics/seal.ts';
import { FACTOR_PURPOSE } from '../../../src-hub/staff/second-factor.ts';
import { hashSecret } from '../../../src-hub/staff/staff-secrets.ts';
import { CSRF_HEADER } from '../../../src-shared/hub-api/staff/branch-page.ts';
import { SECOND } from '../../../src-shared/time/units.ts';
import type { StaffRole } from '../../../src-shared/values/staff.ts';
import { askHub, type RawAnswer } from './hub-requests.ts';
import type { HubRig } from './hub-rig.ts';

/** Password of all advisers of tests. */
export const STAFF_PASSWORD = 'Cerise-1789-verte';

/** Secret of the authenticator of all advisers of tests. */
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

let hashed: Promise<string> | null = null;

/** Adds an adviser who has used the badge already. */
export async function addAdviser(
  deps: Pick<HubDeps, 'database' | 'settings' | 'randomBytes' | 'now'>,
  badge: string,
  more: { branch?: string | null; role?: StaffRole; givenName?: string; familyName?: string } = {},
): Promise<void> {
  const { branch = 'Nantes', role = 'adviser', givenName = 'Camille', familyName = 'Durand' } = more;
  hashed ??= hashSecret(deps.settings, STAFF_PASSWORD);
  const phc = await hashed;
  const kept = JSON.stringify({ secret: SECRET, recovery: [] });
  const at = deps.now();
  await deps.database.db
    .insertInto('staff')
    .values({
      ...{ badge, given_name: givenName, family_name: familyName, role, branch },
      ...{ pin_phc: phc, password_phc: phc, slip_mac: null, slip_expires_at: null, setup_sealed: null },
      factor_sealed: seal(
        { secret: deps.settings.HUB_SECRET, randomBytes: deps.randomBytes },
        FACTOR_PURPOSE,
        kept,
      ),
      ...{ factor_step: 0, made_at: at, ready_at: at, ended_at: null, changed_at: at },
    })
    .execute();
}

/** What the authenticator of an adviser of tests shows at a moment. */
export function authenticatorCode(moment: Date, secret = SECRET): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: moment.getTime() });
}

/** A branch page without a browser. */
export interface RawPage {
  readonly cookie: string;
  readonly csrf: string;
  get(name: string, headers?: Record<string, string>): Promise<RawAnswer>;
  post(name: string, body?: object, headers?: Record<string, string>): Promise<RawAnswer>;
}

/** Logs an adviser in. @returns the page and the answer; the page of a refused login has no cookie */
export async function openRawPage(
  url: string,
  login: { badge: string; password?: string; code: string },
  headers: Record<string, string> = {},
): Promise<RawPage & { readonly login: RawAnswer }> {
  const own = { 'user-agent': 'browser of a test', ...headers };
  const answer = await askHub(
    `${url}/v1/branch-page/login`,
    'POST',
    { password: STAFF_PASSWORD, ...login },
    own,
  );
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const csrf = (answer.body as { csrf?: string }).csrf ?? '';
  const sent = { ...own, cookie };
  return {
    ...{ login: answer, cookie, csrf },
    get: (name, extra) => askHub(`${url}/v1/branch-page/${name}`, 'GET', undefined, { ...sent, ...extra }),
    post: (name, body = {}, extra = {}) =>
      askHub(`${url}/v1/branch-page/${name}`, 'POST', body, { ...sent, [CSRF_HEADER]: csrf, ...extra }),
  };
}

/** Opens the page of an adviser who logs in, half a minute later: each code is good once. */
export async function openPage(
  { url, clock }: Pick<HubRig, 'url' | 'clock'>,
  badge: string,
  headers: Record<string, string> = {},
): Promise<RawPage> {
  clock.advance(30 * SECOND);
  const page = await openRawPage(url, { badge, code: authenticatorCode(clock.now()) }, headers);
  expect(page.login.body).toMatchObject({ result: 'in' });
  return page;
}
