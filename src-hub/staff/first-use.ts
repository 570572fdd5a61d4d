import { timingSafeEqual } from 'node:crypto';
import { commonPasswords } from '../../src-shared/policy/passwords/common-passwords.ts';
import {
  judgePassword,
  MCRN_PASSWORD_POLICY,
  normalisePassword,
  type PasswordRule,
} from '../../src-shared/policy/passwords/password-policy.ts';
import { pinProblem, type PinProblem } from '../../src-shared/policy/staff/pin-rules.ts';
import { SLIP_LIFE } from '../../src-shared/policy/staff/staff.ts';
import { LETTER_CODE_ALPHABET, LETTER_CODE_LENGTH } from '../../src-shared/values/letter-code.ts';
import { keyedHash } from '../basics/hashes.ts';
import { appendAudit } from '../audit/audit-rows.ts';
import type { HubSecret } from '../basics/hub-secret.ts';
import { randomCode } from '../basics/random-code.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { lockPeople } from '../database/lock-people.ts';
import { addRecoveryCodes, makeFactor, stepOfCode } from './second-factor.ts';
import { staffByBadge, type StaffPerson } from './staff-people.ts';
import { staffOperator } from './staff-record.ts';
import { hashSecret } from './staff-secrets.ts';
import { beginTry, endRightTry } from './staff-tries.ts';
import { wrongTry } from './staff-watch.ts';

/** A one-time code on a slip of paper. It is shown once; only its hash is stored. */
export interface Slip {
  /** Two groups of five characters, such as `ACDEF-GHJKM`. */
  readonly code: string;
  readonly expiresAt: Date;
}

/** Makes the slip of a badge. `columns`: what the database keeps. */
export function makeSlip(
  { settings, now, randomBytes }: Pick<HubDeps, 'settings' | 'now' | 'randomBytes'>,
  badge: string,
): { readonly slip: Slip; readonly columns: { slip_mac: Buffer; slip_expires_at: Date } } {
  const code = randomCode(randomBytes, LETTER_CODE_ALPHABET, LETTER_CODE_LENGTH);
  const expiresAt = new Date(now().getTime() + SLIP_LIFE);
  const half = LETTER_CODE_LENGTH / 2;
  return {
    slip: { code: `${code.slice(0, half)}-${code.slice(half)}`, expiresAt },
    columns: { slip_mac: slipMac(settings.HUB_SECRET, badge, code), slip_expires_at: expiresAt },
  };
}

/** The slip of a badge, as shown on the branch page. */
export interface ShownSlip {
  readonly badge: string;
  /** As typed. */
  readonly slip: string;
  /** Network that it comes from. */
  readonly place: string;
}

type Wrong =
  | { readonly result: 'wrong'; readonly triesLeft: number }
  | { readonly result: 'locked'; readonly waitMs: number };

/** The first step of a first use: what the authenticator needs. */
export type BegunUse =
  | { readonly result: 'ok'; readonly person: StaffPerson; readonly secret: string; readonly uri: string }
  | Wrong;

/** Checks the slip, spends nothing, and makes the secret of the authenticator. Again, it makes another. */
export async function beginFirstUse(deps: HubDeps, shown: ShownSlip): Promise<BegunUse> {
  const checked = await checkSlip(deps, shown);
  if (checked.result !== 'right') return checked;
  const { person } = checked;
  const factor = makeFactor(deps, person.badge, deps.settings.HUB_LETTERHEAD_NAME);
  await deps.database.db
    .updateTable('staff')
    .set({ setup_sealed: factor.sealed })
    .where('id', '=', person.id)
    .execute();
  return { result: 'ok', person, secret: factor.secret, uri: factor.uri };
}

/** What an adviser chose. */
export interface ChosenSecrets {
  readonly pin: string;
  readonly password: string;
  /** Six digits of the authenticator that was set up. */
  readonly code: string;
}

/** What is wrong with what an adviser chose: null, empty and true are right. */
export interface SecretProblems {
  readonly pin: PinProblem | null;
  readonly password: readonly PasswordRule[];
  readonly isCodeRight: boolean;
}

