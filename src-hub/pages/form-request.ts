import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HubDeps } from '../core/hub-deps.ts';
import { answerPage, languageOf } from './answer-page.ts';
import { isFormOf } from './form-proof.ts';
import { isSameSite } from './same-site.ts';

/** A request of a page whose address has a token. */
export type TokenRequest = FastifyRequest<{ Params: { token: string } }>;

/** Whether a form was sent from the page of this hub that has the same token. */
export function isFromOurPage(request: TokenRequest, { settings }: HubDeps): boolean {
  const { headers, host, params, body } = request;
  const site = headers['sec-fetch-site'];
  const sent = {
    site: typeof site === 'string' ? site : undefined,
    origin: headers.origin,
    host,
    publicUrl: settings.HUB_PUBLIC_URL,
  };
  const form = body instanceof URLSearchParams ? body : null;
  return isSameSite(sent) && isFormOf(settings.HUB_SECRET, params.token, form);
}

/** Answers a form that was not. @param switchable whether the page offers the other language */
export function answerRefusal(
  request: TokenRequest,
  reply: FastifyReply,
  deps: HubDeps,
  switchable: boolean,
): FastifyReply {
  return answerPage(reply, deps, { kind: 'refused' }, { language: languageOf(request), switchable });
}
