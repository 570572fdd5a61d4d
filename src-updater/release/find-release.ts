import { createHash, verify as verifySignature, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fittingTarget, type Unfit } from '../../src-shared/release/fitting-target.ts';
import type { REFUSAL_REASONS } from '../../src-shared/release/handover.ts';
import {
  compareVersions,
  MANIFEST_FILE,
  SIGNATURE_FILE,
  version as versionSchema,
  type ReleaseTarget,
} from '../../src-shared/release/manifest.ts';
import {
  DOCUMENT_LIMIT,
  PERMIT_FILE,
  PERMIT_SIGNATURE_FILE,
  readManifest,
  readPermit,
  SIGNATURE_LIMIT,
  type SignedBytes,
  type Verify,
} from '../../src-shared/release/signed-documents.ts';
import { syncFolder } from '../../src-main/files/durable-file.ts';
import type { KeptPackage } from '../rules/transaction.ts';
import { asAccount, type Account } from '../store/as-account.ts';
import { copyPlain, digestOf, readPlain, type FileRefusal } from '../store/plain-file.ts';

/** Most bytes of a package; a manifest that says more is refused. */
const PACKAGE_LIMIT = 1024 * 1024 * 1024;

/** Most releases that are looked at in one round. */
const FOLDERS = 20;

/** The machine that a release has to fit. */
export interface Fit {
  readonly system: ReleaseTarget['system'];
  readonly architecture: ReleaseTarget['architecture'];
  readonly package: ReleaseTarget['package'];
  /** Version that is installed. */
  readonly installed: string;
  /** Keys of which one must have signed; null: none are known. */
  readonly keys: readonly KeyObject[] | null;
}

/** A release whose manifest is signed and fits; its package was not looked at. */
export interface Release {
  readonly folder: string;
  readonly version: string;
  readonly target: ReleaseTarget;
}

/** A release that is not what it has to be. */
export interface Refused {
  readonly refused: (typeof REFUSAL_REASONS)[number];
  readonly version: string;
  readonly detail: string;
}

/** Names of the folders that are named by a version, newest first. */
export function releaseFolders(fetched: string, account: Account | null): string[] {
  let names: string[];
  try {
    names = asAccount(account, () => fs.readdirSync(fetched));
  } catch {
    return [];
  }
  return names
    .filter((name) => versionSchema.safeParse(name).success)
    .sort((a, b) => compareVersions(b, a))
    .slice(0, FOLDERS);
}

/**
 * Reads what a folder says of a release, and believes what is signed. The contract is not looked at: the kiosk has asked
 * head office, and one that cannot talk to it is judged as worse and goes back.
 * @param named version that the folder is named by; null: it may have any name
 * @param now milliseconds since 1970
 * @returns null: it is the installed version
 */
export function readRelease(
  folder: string,
  named: string | null,
  account: Account | null,
  fit: Fit,
  now: number,
): Release | Refused | null {
  const refuse = (refused: Refused['refused'], detail: string, version = named ?? '0.0.0'): Refused => ({
    refused,
    version,
    detail,
  });
  const { keys } = fit;
  if (keys === null) return refuse('no-keys', 'the public keys of releases are missing');
  const verify: Verify = (bytes, signature) =>
    keys.some((key) => verifySignature(null, bytes, key, signature));
  const signed = readSigned(folder, MANIFEST_FILE, SIGNATURE_FILE, account);
  if ('refused' in signed) return refuse(signed.refused, signed.file);
  const manifest = readManifest(signed, verify);
  if (!manifest.ok)
    return manifest.why === 'signature'
      ? refuse('signature', 'the manifest is not what was signed, or another key has signed it')
      : refuse('manifest', 'the manifest is of a form that this version does not know');
  const { version } = manifest.value;
  if (named !== null && version !== named)
    return refuse('manifest', `the manifest is that of version ${version}`);
  const permitBytes = readSigned(folder, PERMIT_FILE, PERMIT_SIGNATURE_FILE, account);
  const permit = 'refused' in permitBytes ? null : readPermit(permitBytes, verify);
  const machine = { ...fit, running: fit.installed };
  const found = fittingTarget(manifest.value, machine, {
    contracts: { oldest: 0, newest: Number.MAX_SAFE_INTEGER },
    ownContract: manifest.value.contract,
    permit: permit?.ok === true ? permit.value : null,
    manifestHash: createHash('sha256').update(signed.bytes).digest('hex'),
    now,
  });
  if (!found.ok) {
    if (found.why === 'same') return null;
    const [refused, detail] = UNFIT[found.why];
    return refuse(refused, `${detail}; ${fit.installed} is installed`, version);
  }
  const { target } = found;
  if (target.size > PACKAGE_LIMIT) return refuse('too-big', `${target.file}: ${target.size} bytes`, version);
  return { folder, version, target };
}

const UNFIT: Record<Exclude<Unfit, 'same'>, [Refused['refused'], string]> = {
  older: ['downgrade', 'an older version, without a permit for it'],
  processor: ['no-target', 'no package for this kind of machine'],
  layout: ['layout', 'the package has no runtime'],
  range: ['bounds', 'it may not take the place of this version'],
  contract: ['no-target', 'its contract is not served'],
};

function readSigned(
  folder: string,
  file: string,
  signatureFile: string,
  account: Account | null,
): SignedBytes | { refused: FileRefusal; file: string } {
  const bytes = readPlain(path.join(folder, file), account, DOCUMENT_LIMIT);
  if (typeof bytes === 'string') return { refused: bytes, file };
  const signature = readPlain(path.join(folder, signatureFile), account, SIGNATURE_LIMIT);
  if (typeof signature === 'string') return { refused: signature, file: signatureFile };
  return { bytes: Uint8Array.from(bytes), signature: signature.toString('latin1') };
}

/**
 * Copies the package of a release into a folder of our own and compares the copy, which nobody else can change, with
 * what was signed.
 * @param incoming folder for the copy while it is not checked
 * @param packages folder for it once it is
 * @throws errors of the file system in these folders
 */
export function takePackage(
  { folder, version, target }: Release,
  account: Account | null,
  incoming: string,
  packages: string,
): KeptPackage | Refused {
  const { file, size, sha256 } = target;
  const copy = path.join(incoming, file);
  fs.rmSync(copy, { force: true });
  const copied = copyPlain(path.join(folder, file), copy, account, size);
  const refuse = (refused: Refused['refused'], detail: string): Refused => {
    fs.rmSync(copy, { force: true });
    return { refused, version, detail };
  };
  if (typeof copied === 'string') return refuse(copied, file);
  if (copied.size !== size) return refuse('size', `${file}: ${copied.size} bytes in place of ${size}`);
  if (copied.sha256 !== sha256) return refuse('sha256', `${file} has been changed`);
  fs.renameSync(copy, path.join(packages, file));
  syncFolder(packages);
  return { file, size, sha256 };
}

/** True when a kept package is still what it was: a disk can lose what it has said is written. */
export function isWhole(packages: string, { file, size, sha256 }: KeptPackage): boolean {
  const place = path.join(packages, file);
  return fs.statSync(place, { throwIfNoEntry: false })?.size === size && digestOf(place) === sha256;
}
