import type { FastifyInstance, FastifyReply } from 'fastify';
import { disavow, findDisavowal } from '../credentials/disavowals/disavow.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { answerPage, languageOf } from './answer-page.ts';
import { formProof } from './form-proof.ts';
import { answerRefusal, isFromOurPage, type TokenRequest } from './form-request.ts';

const HIDDEN = { schema: { hide: true } } as const;

/**
 * `/compte/pas-moi/:token`: GET shows which password is meant and changes nothing, because mail scanners open links; POST ends
 * that password.
 */
export function addDisavowalPages(app: FastifyInstance, deps: HubDeps): void {
  app.get('/pas-moi/:token', HIDDEN, async (request: TokenRequest, reply) => answer(request, reply, deps));

  app.post('/pas-moi/:token', HIDDEN, async (request: TokenRequest, reply) => {
    if (!isFromOurPage(request, deps)) return answerRefusal(request, reply, deps, true);
    await disavow(deps, request.params.token);
    return answer(request, reply, deps);
  });
}

async function answer(request: TokenRequest, reply: FastifyReply, deps: HubDeps): Promise<FastifyReply> {
  const { token } = request.params;
  const found = await findDisavowal(deps, token);
  const language = languageOf(request);
  if (found === null) return answerPage(reply, deps, { kind: 'unknown' }, { language });
  if (found.isUsed) return answerPage(reply, deps, { kind: 'disavowed' }, { language });
  const { at, place } = found;
  const form = { action: `?lang=${language}`, proof: formProof(deps.settings.HUB_SECRET, token) };
  return answerPage(reply, deps, { kind: 'disavow', at, place }, { language, form });
}
