import { createReadStream } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { MANIFEST_FILE, SIGNATURE_FILE } from '../../src-shared/release/manifest.ts';
import {
  DOCUMENT_LIMIT,
  PERMIT_FILE,
  PERMIT_SIGNATURE_FILE,
  SIGNATURE_LIMIT,
  type SignedBytes,
} from '../../src-shared/release/signed-documents.ts';
import type { ReleaseSource } from './release-source.ts';
import type { UpdateAnswer } from './update-fault.ts';

/** The folder of a release, such as that of a USB stick. What lies there passes the same checks as all else. */
export function folderSource(folder: string): ReleaseSource {
  const signed = async (document: string, signature: string): Promise<UpdateAnswer<SignedBytes>> => {
    const bytes = await readShort(path.join(folder, document), DOCUMENT_LIMIT);
    if (!bytes.ok) return bytes;
    const text = await readShort(path.join(folder, signature), SIGNATURE_LIMIT);
    if (!text.ok) return text;
    return {
      ok: true,
      value: { bytes: new Uint8Array(bytes.value), signature: text.value.toString('latin1') },
    };
  };
  return {
    name: 'folder',
    ask: async () => {
      const manifest = await signed(MANIFEST_FILE, SIGNATURE_FILE);
      if (!manifest.ok) return manifest;
      const permit = await signed(PERMIT_FILE, PERMIT_SIGNATURE_FILE);
      const release = { manifest: manifest.value, permit: permit.ok ? permit.value : null };
      return { ok: true, value: { release, contracts: null } };
    },
    part: async ({ target: { file, size }, first, last }) => {
      const place = path.join(folder, file);
      const found = await lstat(place).catch(() => null);
      if (found === null) return { ok: false, fault: 'absent' };
      if (!found.isFile()) return { ok: false, fault: 'misplaced' };
      if (found.size !== size) return { ok: false, fault: 'wrong-length' };
      const pieces = createReadStream(place, { start: first, end: last }) as AsyncIterable<Buffer>;
      return { ok: true, value: { first, length: last - first + 1, pieces } };
    },
    close: () => undefined,
  };
}

async function readShort(file: string, limit: number): Promise<UpdateAnswer<Buffer>> {
  const found = await lstat(file).catch(() => null);
  if (found === null) return { ok: false, fault: 'absent' };
  if (!found.isFile()) return { ok: false, fault: 'misplaced' };
  if (found.size > limit) return { ok: false, fault: 'too-long' };
  const bytes = await readFile(file).catch(() => null);
  return bytes === null ? { ok: false, fault: 'absent' } : { ok: true, value: bytes };
}
