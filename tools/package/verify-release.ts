import type { KeyObject } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  MANIFEST_FILE,
  releaseManifest,
  SIGNATURE_FILE,
  type ReleaseFile,
  type ReleaseManifest,
} from '../../src-shared/release/manifest.ts';
import { isSignedBy } from '../../src-shared/release/signature.ts';
import { sha256Of } from './files.ts';
import { judgeAuthenticode, type Trust } from './windows/verify-authenticode.ts';

/** Name of the list of checksums, in the form of `sha256sum`. */
export const SUMS_FILE = 'SHA256SUMS';

/** The list of checksums of the files of a release. */
export function sumsOf(files: readonly ReleaseFile[]): string {
  const sorted = [...files].sort((a, b) => (a.file < b.file ? -1 : 1));
  return sorted.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join('');
}

/**
 * Compares the folder of a release with its signed manifest, and judges the signatures of Windows.
 * @param keys keys that may have signed
 * @param trust whom to believe of these
 * @returns what is wrong, one sentence each; empty: every byte is what was signed
 */
export async function verifyRelease(
  folder: string,
  keys: readonly KeyObject[],
  trust: Trust,
): Promise<string[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (found === null) return [`${folder} is no folder that can be read.`];
  const odd = found.filter((entry) => !entry.isFile()).map(({ name }) => `${name} is no plain file.`);
  const names = found.filter((entry) => entry.isFile()).map(({ name }) => name);
  const missing = [MANIFEST_FILE, SIGNATURE_FILE, SUMS_FILE].filter((name) => !names.includes(name));
  if (missing.length > 0) return [...odd, ...missing.map((name) => `${name} is missing.`)];
  const bytes = await readFile(path.join(folder, MANIFEST_FILE));
  const signature = await readFile(path.join(folder, SIGNATURE_FILE), 'latin1');
  // Nothing of a manifest is believed before its signature.
  if (!isSignedBy(bytes, signature, keys))
    return [`${MANIFEST_FILE} is not what was signed, or another key has signed it.`];
  const manifest = readManifest(bytes);
  if (typeof manifest === 'string') return [manifest];
  const files = [...manifest.targets, ...manifest.documents];
  const wrong = await Promise.all(files.map((file) => judge(folder, names, file)));
  const known = new Set([...files.map(({ file }) => file), MANIFEST_FILE, SIGNATURE_FILE, SUMS_FILE]);
  const extra = names.filter((name) => !known.has(name)).map((name) => `${name} is not part of the release.`);
  const sums = await readFile(path.join(folder, SUMS_FILE), 'utf8');
  if (sums !== sumsOf(files)) wrong.push(`${SUMS_FILE} has been changed.`);
  for (const { file, system, signer } of manifest.targets) {
    if (system !== 'windows' || !names.includes(file)) continue;
    const problem = await judgeAuthenticode(
      path.join(folder, file),
      signer,
      Date.parse(manifest.date),
      trust,
    );
    if (problem !== null) wrong.push(`${file} ${problem}`);
  }
  return [...odd, ...wrong.filter((problem) => problem !== null), ...extra.sort()];
}

function readManifest(bytes: Buffer): ReleaseManifest | string {
  try {
    const read = releaseManifest.safeParse(JSON.parse(bytes.toString('utf8')));
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    return `${MANIFEST_FILE}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`;
  } catch {
    return `${MANIFEST_FILE} is no JSON.`;
  }
}

async function judge(folder: string, names: readonly string[], wanted: ReleaseFile): Promise<string | null> {
  const { file, size, sha256 } = wanted;
  if (!names.includes(file)) return `${file} is missing.`;
  const place = path.join(folder, file);
  const bytes = (await stat(place)).size;
  if (bytes < size) return `${file} is cut off: ${bytes} of ${size} bytes.`;
  if (bytes > size) return `${file} is too long: ${bytes} bytes in place of ${size}.`;
  return (await sha256Of(place)) === sha256 ? null : `${file} has been changed.`;
}
