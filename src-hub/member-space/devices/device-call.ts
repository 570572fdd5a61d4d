import type { SpaceAnswer, SpaceBody } from '../../../src-shared/hub-api/space-calls.ts';
import type { ConnectedDevice } from '../../../src-shared/hub-api/space-data.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { postDeviceMail } from './device-mail.ts';
import { usedAddresses } from '../fresh-codes/used-addresses.ts';
import type { DEVICE_MAILS } from '../../mail/templates/hub-mail.ts';
import { recordAct } from '../session/delegation-acts.ts';
import { heldFor } from '../../codes/held-password.ts';
import { spendProof } from '../../codes/proofs.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import type { SpaceSession } from '../../sessions/space-session.ts';

type Answer = SpaceAnswer<'device'>;

interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly kind: ConnectedDevice['kind'];
  readonly blocked_at: Date | null;
  readonly deleted_at: Date | null;
}

/** What each step of this call needs. */
interface Act {
  readonly connection: HubConnection;
  readonly deps: HubDeps;
  readonly session: SpaceSession;
  readonly device: DeviceRow;
  readonly at: Date;
}

const OK: Answer = { result: 'ok' };
const UNKNOWN: Answer = { result: 'unknown' };

/**
 * Blocks, unblocks or deletes a device of the session's account. Only the person can delete it, with a fresh code. A
 * repeated call has no further effect and sends no mail.
 */
export const device: SpaceHandler<'device'> = async ({ deps, session }, body) => {
  if (body.do === 'delete' && session.acting !== null) return { result: 'not-allowed' };
  return againOnConflict(() =>
    deps.database.transaction(async (connection) => {
      const [row] = await connection.query<DeviceRow>(
        `SELECT id, name, kind, blocked_at, deleted_at FROM device WHERE id = $1 AND holder = $2 FOR UPDATE`,
        [body.device, session.subject],
      );
      if (!row) return UNKNOWN;
      const act = { connection, deps, session, device: row, at: deps.now() };
      if (body.do === 'delete') return deleteDevice(act, body.proof);
      if (row.deleted_at !== null) return UNKNOWN;
      if (body.do === 'unblock' && (await heldFor(connection, session.self, act.at)) > 0)
        return { result: 'code-needed' };
      return block(act, body.do);
    }),
  );
};

async function block(act: Act, what: Exclude<SpaceBody<'device'>['do'], 'delete'>): Promise<Answer> {
  const { connection, session, device: row, at } = act;
  const isBlocked = what === 'block';
  if ((row.blocked_at !== null) === isBlocked) return OK;
  await connection.query('UPDATE device SET blocked_at = $2::timestamptz WHERE id = $1', [
    row.id,
    isBlocked ? at.toISOString() : null,
  ]);
  await recordAct(connection, session, isBlocked ? 'blocked-device' : 'unblocked-device', at, row.name);
  await postNews(act, isBlocked ? 'device-blocked' : 'device-unblocked');
  return OK;
}

async function deleteDevice(act: Act, proof: string | null): Promise<Answer> {
  const { connection, deps, session, device: row, at } = act;
  if (row.deleted_at !== null) return (await wasSpent(act, proof)) ? OK : UNKNOWN;
  if (!(await spendProof(connection, { session, purpose: 'device', proof, at })))
    return { result: 'code-needed' };
  await connection.query(
    'UPDATE device SET deleted_at = $2::timestamptz, token_hash = NULL, place = NULL WHERE id = $1',
    [row.id, at.toISOString()],
  );
  await postNews(act, 'device-deleted', await usedAddresses(connection, deps.settings, session, proof));
  return OK;
}

/** A repeated call after a lost answer: this proof was spent in this session when the device was deleted. */
async function wasSpent({ connection, session, device: row }: Act, proof: string | null): Promise<boolean> {
  const spent = await connection.query(
    `SELECT 1 FROM sent_code JOIN device ON device.deleted_at = sent_code.spent_at
     WHERE sent_code.attempt = $1 AND visit = $2 AND purpose = 'device' AND device.id = $3`,
    [proof, session.id, row.id],
  );
  return spent.length === 1;
}

function postNews(
  { connection, deps, session, device: { name, kind }, at }: Act,
  what: DeviceMail,
  used: readonly string[] = [],
): Promise<void> {
  return postDeviceMail(connection, deps, {
    ...{ kind: what, holder: session.subject, device: name, type: kind, at },
    language: session.acting === null ? session.language : null,
    byHelper: session.acting !== null,
    used,
  });
}

type DeviceMail = Exclude<(typeof DEVICE_MAILS)[number], 'device-added'>;
