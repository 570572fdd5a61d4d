import type { FastifyError, FastifyInstance } from 'fastify';
import { isDatabaseUnavailable } from '../database/unavailable.ts';
import { describeFault } from '../basics/describe-fault.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { answerPage, languageOf } from './answer-page.ts';
import type { PageView } from './page-view.ts';

/**
 * Turns every error of these routes into a page that says what to do, bugs too. The log contains nothing of the
 * request.
 */
export function answerPageFaults(app: FastifyInstance, deps: HubDeps): void {
  const { database, log, stopping } = deps;
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const { statusCode = 500 } = error;
    const isDatabaseAway = isDatabaseUnavailable(error);
    const away = isDatabaseAway || stopping.aborted;
    if (isDatabaseAway) database.noteAway(error);
    else if (away) log.warn({ route, ...describeFault(error) }, 'unavailable');
    else if (statusCode >= 500) log.error({ route, ...describeFault(error) }, 'fault');
    const view: PageView = { kind: pageOf(statusCode, away) };
    return answerPage(reply, deps, view, {
      language: languageOf(request),
      switchable: request.method === 'GET',
      ...(away ? {} : { status: statusCode }),
    });
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    answerPage(reply, deps, { kind: 'unknown' }, { language: languageOf(request) }),
  );
}

function pageOf(status: number, away: boolean): 'unavailable' | 'too-many' | 'refused' {
  if (away || status >= 500) return 'unavailable';
  return status === 429 ? 'too-many' : 'refused';
}
