import type { CallAnswer, CallBody } from '../../src-shared/hub-api/hub-calls.ts';
import { PACKAGE_PATH } from '../../src-shared/hub-api/releases.ts';
import type { KioskMachine } from '../../src-shared/release/fitting-target.ts';
import type { SignedBytes } from '../../src-shared/release/signed-documents.ts';
import type { HubAnswer } from '../hub-client/hub-answer.ts';
import type { HubConnection } from '../hub-client/hub-connection.ts';
import { networkFault, refusalOf } from '../hub-client/hub-faults.ts';
import { hubUrl } from '../hub-client/hub-url.ts';
import { RequestSigner } from '../hub-client/request-signer.ts';
import type { Random } from '../random/random.ts';
import { drop, HttpAgent, readBody } from './http-agent.ts';
import { judgePart, PLAIN_BYTES } from './http-part.ts';
import type { ReleaseSource } from './release-source.ts';
import type { UpdateAnswer } from './update-fault.ts';

/** Bytes that are read of a refusal. */
const REFUSAL_LIMIT = 16 * 1024;

/** Calls of head office about releases. */
export interface ReleaseCalls {
  /** Null: this kiosk is not enrolled. */
  connection(): HubConnection | null;
  release<Name extends 'release-offer' | 'release-news'>(
    name: Name,
    body: CallBody<Name>,
  ): Promise<HubAnswer<CallAnswer<Name>>>;
}

/** What {@link hubSource} needs. */
export interface HubSourceDeps {
  readonly calls: ReleaseCalls;
  readonly machine: KioskMachine;
  /** PEM text of a private authority; null: the public ones. */
  readonly ca: string | null;
  /** This machine's clock, in milliseconds since 1970 UTC. */
  readonly wall: () => number;
  readonly random: Pick<Random, 'bytes'>;
}

/** Head office, which says which release is for this kiosk. */
export function hubSource({ calls, machine, ca, wall, random }: HubSourceDeps): ReleaseSource {
  const agent = new HttpAgent(ca);
  const signer = new RequestSigner(wall, random);
  return {
    name: 'hub',
    ask: async () => {
      const answer = await calls.release('release-offer', machine);
      if (!answer.ok) return { ok: false, fault: answer.fault };
      const { value } = answer;
      if (value.result === 'none') return { ok: true, value: { release: null, contracts: value.contracts } };
      const release = { manifest: bytesOf(value.manifest), permit: value.permit && bytesOf(value.permit) };
      return { ok: true, value: { release, contracts: value.contracts } };
    },
    part: async (wanted, signal) => {
      const { version, target, first, last } = wanted;
      const connection = calls.connection();
      if (connection === null) return { ok: false, fault: 'not-enrolled' };
      const query = `?version=${encodeURIComponent(version)}&file=${encodeURIComponent(target.file)}`;
      const url = hubUrl(connection.url, PACKAGE_PATH);
      url.search = query;
      const more = { ...PLAIN_BYTES, range: `bytes=${first}-${last}` };
      try {
        const answer = await signer.send(
          connection,
          { method: 'GET', path: PACKAGE_PATH, query },
          (headers) => agent.getOrThrow(url, { ...headers, ...more }, signal),
        );
        if (answer.statusCode >= 400) return await refusal(answer.statusCode, answer.body);
        const part = judgePart(answer, wanted);
        return part.ok
          ? { ok: true, value: { ...part.value, pieces: answer.body as AsyncIterable<Buffer> } }
          : drop(answer, part.fault);
      } catch (error) {
        return { ok: false, fault: networkFault(error) };
      }
    },
    close: () => agent.close(),
  };
}

async function refusal(status: number, body: Parameters<typeof readBody>[0]): Promise<UpdateAnswer<never>> {
  const text = await readBody(body, REFUSAL_LIMIT);
  if (!text.ok) return text;
  try {
    const fault = refusalOf(status, JSON.parse(text.value.toString('utf8')));
    return { ok: false, fault: status === 416 ? 'wrong-range' : fault === 'reload' ? 'fault' : fault };
  } catch {
    return { ok: false, fault: 'proxy' };
  }
}

function bytesOf({ bytes, signature }: { bytes: string; signature: string }): SignedBytes {
  return { bytes: new Uint8Array(Buffer.from(bytes, 'base64')), signature };
}
