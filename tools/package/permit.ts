import { createHash, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  compareVersions,
  MANIFEST_FILE,
  releaseManifest,
  SIGNATURE_FILE,
  version,
} from '../../src-shared/release/manifest.ts';
import { isSignedBy } from '../../src-shared/release/signature.ts';
import {
  downgradePermit,
  PERMIT_FILE,
  PERMIT_SIGNATURE_FILE,
} from '../../src-shared/release/signed-documents.ts';
import { SetupError } from '../setup/run-command.mjs';
import { readPublicKeys, readSigningKey, signManifest } from './sign.ts';

/** What a permit is made of. */
export interface PermitParts {
  /** Folder of the older release. */
  readonly release: string;
  /** Newer version, which runs. */
  readonly from: string;
  /** Last day of the permit, `YYYY-MM-DD`; it ends with it, in UTC. */
  readonly until: string;
  /** File of the private key of releases. */
  readonly keyFile: string;
  /** File of the public keys of which one must have signed the release; undefined: that of the private key. */
  readonly publicKeyFile: string | undefined;
  /** Folder for the permit; not that of the release, of which each file is signed. */
  readonly into: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Most days of a permit: one that is forgotten must not serve whoever finds it years later. */
const LONGEST_DAYS = 366;

/**
 * Writes and signs the permit to go back to an older release: `downgrade.json` and its signature.
 * @returns file of the permit
 * @throws SetupError when it would be worth nothing, or too much
 */
export function writePermit(parts: PermitParts): string {
  const { release, from, until, into, now } = parts;
  const key = readSigningKey(parts.keyFile);
  const keys =
    parts.publicKeyFile === undefined ? [createPublicKey(key)] : readPublicKeys(parts.publicKeyFile);
  const [manifestFile, signatureFile] = [MANIFEST_FILE, SIGNATURE_FILE].map((name) =>
    path.join(release, name),
  );
  if (!existsSync(manifestFile ?? '') || !existsSync(signatureFile ?? ''))
    throw new SetupError(`${release} is not the folder of a signed release.`);
  const bytes = readFileSync(manifestFile ?? '');
  if (!isSignedBy(bytes, readFileSync(signatureFile ?? '', 'latin1'), keys))
    throw new SetupError(`${MANIFEST_FILE} is not what was signed, or another key has signed it.`);
  const { version: to } = releaseManifest.parse(JSON.parse(bytes.toString('utf8')));
  if (!version.safeParse(from).success || compareVersions(to, from) >= 0)
    throw new SetupError(`--from=VERSION is the version that runs, newer than ${to}.`);
  const end = /^\d{4}-\d\d-\d\d$/u.test(until) ? Date.parse(`${until}T23:59:59Z`) : NaN;
  if (!(end > now && end < now + LONGEST_DAYS * 86_400_000))
    throw new SetupError('--until=YYYY-MM-DD is the last day of the permit: today or later, within a year.');
  const permit = downgradePermit.parse({
    format: 1,
    product: 'borne-adherent',
    document: 'downgrade',
    from,
    to,
    manifest: createHash('sha256').update(bytes).digest('hex'),
    until: `${until}T23:59:59Z`,
  });
  if (path.resolve(into) === path.resolve(release))
    throw new SetupError(
      'The permit goes into a folder of its own: each file in that of a release is signed.',
    );
  const text = Buffer.from(`${JSON.stringify(permit, null, 2)}\n`);
  const file = path.join(into, PERMIT_FILE);
  writeFileSync(file, text);
  writeFileSync(path.join(into, PERMIT_SIGNATURE_FILE), signManifest(text, key));
  return file;
}
