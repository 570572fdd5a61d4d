import { hubUrl } from '../hub-client/hub-url.ts';
import { drop, HttpAgent, readBody } from './http-agent.ts';
import { headFault, judgePart, PLAIN_BYTES } from './http-part.ts';
import { readRelease } from './read-release.ts';
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
  return {
    name: 'web',
    ask: (signal) => readRelease((file, limit) => small(file, limit, signal)),
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
