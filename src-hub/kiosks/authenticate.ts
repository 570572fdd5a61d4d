import {
  CONTRACT_HEADER,
  isServed,
  KIOSKS_SIGN_FROM,
  SMS_COUNTRIES_HEADER,
  VERSION_HEADER,
} from '../../src-shared/hub-api/contract.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubClient } from '../http/caller.ts';
import { Refusal } from '../http/refuse.ts';
import { tokenHash } from '../basics/hashes.ts';
import { SECOND } from '../../src-shared/time/units.ts';
import type { RequestHead } from './request-signature.ts';
import { takeSignature } from './take-signature.ts';
import { logSmsDifference, toldCountries } from './sms-countries.ts';

/** No token, or a token that no kiosk has. */
export const UNKNOWN_KIOSK = new Refusal('unknown-kiosk', 'no kiosk has this token: enrol it');

/** `last_seen_at` is updated at most once in this many milliseconds, to avoid a write for each request. */
const SEEN_EVERY = 30 * SECOND;

type Refused = Refusal<'unknown-kiosk' | 'outdated' | 'kiosk-revoked' | 'bad-signature' | 'signature-time'>;

/** Who calls, and what its body must be. */
export interface Authenticated {
  readonly client: HubClient;
  /** SHA-256 of the body that was signed; null: a website that does not sign. */
  readonly bodyDigest: Buffer | null;
}

/**
 * Finds the kiosk or website of a token, and checks that it may still call, and that it has signed this request, which
 * it has not sent before. The body is not read yet. Only a website without a key needs no signature.
 */
export async function authenticate(
  deps: HubDeps,
  token: string,
  request: RequestHead,
): Promise<Authenticated | Refused> {
  const { db } = deps.database;
  const { headers } = request;
  const kiosk = await findClient(deps, token);
  if (kiosk === undefined) return UNKNOWN_KIOSK;
  if (kiosk.revoked_at !== null) return new Refusal('kiosk-revoked', 'head office has revoked this kiosk');
  if (kiosk.suspended_at !== null)
    return new Refusal('kiosk-revoked', 'head office has suspended this kiosk');
  const { id, public_key: key } = kiosk;
  const onBad = (reason: string): Promise<Refusal<'bad-signature'>> => refuseSignature(deps, id, reason);
  const bodyDigest =
    key === null ? null : await takeSignature(deps, { ...kiosk, public_key: key }, request, onBad);
  if (bodyDigest instanceof Refusal) return bodyDigest;
  if (bodyDigest === null && kiosk.kind === 'kiosk') return keyless(headers);
  const now = deps.now();
  // Not each request tells it.
  const countries = toldCountries(headers[SMS_COUNTRIES_HEADER]) ?? kiosk.sms_countries;
  const isToldNew = countries !== kiosk.sms_countries;
  if (isToldNew) logSmsDifference(deps, kiosk.id, countries);
  const version = versionOf(headers) ?? kiosk.version;
  if (isToldNew || version !== kiosk.version || isLongAgo(kiosk.last_seen_at, now))
    await db
      .updateTable('kiosk')
      .set({ last_seen_at: now, version, sms_countries: countries })
      .where('id', '=', kiosk.id)
      .executeTakeFirst();
  return { client: { id: kiosk.id, kind: kiosk.kind }, bodyDigest };
}

/**
 * Notes that a token came without its signature, which somebody else than its owner may have sent.
 * @returns what is answered
 */
export async function refuseSignature(
  { database, log, now }: HubDeps,
  kiosk: string,
  reason: string,
): Promise<Refusal<'bad-signature'>> {
  const at = now();
  log.warn({ kiosk, reason }, 'bad-signature');
  // One write now and then is enough, however many such requests come.
  await database.db
    .updateTable('kiosk')
    .set({ bad_signature_at: at })
    .where('id', '=', kiosk)
    .where((where) =>
      where.or([
        where('bad_signature_at', 'is', null),
        where('bad_signature_at', '<', new Date(at.getTime() - SEEN_EVERY)),
      ]),
    )
    .executeTakeFirst();
  return new Refusal('bad-signature', `the signature is refused: ${reason}`);
}

function findClient({ database }: HubDeps, token: string) {
  return database.db
    .selectFrom(['kiosk', 'hub'])
    .select([
      'id',
      'kind',
      'public_key',
      'revoked_at',
      'suspended_at',
      'last_seen_at',
      'version',
      'sms_countries',
    ])
    .select('hub.signed_from')
    .where('token_hash', '=', tokenHash(token))
    .executeTakeFirst();
}

/** What a kiosk is told that was enrolled before there were keys. */
function keyless(headers: RequestHead['headers']): Refused {
  return isServed(headers[CONTRACT_HEADER], KIOSKS_SIGN_FROM)
    ? new Refusal('unknown-kiosk', 'this kiosk was enrolled without a key: renew it, and enrol it anew')
    : new Refusal('outdated', 'kiosks sign their requests: update the application, and enrol it anew');
}

/** The version appears in lists of staff, so only harmless characters are accepted. */
function versionOf(headers: RequestHead['headers']): string | null {
  const version = headers[VERSION_HEADER];
  return typeof version === 'string' && /^[0-9A-Za-z.+-]{1,40}$/u.test(version) ? version : null;
}

function isLongAgo(moment: Date | null, now: Date): boolean {
  return moment === null || Math.abs(now.getTime() - moment.getTime()) >= SEEN_EVERY;
}
