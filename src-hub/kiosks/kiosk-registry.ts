import type { HubDeps } from '../core/hub-deps.ts';
import { enrolmentCodeHash, makeEnrolmentCode } from './enrolment-code.ts';
import { ENROLMENT_CODE_LIFE } from '../../src-shared/policy/accounts.ts';

type RegistryDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'>;

/** A one-time code for the installer. It is shown once; only its hash is stored. */
export interface IssuedCode {
  readonly code: string;
  readonly expiresAt: Date;
}

/** Registers a kiosk or website. @returns its enrolment code; null when the name is taken */
export async function addKiosk(
  deps: RegistryDeps,
  name: string,
  kind: 'kiosk' | 'website' = 'kiosk',
): Promise<IssuedCode | null> {
  const { issued, columns } = newCode(deps);
  const added = await deps.database.db
    .insertInto('kiosk')
    .values({ name, kind, ...columns })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst();
  return added === undefined ? null : issued;
}

/**
 * Gives a kiosk a new enrolment code, for a new machine, after a theft or a revocation. Its token and key are worth
 * nothing from now on.
 * @returns null when there is no such kiosk
 */
export async function renewKiosk(deps: RegistryDeps, name: string): Promise<IssuedCode | null> {
  const { issued, columns } = newCode(deps);
  const { db } = deps.database;
  const renewed = await db
    .updateTable('kiosk')
    .set({
      ...columns,
      ...{ attempt: null, token_hash: null, public_key: null },
      ...{ revoked_at: null, suspended_at: null, bad_signature_at: null },
    })
    .where('name', '=', name)
    .returning('id')
    .executeTakeFirst();
  return renewed === undefined ? null : issued;
}

/**
 * Revokes a kiosk for good: its calls are refused from now on, and only a new enrolment ends that. Its token is kept,
 * so that it is told.
 * @returns false when there is no such kiosk
 */
export async function revokeKiosk({ database, now }: RegistryDeps, name: string): Promise<boolean> {
  const { numUpdatedRows } = await database.db
    .updateTable('kiosk')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(now())), public_key: null }))
    .where('name', '=', name)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Refuses the calls of a kiosk until it is resumed. @returns false when there is no such kiosk */
export async function suspendKiosk({ database, now }: RegistryDeps, name: string): Promise<boolean> {
  const { numUpdatedRows } = await database.db
    .updateTable('kiosk')
    .set((eb) => ({ suspended_at: eb.fn.coalesce('suspended_at', eb.val(now())) }))
    .where('name', '=', name)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Binds a website that is enrolled to a public key: from its next request on it must sign.
 * @returns false when there is no such website, or it is not enrolled
 */
export async function bindWebsite(
  { database }: Pick<RegistryDeps, 'database'>,
  name: string,
  publicKey: Buffer,
): Promise<boolean> {
  const { numUpdatedRows } = await database.db
    .updateTable('kiosk')
    .set({ public_key: publicKey })
    .where('name', '=', name)
    .where('kind', '=', 'website')
    .where('token_hash', 'is not', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends a suspension: token and key work again. @returns false when there is no such kiosk */
export async function resumeKiosk({ database }: RegistryDeps, name: string): Promise<boolean> {
  const { numUpdatedRows } = await database.db
    .updateTable('kiosk')
    .set({ suspended_at: null })
    .where('name', '=', name)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function newCode({ settings, now, randomBytes }: RegistryDeps): {
  issued: IssuedCode;
  columns: { code_hash: Buffer; code_expires_at: Date };
} {
  const code = makeEnrolmentCode(randomBytes);
  const expiresAt = new Date(now().getTime() + ENROLMENT_CODE_LIFE);
  return {
    issued: { code, expiresAt },
    columns: { code_hash: enrolmentCodeHash(settings.HUB_SECRET, code), code_expires_at: expiresAt },
  };
}
