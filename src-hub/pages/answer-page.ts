import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../src-shared/messages/languages.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { pageHtml, type PageSetting } from './page-html.ts';
import { pageLanguage } from './page-language.ts';
import type { PageKind, PageView } from './page-view.ts';

/** HTTP status of each page. */
const STATUS: Readonly<Record<PageKind, number>> = {
  confirm: 200,
  done: 200,
  already: 200,
  taken: 409,
  expired: 410,
  sent: 200,
  'too-early': 429,
  disavow: 200,
  disavowed: 200,
  unknown: 404,
  refused: 403,
  'too-many': 429,
  unavailable: 503,
};

/** Options of an answer. `form` and `switchable` have defaults. */
export interface PageAnswer extends Partial<Pick<PageSetting, 'form' | 'switchable'>> {
  readonly language: Language;
  /** Instead of the page's usual status. */
  readonly status?: number;
}

/** The language of the answer to a request. @param ofAccount language of the account; null: none known */
export function languageOf(request: FastifyRequest, ofAccount: Language | null = null): Language {
  // Null when the address could not be read.
  const query = request.query as Readonly<Record<string, unknown>> | null;
  const acceptLanguage = request.headers['accept-language'];
  return pageLanguage({ query: query?.['lang'], acceptLanguage }, ofAccount);
}

export function answerPage(
  reply: FastifyReply,
  { settings }: Pick<HubDeps, 'settings'>,
  view: PageView,
  { language, switchable = true, form = null, status = STATUS[view.kind] }: PageAnswer,
): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-language', language)
    .send(pageHtml(view, { language, switchable, form, settings }));
}
