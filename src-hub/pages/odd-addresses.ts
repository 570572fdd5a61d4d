import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../http/refuse.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { answerPage, languageOf } from './answer-page.ts';
import { PAGE_HEADERS, PAGES_PATH } from './page-headers.ts';

/**
 * Answers addresses that the router rejects as too long or malformed. A link that a mail program has broken gets a
 * page, others get a fault. Neither repeats the address, which may contain a token.
 */
export function answerOddAddresses(
  deps: HubDeps,
): (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void {
  return (_error, request, reply) => {
    if (!request.url.startsWith(`${PAGES_PATH}/`)) refuse(reply, 'malformed', 'the address cannot be read');
    else
      answerPage(reply.headers(PAGE_HEADERS), deps, { kind: 'unknown' }, { language: languageOf(request) });
  };
}