/** The end of a first use. `recoveryCodes` are shown once. */
export type FinishedUse =
  | { readonly result: 'ok'; readonly recoveryCodes: readonly string[] }
  | { readonly result: 'refused'; readonly problems: SecretProblems }
  | Wrong;

/** Sets PIN, password and second factor, and spends the slip. */
export async function finishFirstUse(deps: HubDeps, shown: ShownSlip & ChosenSecrets): Promise<FinishedUse> {
  const checked = await checkSlip(deps, shown);
  if (checked.result !== 'right') return checked;
  const { person } = checked;
  const { setupSealed } = person;
  const step = setupSealed === null ? null : stepOfCode(deps, setupSealed, shown.code, 0);
  const problems = await problemsOf(person, shown, step !== null);
  if (setupSealed === null || step === null || problems.pin !== null || problems.password.length > 0)
    return { result: 'refused', problems };
  const pin = await hashSecret(deps.settings, shown.pin);
  const password = await hashSecret(deps.settings, normalisePassword(shown.password));
  const { codes, sealed } = addRecoveryCodes(deps, setupSealed);
  return deps.database.transaction(async (connection): Promise<FinishedUse> => {
    await lockPeople(connection, [`staff-badge:${person.badge}`]);
    const at = deps.now().toISOString();
    const set = await connection.query(
      `UPDATE staff SET pin_phc = $3, password_phc = $4, factor_sealed = $5, factor_step = $6, setup_sealed = NULL,
         slip_mac = NULL, slip_expires_at = NULL, ready_at = $7::timestamptz, changed_at = $7::timestamptz
       WHERE id = $1 AND slip_mac = $2 AND ended_at IS NULL RETURNING id`,
      [person.id, person.slipMac, pin, password, sealed, step, at],
    );
    // Two pages with one slip: the first that ends has used it.
    if (set.length === 0) return { result: 'wrong', triesLeft: 0 };
    await appendAudit(connection, deps, {
      ...{ operator: staffOperator(person), command: 'staff first-use' },
      ...{ concerns: `badge ${person.badge}`, reason: '-', result: 'done' },
    });
    return { result: 'ok', recoveryCodes: codes };
  });
}

async function problemsOf(
  { badge, givenName, familyName }: StaffPerson,
  { pin, password }: ChosenSecrets,
  isCodeRight: boolean,
): Promise<SecretProblems> {
  const knowledge = { common: await commonPasswords(), personal: [givenName, familyName, badge, pin] };
  const { broken } = judgePassword(MCRN_PASSWORD_POLICY, password, knowledge);
  return { pin: pinProblem(pin, badge), password: broken, isCodeRight };
}

/** A badge that nobody has, one without a slip and a wrong slip are answered alike. */
async function checkSlip(
  deps: HubDeps,
  { badge, slip, place }: ShownSlip,
): Promise<{ readonly result: 'right'; readonly person: StaffPerson } | Wrong> {
  const asked = { badge, what: 'slip', kiosk: null, place } as const;
  const begun = await beginTry(deps, asked);
  if (begun.result === 'locked') return begun;
  const person = await staffByBadge(deps.database, badge);
  const code = slip
    .normalize('NFKC')
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .toUpperCase();
  const stored = person?.slipMac ?? null;
  const secret = deps.settings.HUB_SECRET;
  const mac = slipMac(stored === null ? secret : secret.of(stored), badge, code);
  const isGood =
    person !== null &&
    stored !== null &&
    timingSafeEqual(stored, mac) &&
    (person.slipExpiresAt ?? deps.now()) > deps.now();
  if (!isGood) return wrongTry(deps, asked, begun.left);
  await deps.database.transaction((connection) => endRightTry(connection, asked));
  return { result: 'right', person };
}

function slipMac(secret: HubSecret, badge: string, code: string): Buffer {
  return keyedHash(secret, 'staff-slip', `${badge}\0${code}`);
}
