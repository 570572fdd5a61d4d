import type { SpaceAnswer, SpaceBody } from '../../../src-shared/hub-api/space-calls.ts';
import type { ConnectedDevice } from '../../../src-shared/hub-api/space-data.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { heldFor } from '../../codes/held-password.ts';
import { revokeDelegationBy } from '../delegations/revoke-delegation.ts';
import { postDeviceMail } from '../devices/device-mail.ts';
import type { SpaceContext, SpaceHandler } from '../session/space-handler.ts';

type Asked = SpaceBody<'confirm-access'>;
type Answer = SpaceAnswer<'confirm-access'>;

const OK: Answer = { result: 'ok' };
const UNKNOWN: Answer = { result: 'unknown' };

/**
 * The member keeps or removes a device or delegation that waits since a new password. A repeated call has no further
 * effect. Only what waits can be removed so, since the rest needs a fresh code or its own call.
 */
export const confirmAccess: SpaceHandler<'confirm-access'> = (context, asked) =>
  context.deps.database.transaction(async (connection) => {
    const { deps, session } = context;
    // A password that only a kiosk attests opens no access again.
    if ((await heldFor(connection, session.self, deps.now())) > 0) return { result: 'not-allowed' };
    return asked.kind === 'device'
      ? confirmDevice(connection, context, asked)
      : confirmDelegation(connection, context, asked);
  });

async function confirmDevice(
  connection: HubConnection,
  { deps, session }: SpaceContext,
  { id, keep, language }: Asked,
): Promise<Answer> {
  const at = deps.now();
  const [device] = await connection.query<{ name: string; kind: ConnectedDevice['kind']; waits: boolean }>(
    `SELECT name, kind, waits_since IS NOT NULL AS waits FROM device
     WHERE id = $1 AND holder = $2 AND deleted_at IS NULL FOR UPDATE`,
    [id, session.self],
  );
  if (device === undefined) return UNKNOWN;
  if (!device.waits) return keep ? OK : UNKNOWN;
  if (keep) {
    await connection.query('UPDATE device SET waits_since = NULL WHERE id = $1', [id]);
    return OK;
  }
  await connection.query(
    'UPDATE device SET deleted_at = $2::timestamptz, token_hash = NULL, place = NULL WHERE id = $1',
    [id, at.toISOString()],
  );
  await postDeviceMail(connection, deps, {
    ...{ kind: 'device-deleted', holder: session.self, device: device.name, type: device.kind, at },
    ...{ language, byHelper: false },
  });
  return OK;
}

async function confirmDelegation(
  connection: HubConnection,
  { deps, session }: SpaceContext,
  { id, keep, language }: Asked,
): Promise<Answer> {
  const today = localDay(deps.now());
  const [row] = await connection.query<{ waits: boolean }>(
    `SELECT waits_since IS NOT NULL AS waits FROM delegation
     WHERE id = $1 AND giver = $2 AND declined_at IS NULL AND revoked_at IS NULL AND ends_on >= $3::date FOR UPDATE`,
    [id, session.self, today],
  );
  if (row === undefined) return UNKNOWN;
  if (!row.waits) return keep ? OK : UNKNOWN;
  if (keep) {
    await connection.query('UPDATE delegation SET waits_since = NULL WHERE id = $1', [id]);
    return OK;
  }
  await revokeDelegationBy(connection, deps, id, { subject: session.self, language }, today);
  return OK;
}
