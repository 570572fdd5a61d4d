import type { DeviceGone, DeviceStatus } from '../../../src-shared/hub-api/devices.ts';
import type { ConnectedDevice } from '../../../src-shared/hub-api/space-data.ts';
import type { MailDeps } from '../../mail/post-mail.ts';
import { postDeviceMail } from './device-mail.ts';
import { INSURED_SUBJECT } from '../../people/subjects.ts';
import { singleStatement } from '../../database/single-statement.ts';
import type { CallingDevice } from '../../http/caller.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { Refusal } from '../../http/refuse.ts';
import type { RequestHead } from '../../kiosks/request-signature.ts';
import { takeSignature } from '../../kiosks/take-signature.ts';
import { tokenHash } from '../../basics/hashes.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

/** `used_at` is updated at most once in this many milliseconds, to avoid a write for each request. */
const USED_EVERY = MINUTE;

type DeviceDeps = Pick<HubDeps, 'database' | 'now'>;

/** A device, and the digest of the body that it has signed; null: it does not sign. */
interface FoundDevice {
  readonly device: CallingDevice;
  readonly bodyDigest: Buffer | null;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly blocked_at: Date | null;
  readonly waits_since: Date | null;
  readonly public_key: Buffer | null;
  readonly signed_from: Date | null;
}

/**
 * The device of a token. One that has named a key must have signed this request, and not have sent it before.
 * @returns null: unknown, deleted, or its owner is closed
 */
export async function findOwnDevice(
  deps: HubDeps,
  token: string,
  request: RequestHead,
): Promise<FoundDevice | Refusal<'bad-signature' | 'signature-time'> | null> {
  const row = await findRow(deps, token);
  if (row === undefined) return null;
  const { id, name, blocked_at, waits_since, public_key: key } = row;
  const state = { isBlocked: blocked_at !== null, isWaiting: waits_since !== null };
  const device: CallingDevice = { id, kind: 'device', name, ...state };
  if (key === null) return { device, bodyDigest: null };
  const onBad = (reason: string) => Promise.resolve(refuseDevice(deps, id, reason));
  const taken = await takeSignature(deps, { ...row, public_key: key }, request, onBad);
  return taken instanceof Refusal ? taken : { device, bodyDigest: taken };
}

/** Tells that a token came without its signature, which somebody else than its device may have sent. */
export function refuseDevice(
  { log }: Pick<HubDeps, 'log'>,
  device: string,
  reason: string,
): Refusal<'bad-signature'> {
  log.warn({ device, reason }, 'bad-signature');
  return new Refusal('bad-signature', `the signature is refused: ${reason}`);
}

async function findRow({ database }: DeviceDeps, token: string): Promise<Row | undefined> {
  const [row] = await singleStatement(database)<Row>(
    `SELECT device.id, device.name, blocked_at, waits_since, public_key,
       (SELECT signed_from FROM hub) AS signed_from FROM device
     LEFT JOIN member ON member.number = holder
     LEFT JOIN insured ON insured.nir = CASE WHEN starts_with(holder, $2)
       THEN decode(substr(holder, ${INSURED_SUBJECT.length + 1}), 'hex') END
     WHERE token_hash = $1 AND deleted_at IS NULL
       AND (member.number IS NOT NULL AND member.closed_at IS NULL
         OR insured.nir IS NOT NULL AND insured.closed_at IS NULL)`,
    [tokenHash(token), INSURED_SUBJECT],
  );
  return row;
}

/**
 * Records that a device is used, about once a minute. Records nothing for a device that is blocked, or that waits.
 * @param place town that the application reports; null: removes it; undefined: keeps the one before
 */
export async function useDevice(
  { database, now }: DeviceDeps,
  { id, name, isBlocked, isWaiting }: CallingDevice,
  place?: string | null,
): Promise<DeviceStatus> {
  if (isBlocked) return { state: 'blocked', name };
  if (isWaiting) return { state: 'waiting', name };
  const at = now();
  await singleStatement(database)(
    `UPDATE device SET used_at = $2::timestamptz, place = CASE WHEN $4 THEN $3 ELSE place END
     WHERE id = $1 AND used_at <= $5::timestamptz AND blocked_at IS NULL AND deleted_at IS NULL`,
    [
      ...[id, at.toISOString(), place ?? null, place !== undefined],
      new Date(at.getTime() - USED_EVERY).toISOString(),
    ],
  );
  return { state: 'active', name };
}

/** Deletes a device at its own request, and tells its owner. A blocked one stays, so that the member still sees it. */
export async function removeOwnDevice(
  deps: DeviceDeps & MailDeps,
  { id, name, isBlocked }: CallingDevice,
): Promise<DeviceGone> {
  if (isBlocked) return { state: 'blocked', name };
  await deps.database.transaction(async (connection) => {
    const at = deps.now();
    const [gone] = await connection.query<{ holder: string; kind: ConnectedDevice['kind'] }>(
      `UPDATE device SET deleted_at = $2::timestamptz, token_hash = NULL, place = NULL
       WHERE id = $1 AND blocked_at IS NULL AND deleted_at IS NULL RETURNING holder, kind`,
      [id, at.toISOString()],
    );
    if (gone === undefined) return;
    const { holder, kind: type } = gone;
    const news = { kind: 'device-deleted', holder, device: name, type, at } as const;
    await postDeviceMail(connection, deps, { ...news, language: null, byHelper: false });
  });
  return { state: 'deleted' };
}
