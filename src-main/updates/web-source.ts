import { MANIFEST_FILE, SIGNATURE_FILE } from '../../src-shared/release/manifest.ts';
import {
  DOCUMENT_LIMIT,
  PERMIT_FILE,
  PERMIT_SIGNATURE_FILE,
  SIGNATURE_LIMIT,
  type SignedBytes,
} from '../../src-shared/release/signed-documents.ts';
import { hubUrl } from '../hub-client/hub-url.ts';
import { drop, HttpAgent, readBody } from './http-agent.ts';
import { headFault, judgePart, PLAIN_BYTES } from './http-part.ts';
import type { ReleaseSource } from './release-source.ts';
import type { UpdateAnswer } from './update-fault.ts';

/** The folder of a release on any web server. @param base its address */
export function webSource(base: string): ReleaseSource {
  const agent = new HttpAgent(null);
  const small = async (file: string, limit: number, signal: AbortSignal): Promise<UpdateAnswer<Buffer>> => {
    const answer = await agent.get(hubUrl(base, `/${file}`), PLAIN_BYTES, signal);
    if (!answer.ok) return answer;
    const fault = headFault(answer.value, [200]);
    return fault === null ? readBody(answer.value.body, limit) : drop(answer.value, fault);
  };
  const signed = async (
    document: string,
    signature: string,
    signal: AbortSignal,
  ): Promise<UpdateAnswer<SignedBytes>> => {
    const bytes = await small(document, DOCUMENT_LIMIT, signal);
    if (!bytes.ok) return bytes;
    const text = await small(signature, SIGNATURE_LIMIT, signal);
    if (!text.ok) return text;
    return {
      ok: true,
      value: { bytes: new Uint8Array(bytes.value), signature: text.value.toString('latin1') },
    };
  };
  return {
    name: 'web',
    ask: async (signal) => {
      const manifest = await signed(MANIFEST_FILE, SIGNATURE_FILE, signal);
      if (!manifest.ok) return manifest;
      // Most releases have none, and servers say so in many ways.
      const permit = await signed(PERMIT_FILE, PERMIT_SIGNATURE_FILE, signal);
      const release = { manifest: manifest.value, permit: permit.ok ? permit.value : null };
      return { ok: true, value: { release, contracts: null } };
    },
    part: async (wanted, signal) => {
      const { target, first, last } = wanted;
      const range = { range: `bytes=${first}-${last}` };
      const answer = await agent.get(hubUrl(base, `/${target.file}`), { ...PLAIN_BYTES, ...range }, signal);
      if (!answer.ok) return answer;
      const part = judgePart(answer.value, wanted);
      return part.ok
        ? { ok: true, value: { ...part.value, pieces: answer.value.body as AsyncIterable<Buffer> } }
        : drop(answer.value, part.fault);
    },
    close: () => agent.close(),
  };
}
