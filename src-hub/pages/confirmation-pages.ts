import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Language } from '../../src-shared/messages/languages.ts';
import { confirmByLink, findLink, type FoundLink } from '../accounts/confirmation/confirmation-links.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { answerPage, languageOf, type PageAnswer } from './answer-page.ts';
import { answerRefusal, isFromOurPage, type TokenRequest } from './form-request.ts';
import { formProof } from './form-proof.ts';
import { maskIdentifier } from '../basics/mask-identifier.ts';
import type { PageView } from './page-view.ts';
import { renewLink } from './renew-link.ts';

const HIDDEN = { schema: { hide: true } } as const;

/**
 * `/confirmation/:token`: GET shows the account and changes nothing, because mail scanners open links; POST confirms.
 * `/confirmation/:token/renvoyer`: POST of the button on the page of an expired link sends a new mail.
 */
export function addConfirmationPages(app: FastifyInstance, deps: HubDeps): void {
  app.get('/confirmation/:token', HIDDEN, async (request: TokenRequest, reply) => {
    const { token } = request.params;
    return answerLink(request, reply, deps, await findLink(deps.database, deps, token));
  });

  app.post('/confirmation/:token', HIDDEN, async (request: TokenRequest, reply) => {
    const { token } = request.params;
    if (!isFromOurPage(request, deps)) return answerRefusal(request, reply, deps, true);
    const outcome = await confirmByLink(deps, token);
    deps.metrics.attempt('confirmation', outcome);
    // Read after the confirmation, for name and language; the account may be deleted or the link expired by now.
    const link = await findLink(deps.database, deps, token);
    if (outcome !== 'confirmed' || link === null) return answerLink(request, reply, deps, link);
    const view: PageView = { kind: 'done', identifier: maskIdentifier(link.account.email) };
    return answerPage(reply, deps, view, { language: languageOf(request, link.account.language) });
  });

  // A browser asks this when a visitor reloads the page by its address.
  app.get('/confirmation/:token/renvoyer', HIDDEN, (request: TokenRequest, reply) =>
    reply
      .code(303)
      .header('location', `../${encodeURIComponent(request.params.token)}`)
      .send(),
  );

  app.post('/confirmation/:token/renvoyer', HIDDEN, async (request: TokenRequest, reply) => {
    const { token } = request.params;
    if (!isFromOurPage(request, deps)) return answerRefusal(request, reply, deps, false);
    const link = await findLink(deps.database, deps, token);
    const language = languageOf(request, shownLanguage(link));
    return answerPage(reply, deps, await renewLink(deps, token), { language, switchable: false });
  });
}

/** Answers with the page for the state of a link. */
function answerLink(
  request: TokenRequest,
  reply: FastifyReply,
  deps: HubDeps,
  link: FoundLink | null,
): FastifyReply {
  const language = languageOf(request, shownLanguage(link));
  const { token } = request.params;
  const proof = formProof(deps.settings.HUB_SECRET, token);
  if (link === null || link.state === 'void')
    return answerPage(reply, deps, { kind: 'unknown' }, { language });
  const { givenName } = link.account;
  const identifier = maskIdentifier(link.account.email);
  // Form addresses are relative: a proxy in front of the hub may add a path.
  const answers: Readonly<Record<typeof link.state, [PageView, Partial<PageAnswer>]>> = {
    open: [{ kind: 'confirm', givenName, identifier }, { form: { action: `?lang=${language}`, proof } }],
    expired: [
      { kind: 'expired', identifier },
      { form: { action: `${encodeURIComponent(token)}/renvoyer?lang=${language}`, proof } },
    ],
    used: [{ kind: 'already' }, {}],
    taken: [{ kind: 'taken' }, {}],
  };
  const [view, page] = answers[link.state];
  return answerPage(reply, deps, view, { language, ...page });
}

/** A void link gets the same page as an unknown one. */
function shownLanguage(link: FoundLink | null): Language | null {
  return link === null || link.state === 'void' ? null : link.account.language;
}
