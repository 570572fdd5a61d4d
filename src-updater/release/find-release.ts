import type { KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { REFUSAL_REASONS } from '../../src-shared/release/handover.ts';
import {
  compareVersions,
  MANIFEST_FILE,
  refusalOf,
  releaseManifest,
  SIGNATURE_FILE,
  version as versionSchema,
  type ReleaseManifest,
  type ReleaseTarget,
} from '../../src-shared/release/manifest.ts';
import { isSignedBy } from '../../src-shared/release/signature.ts';
import { syncFolder } from '../../src-main/files/durable-file.ts';
import type { KeptPackage } from '../rules/transaction.ts';
import { asAccount, type Account } from '../store/as-account.ts';
import { copyPlain, digestOf, readPlain } from '../store/plain-file.ts';

/** Most bytes of a manifest. */
const MANIFEST_LIMIT = 1024 * 1024;

/** Most bytes of its signature. */
const SIGNATURE_LIMIT = 200;

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
 * Reads what a folder says of a release, and believes what is signed.
 * @param named version that the folder is named by; null: it may have any name
 * @returns null: it is the installed version
 */
export function readRelease(
  folder: string,
  named: string | null,
  account: Account | null,
  fit: Fit,
): Release | Refused | null {
  const refuse = (refused: Refused['refused'], detail: string, version = named ?? '0.0.0'): Refused => ({
    refused,
    version,
    detail,
  });
  if (fit.keys === null) return refuse('no-keys', 'the public keys of releases are missing');
  const bytes = readPlain(path.join(folder, MANIFEST_FILE), account, MANIFEST_LIMIT);
  if (typeof bytes === 'string') return refuse(bytes, MANIFEST_FILE);
  const signature = readPlain(path.join(folder, SIGNATURE_FILE), account, SIGNATURE_LIMIT);
  if (typeof signature === 'string') return refuse(signature, SIGNATURE_FILE);
  // Nothing of a manifest is believed before its signature.
  if (!isSignedBy(bytes, signature.toString('latin1'), fit.keys))
    return refuse('signature', 'the manifest is not what was signed, or another key has signed it');
  const manifest = parse(bytes);
  if (manifest === null) return refuse('manifest', 'the manifest is of another form');
  const { version } = manifest;
  if (named !== null && version !== named)
    return refuse('manifest', `the manifest is that of version ${version}`);
  if (version === fit.installed) return null;
  const all = manifest.targets.filter(
    (one) =>
      one.product === 'kiosk' &&
      one.system === fit.system &&
      one.architecture === fit.architecture &&
      one.package === fit.package,
  );
  const target = all.find((one) => !one.layout);
  if (target === undefined)
    return all.length > 0
      ? refuse('layout', 'the package has no runtime', version)
      : refuse('no-target', `no ${fit.package} for ${fit.system} ${fit.architecture}`, version);
  if (target.size > PACKAGE_LIMIT) return refuse('too-big', `${target.file}: ${target.size} bytes`, version);
  const refusal = refusalOf(version, target, fit.installed);
  if (refusal !== null && refusal !== 'same') return refuse(refusal, boundsOf(target, fit), version);
  return { folder, version, target };
}

function parse(bytes: Buffer): ReleaseManifest | null {
  try {
    return releaseManifest.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}

function boundsOf({ replaces }: ReleaseTarget, { installed }: Fit): string {
  return `may replace ${replaces.from} to ${replaces.to}, ${installed} is installed`;
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
