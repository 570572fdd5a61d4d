import { z } from 'zod';
import { releaseManifest, version as versionSchema, type ReleaseManifest } from './manifest.ts';

/** Name of a permit in the folder of a release: see {@link downgradePermit}. */
export const PERMIT_FILE = 'downgrade.json';

/** Name of its signature, in the form of that of a manifest. */
export const PERMIT_SIGNATURE_FILE = 'downgrade.json.sig';

/** Most bytes of a manifest or permit: a hundred files have about 30 kB. */
export const DOCUMENT_LIMIT = 128 * 1024;

/** Most bytes of the file of a signature. */
export const SIGNATURE_LIMIT = 128;

/**
 * The signed exception by which an older version may take the place of a newer one. Who has the key of releases signs
 * it, as a manifest is signed. It serves for one release, told by the hash of its manifest, on kiosks of one version.
 */
export const downgradePermit = z.object({
  format: z.literal(1),
  product: z.literal('borne-adherent'),
  document: z.literal('downgrade'),
  /** The version that runs. */
  from: versionSchema,
  /** The older version that may take its place. */
  to: versionSchema,
  /** SHA-256 of the manifest of that version, in hexadecimal. */
  manifest: z.string().regex(/^[0-9a-f]{64}$/u),
  /** Worth nothing from then on. */
  until: z.iso.datetime(),
});

/** See {@link downgradePermit}. */
export type DowngradePermit = z.infer<typeof downgradePermit>;

/** Exact bytes of a document, and what its signature file holds. */
export interface SignedBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly signature: string;
}

/** Whether one of the public keys of releases has made this Ed25519 signature over these bytes. */
export type Verify = (bytes: Uint8Array, signature: Uint8Array) => boolean;

/**
 * A document that was read, or why it was not: it is too long, no known key has signed these bytes, or it is signed and
 * of a form that only a later version knows.
 */
export type ReadDocument<Document> =
  | { readonly ok: true; readonly value: Document }
  | { readonly ok: false; readonly why: 'too-long' | 'signature' | 'form' };

/** Reads the manifest of a release. Nothing of it is believed before its signature. */
export function readManifest(signed: SignedBytes, verify: Verify): ReadDocument<ReleaseManifest> {
  return readSigned(signed, verify, releaseManifest);
}

/** Reads a permit. */
export function readPermit(signed: SignedBytes, verify: Verify): ReadDocument<DowngradePermit> {
  return readSigned(signed, verify, downgradePermit);
}

function readSigned<Document>(
  { bytes, signature }: SignedBytes,
  verify: Verify,
  schema: z.ZodType<Document>,
): ReadDocument<Document> {
  if (bytes.length > DOCUMENT_LIMIT) return { ok: false, why: 'too-long' };
  if (!/^[A-Za-z0-9+/]{86}==\r?\n?$/u.test(signature)) return { ok: false, why: 'signature' };
  const given = Uint8Array.from(atob(signature.trim()), (character) => character.charCodeAt(0));
  if (!verify(bytes, given)) return { ok: false, why: 'signature' };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { ok: false, why: 'form' };
  }
  const read = schema.safeParse(json);
  return read.success ? { ok: true, value: read.data } : { ok: false, why: 'form' };
}
