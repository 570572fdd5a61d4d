import { anyHubFaultSchema, type HubFault, hubFaultSchema } from '../../src-shared/hub-api/wire/faults.ts';
import { isDamage, storageFault, type StorageFaultKind } from '../database/storage-fault.ts';
import { httpFault } from '../../src-shared/sms/http-fault.ts';
import type { SyncFault } from './sync-state.ts';

/** The kiosk's name for each fault of the hub; `reload` is not a fault here. */
const FAULT_OF: Readonly<Record<Exclude<HubFault['error'], 'reload'>, SyncFault>> = {
  malformed: 'fault',
  'unknown-kiosk': 'not-enrolled',
  'kiosk-revoked': 'revoked',
  'bad-signature': 'signature',
  'signature-time': 'signature',
  'unknown-device': 'fault',
  outdated: 'outdated',
  'enrolment-refused': 'not-enrolled',
  'too-many-requests': 'busy',
  'not-found': 'absent',
  'not-logged-in': 'fault',
  'not-of-page': 'fault',
  'bad-range': 'fault',
  unavailable: 'busy',
  fault: 'fault',
};

const OF_DISK: Readonly<Record<StorageFaultKind, SyncFault>> = {
  full: 'disk-full',
  unwritable: 'disk-unwritable',
  fault: 'disk-unwritable',
};

/**
 * The kiosk's name for a fault of the hub. A fault that only a newer hub knows is judged by its HTTP status.
 * @param json the answer's body
 * @returns `reload` for the feed only; `proxy` when it does not come from a hub
 */
export function refusalOf(status: number, json: unknown): SyncFault | 'reload' {
  const said = anyHubFaultSchema.safeParse(json);
  if (!said.success) return 'proxy';
  const known = hubFaultSchema.shape.error.safeParse(said.data.error);
  if (!known.success) return status === 429 || status === 503 ? 'busy' : 'fault';
  return known.data === 'reload' ? 'reload' : FAULT_OF[known.data];
}

/** Class of a network error, from its code; its words are not read. */
export function networkFault(error: unknown): SyncFault {
  const { name, code } = Object(error) as { name?: string; code?: string };
  switch (httpFault({ ...(name === undefined ? {} : { name }), code })) {
    case 'timeout':
      return 'timeout';
    case 'line-cut':
      return 'line-cut';
    case 'tls':
      return 'tls';
    case 'bad-answer':
      return 'proxy';
    default:
      return 'unreachable';
  }
}

/** Code of a network error, such as `ENOTFOUND` or `CERT_HAS_EXPIRED`. */
export function networkCode(error: unknown): string | undefined {
  const code: unknown = Reflect.get(Object(error), 'code');
  return typeof code === 'string' ? code : undefined;
}

/** @returns null when it is not a fault of the disk: damage or a bug */
export function diskFault(error: unknown): SyncFault | null {
  if (isDamage(error)) return null;
  const fault = storageFault(error, '');
  return fault === null ? null : OF_DISK[fault.kind];
}
