import { MANIFEST_FILE, SIGNATURE_FILE } from '../../src-shared/release/manifest.ts';
import {
  DOCUMENT_LIMIT,
  PERMIT_FILE,
  PERMIT_SIGNATURE_FILE,
  SIGNATURE_LIMIT,
  type SignedBytes,
} from '../../src-shared/release/signed-documents.ts';
import type { SourceAnswer } from './release-source.ts';
import type { UpdateAnswer } from './update-fault.ts';

/**
 * Reads what is signed in the folder of a release, wherever it lies. Nothing is checked here.
 * @param small reads a file of the folder of at most `limit` bytes
 */
export async function readRelease(
  small: (file: string, limit: number) => Promise<UpdateAnswer<Buffer>>,
): Promise<UpdateAnswer<SourceAnswer>> {
  const signed = async (document: string, signature: string): Promise<UpdateAnswer<SignedBytes>> => {
    const bytes = await small(document, DOCUMENT_LIMIT);
    if (!bytes.ok) return bytes;
    const text = await small(signature, SIGNATURE_LIMIT);
    if (!text.ok) return text;
    return {
      ok: true,
      value: { bytes: new Uint8Array(bytes.value), signature: text.value.toString('latin1') },
    };
  };
  const manifest = await signed(MANIFEST_FILE, SIGNATURE_FILE);
  if (!manifest.ok) return manifest;
  // Most releases have none, and servers say so in many ways.
  const permit = await signed(PERMIT_FILE, PERMIT_SIGNATURE_FILE);
  const release = { manifest: manifest.value, permit: permit.ok ? permit.value : null };
  return { ok: true, value: { release, contracts: null } };
}
