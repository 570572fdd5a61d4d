import { randomBytes } from 'node:crypto';
import type { HubDatabase } from '../src-hub/database/hub-database.ts';
import { tokenHash } from '../src-hub/basics/hashes.ts';
import { MACHINE_HEADER } from '../src-shared/hub-api/enrolment.ts';

/** Fingerprint of all kiosks of a bench. */
const MACHINE = 'ab'.repeat(32);

/** A kiosk played by a bench. */
export interface FleetKiosk {
  readonly name: string;
  readonly token: string;
}

/** Invents kiosks. */
export function fakeFleet(count: number): FleetKiosk[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `bench-${index}`,
    token: randomBytes(32).toString('base64url'),
  }));
}

/** Registers kiosks directly in the database, without the command and the enrolment code. */
export async function enrolFleet({ db }: HubDatabase, fleet: readonly FleetKiosk[]): Promise<void> {
  const at = new Date();
  for (let from = 0; from < fleet.length; from += 500) {
    const rows = fleet.slice(from, from + 500).map(({ name, token }) => ({
      ...{ name, token_hash: tokenHash(token), machine: MACHINE },
      ...{ enrolled_at: at, last_seen_at: at },
    }));
    await db.insertInto('kiosk').values(rows).execute();
  }
}

/** Headers of a kiosk's calls. */
export function fleetHeaders({ token }: Pick<FleetKiosk, 'token'>): Record<string, string> {
  return { authorization: `Bearer ${token}`, [MACHINE_HEADER]: MACHINE };
}
