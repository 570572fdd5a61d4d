import { randomBytes } from 'node:crypto';
import type { HubDatabase } from '../src-hub/database/hub-database.ts';
import { tokenHash } from '../src-hub/basics/hashes.ts';
import { makeKeyPair } from '../src-main/hub-client/key-pair.ts';
import { RequestSigner, type RequestToSign } from '../src-main/hub-client/request-signer.ts';
import { systemRandom } from '../src-main/random/random.ts';

/** The key of all kiosks of a bench. */
const KEY = makeKeyPair();
const SIGNER = new RequestSigner(() => Date.now(), systemRandom);

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
  const key = Buffer.from(KEY.publicKey, 'base64url');
  for (let from = 0; from < fleet.length; from += 500) {
    const rows = fleet.slice(from, from + 500).map(({ name, token }) => ({
      ...{ name, token_hash: tokenHash(token), public_key: key },
      ...{ enrolled_at: at, last_seen_at: at },
    }));
    await db.insertInto('kiosk').values(rows).execute();
  }
}

/** Headers of a kiosk's call, signed. */
export function fleetHeaders(
  { token }: Pick<FleetKiosk, 'token'>,
  toSign: RequestToSign,
): Record<string, string> {
  return SIGNER.headers({ token, privateKey: KEY.privateKey }, toSign);
}
