import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  MANIFEST_FILE,
  SIGNATURE_FILE,
  type ReleaseFile,
  type ReleaseManifest,
} from '../../src-shared/release/manifest.ts';
import {
  DOCUMENT_LIMIT,
  PERMIT_FILE,
  PERMIT_SIGNATURE_FILE,
  readManifest,
  SIGNATURE_LIMIT,
  type SignedBytes,
  type Verify,
} from '../../src-shared/release/signed-documents.ts';

/** Files that may lie in the folder of a release without being listed. */
const UNLISTED: readonly string[] = [
  MANIFEST_FILE,
  SIGNATURE_FILE,
  'SHA256SUMS',
  PERMIT_FILE,
  PERMIT_SIGNATURE_FILE,
];

const WORDS = {
  'too-long': 'is too long.',
  signature: 'is not what was signed, or another key has signed it.',
  form: 'has a form that this version does not know.',
} as const;

/** A release whose every byte is what was signed, or what is wrong, one sentence each. */
export type TakenRelease =
  | { readonly ok: true; readonly manifest: ReleaseManifest; readonly signed: SignedBytes }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Checks the folder of a release, and copies it. What is copied is what was checked: sums are made of the bytes on
 * their way. It gets its final name last.
 * @param into folder of all releases; null: only checks
 * @throws errors of the file system of `into`
 */
export async function takeRelease(
  folder: string,
  into: string | null,
  verify: Verify,
): Promise<TakenRelease> {
  const signed = await readSigned(folder, MANIFEST_FILE, SIGNATURE_FILE);
  if (typeof signed === 'string') return { ok: false, problems: [signed] };
  const read = readManifest(signed, verify);
  if (!read.ok) return { ok: false, problems: [`${MANIFEST_FILE} ${WORDS[read.why]}`] };
  const manifest = read.value;
  const files = [...manifest.targets, ...manifest.documents];
  const known = new Set([...files.map(({ file }) => file), ...UNLISTED]);
  const extra = (await readdir(folder)).filter((name) => !known.has(name)).sort();
  const problems = extra.map((name) => `${name} is not part of the release.`);
  const temporary = into === null ? null : path.join(into, `.taking-${randomUUID()}`);
  try {
    if (temporary !== null) await mkdir(temporary, { recursive: true });
    for (const file of files) {
      const problem = await takeFile(folder, temporary, file);
      if (problem !== null) problems.push(problem);
    }
    if (problems.length > 0) return { ok: false, problems };
    if (into !== null && temporary !== null)
      await finish(temporary, path.join(into, manifest.version), signed);
    return { ok: true, manifest, signed };
  } finally {
    if (temporary !== null) await rm(temporary, { recursive: true, force: true });
  }
}

/** Reads a signed document. @returns what is wrong, as a sentence */
export async function readSigned(
  folder: string,
  document: string,
  signature: string,
): Promise<SignedBytes | string> {
  const bytes = await readShort(path.join(folder, document), DOCUMENT_LIMIT);
  if (bytes === null) return `${document} is missing, no plain file, or too long.`;
  const text = await readShort(path.join(folder, signature), SIGNATURE_LIMIT);
  if (text === null) return `${signature} is missing, no plain file, or too long.`;
  return { bytes: new Uint8Array(bytes), signature: text.toString('latin1') };
}

async function readShort(file: string, limit: number): Promise<Buffer | null> {
  const found = await lstat(file).catch(() => null);
  if (found?.isFile() !== true || found.size > limit) return null;
  return readFile(file).catch(() => null);
}

async function takeFile(
  folder: string,
  temporary: string | null,
  { file, size, sha256 }: ReleaseFile,
): Promise<string | null> {
  const place = path.join(folder, file);
  const found = await lstat(place).catch(() => null);
  if (found === null) return `${file} is missing.`;
  if (!found.isFile()) return `${file} is no plain file.`;
  if (found.size < size) return `${file} is cut off: ${found.size} of ${size} bytes.`;
  if (found.size > size) return `${file} is too long: ${found.size} bytes in place of ${size}.`;
  const hash = createHash('sha256');
  // A file that grows meanwhile must not fill the disk.
  const source = createReadStream(place, { end: size - 1 });
  const target =
    temporary === null
      ? new Writable({ write: (_piece, _encoding, done) => done() })
      : createWriteStream(path.join(temporary, file), { mode: 0o644, flush: true });
  await pipeline(
    source,
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        hash.update(piece);
        yield piece;
      }
    },
    target,
  );
  return hash.digest('hex') === sha256 ? null : `${file} has been changed.`;
}

async function finish(temporary: string, place: string, { bytes, signature }: SignedBytes): Promise<void> {
  await writeFile(path.join(temporary, MANIFEST_FILE), bytes, { mode: 0o644, flush: true });
  await writeFile(path.join(temporary, SIGNATURE_FILE), signature, { mode: 0o644, flush: true });
  // What lies there has the same manifest, or was never offered: the version is known by its manifest in the database.
  await rm(place, { recursive: true, force: true });
  await rename(temporary, place);
  const parent = await open(path.dirname(place), 'r').catch(() => null);
  await parent?.sync().catch(() => undefined);
  await parent?.close();
}
