import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CONTRACT } from '../../../src-shared/hub-api/contract.ts';
import {
  MANIFEST_FILE,
  SIGNATURE_FILE,
  type ReleaseManifest,
  type ReleaseTarget,
} from '../../../src-shared/release/manifest.ts';
import {
  PERMIT_FILE,
  PERMIT_SIGNATURE_FILE,
  type SignedBytes,
} from '../../../src-shared/release/signed-documents.ts';

/** A pair of keys of releases. */
export interface ReleaseKeys {
  readonly privateKey: KeyObject;
  /** Public key in PEM. */
  readonly pem: string;
}

/** Makes keys of releases. */
export function releaseKeys(): ReleaseKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

/** What a made release is to be. */
export interface ReleaseOptions {
  readonly version: string;
  readonly keys: ReleaseKeys;
  /** Bytes of its one package. */
  readonly content?: Buffer;
  /** Changes of its one target. */
  readonly target?: Partial<ReleaseTarget>;
  /** Changes of the manifest. */
  readonly manifest?: Partial<ReleaseManifest>;
}

/** A release that lies nowhere yet. */
export interface MadeRelease {
  readonly signed: SignedBytes;
  /** SHA-256 of the manifest. */
  readonly hash: string;
  readonly content: Buffer;
  readonly target: ReleaseTarget;
  readonly keys: ReleaseKeys;
  readonly version: string;
}

/** Bytes that no compression makes smaller and that are the same each time. */
export function packageBytes(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Signs exact bytes. */
export function signBytes(bytes: Uint8Array, { privateKey }: ReleaseKeys): string {
  return `${sign(null, bytes, privateKey).toString('base64')}\n`;
}

/** Makes a release with one package, for Debian on x64 unless told otherwise. */
export function madeRelease(options: ReleaseOptions): MadeRelease {
  const {
    version,
    keys,
    content = packageBytes(300_000),
    target: changed = {},
    manifest: more = {},
  } = options;
  const target: ReleaseTarget = {
    file: `borne-adherent_${version}_amd64.deb`,
    size: content.length,
    sha256: sha256(content),
    product: 'kiosk',
    system: 'linux',
    architecture: 'x64',
    package: 'deb',
    layout: false,
    replaces: { from: '0.0.0', to: version },
    ...changed,
  };
  const manifest: ReleaseManifest = {
    format: 1,
    product: 'borne-adherent',
    version,
    contract: CONTRACT,
    date: '2026-11-01T10:00:00Z',
    commit: 'a'.repeat(40),
    targets: [target],
    documents: [],
    ...more,
  };
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(manifest, null, 2)));
  const signed = { bytes, signature: signBytes(bytes, keys) };
  return { signed, hash: sha256(bytes), content, target, keys, version };
}

/** Writes a release into a folder, which it makes. */
export function writeRelease(folder: string, { signed, target, content }: MadeRelease): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, MANIFEST_FILE), signed.bytes);
  writeFileSync(path.join(folder, SIGNATURE_FILE), signed.signature);
  writeFileSync(path.join(folder, target.file), content);
  return folder;
}

/** Makes a permit for a downgrade to a release. */
export function madePermit(
  release: MadeRelease,
  from: string,
  {
    until = '2099-01-01T00:00:00Z',
    keys = release.keys,
    ...changed
  }: { until?: string; keys?: ReleaseKeys; manifest?: string; to?: string } = {},
): SignedBytes {
  const permit = {
    format: 1,
    product: 'borne-adherent',
    document: 'downgrade',
    from,
    to: release.version,
    manifest: release.hash,
    until,
    ...changed,
  };
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(permit)));
  return { bytes, signature: signBytes(bytes, keys) };
}

/** Writes a permit into a folder. @returns its file */
export function writePermit(folder: string, { bytes, signature }: SignedBytes): string {
  writeFileSync(path.join(folder, PERMIT_FILE), bytes);
  writeFileSync(path.join(folder, PERMIT_SIGNATURE_FILE), signature);
  return path.join(folder, PERMIT_FILE);
}
