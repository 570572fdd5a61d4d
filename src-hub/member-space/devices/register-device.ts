import { subjectOf } from '../../../src-shared/values/holder.ts';
import {
  type RegisterDeviceAnswer,
  type registerDeviceBodySchema,
} from '../../../src-shared/hub-api/devices.ts';
import { MOST_DEVICES } from '../../../src-shared/policy/quotas.ts';
import type { z } from 'zod';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import { lockPeople } from '../../database/lock-people.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { heldFor } from '../../codes/held-password.ts';
import { tokenHash } from '../../basics/hashes.ts';
import { lockWithPassword, type LoginHolder } from '../../credentials/logins/find-holders.ts';
import { checkLogin, holderOfLogin, type LoginDeps } from '../../credentials/logins/log-in.ts';
import { postDeviceMail } from './device-mail.ts';

type Asked = z.output<typeof registerDeviceBodySchema>;

type RegisterDeps = HubDeps & Pick<LoginDeps, 'passwords'>;

/**
 * Registers a device after a right password, and mails the owner. Failures are counted apart from those at kiosks. A
 * deleted device becomes a new one with another id and token. A repeated attempt, after a lost answer, replaces the
 * token, and the key. A device that names a key must sign from then on.
 * @param network from `networkOf`: where the application calls from
 */
export async function registerDevice(
  deps: RegisterDeps,
  network: string,
  asked: Asked,
): Promise<RegisterDeviceAnswer> {
  const checked = await checkLogin(deps, { channel: 'mobile', source: network }, asked);
  if (checked.result !== 'accepted') return checked;
  return againOnConflict(() => storeDevice(deps, checked.holder, asked));
}

async function storeDevice(
  deps: RegisterDeps,
  person: LoginHolder,
  { attempt, name, kind, place, key }: Asked,
): Promise<RegisterDeviceAnswer> {
  const holder = subjectOf(holderOfLogin(person));
  const token = deps.randomBytes(32).toString('base64url');
  const publicKey = key === undefined ? null : Buffer.from(key, 'base64url');
  return deps.database.transaction(async (connection) => {
    // After a new password devices wait: none that comes of the one before may be added just after.
    if (!(await lockWithPassword(connection, holder, person))) return { result: 'wrong' };
    await lockPeople(connection, [`devices:${holder}`]);
    const at = deps.now();
    const waitMs = await heldFor(connection, holder, at);
    if (waitMs > 0) return { result: 'delayed', waitMs };
    const [repeated] = await connection.query<{ id: string }>(
      `UPDATE device SET token_hash = $3, public_key = $4::bytea
       WHERE holder = $1 AND attempt = $2::uuid AND deleted_at IS NULL RETURNING id`,
      [holder, attempt, tokenHash(token), publicKey],
    );
    if (repeated) return { result: 'registered', device: repeated.id, token };
    const [row] = await connection.query<{ id: string }>(
      `INSERT INTO device (holder, name, kind, token_hash, place, registered_at, used_at, attempt, public_key)
       SELECT $1, $2, $3, $4, $5, $6::timestamptz, $6::timestamptz, $8::uuid, $9::bytea
       WHERE (SELECT count(*) FROM device WHERE holder = $1 AND deleted_at IS NULL) < $7
       RETURNING id`,
      [holder, name, kind, tokenHash(token), place, at.toISOString(), MOST_DEVICES, attempt, publicKey],
    );
    if (!row) return { result: 'too-many-devices' };
    const news = { kind: 'device-added', holder, device: name, type: kind, at } as const;
    await postDeviceMail(connection, deps, { ...news, language: null, byHelper: false });
    deps.log.info({ device: row.id }, 'device-registered');
    return { result: 'registered', device: row.id, token };
  });
}
