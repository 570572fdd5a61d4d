import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { BRANCH_PAGE_PATH } from '../../../src-shared/hub-api/staff/branch-page.ts';
import { Refusal, refuse } from '../../http/refuse.ts';

/** Folder of the built page: beside the bundle where the hub is built, otherwise where `npm run build` puts it. */
const FOLDER = ['agence/', '../../../dist/hub/agence/']
  .map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
  .find((folder) => existsSync(`${folder}branch.html`));

/** Types of the files of a built page. */
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
};

/** Only what this hub serves; no frame, and text of a person is never read as markup. */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `font-src 'self'`,
  `img-src 'self' data:`,
  `connect-src 'self'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
  `base-uri 'none'`,
  `require-trusted-types-for 'script'`,
  `trusted-types svelte-trusted-html`,
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'x-robots-tag': 'noindex, nofollow',
} as const;

const NOT_BUILT = new Refusal('not-found', 'the branch page is not built: npm run build');

/**
 * Serves the files of the branch page. Their names tell their content, so browsers keep them; the page itself is asked for
 * each time. It holds nothing of anybody: what it shows comes by the calls of its session.
 */
export function addStaticPage(app: FastifyInstance): void {
  const files = new Map(
    (FOLDER === undefined ? [] : readdirSync(`${FOLDER}assets`)).map((name) => [
      name,
      readFileSync(`${FOLDER}assets/${name}`),
    ]),
  );
  const html = FOLDER === undefined ? null : readFileSync(`${FOLDER}branch.html`, 'utf8');
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(HEADERS);
    done();
  });
  app.get('/', { prefixTrailingSlash: 'no-slash' }, (_request, reply) =>
    reply.redirect(`${BRANCH_PAGE_PATH}/`, 308),
  );
  app.get('/', { prefixTrailingSlash: 'slash' }, (_request, reply) =>
    html === null
      ? refuse(reply, NOT_BUILT.error, NOT_BUILT.message)
      : reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html),
  );
  app.get<{ Params: { file: string } }>('/assets/:file', ({ params: { file } }, reply) => {
    const bytes = files.get(file);
    const type = TYPES[file.split('.').at(-1) ?? ''];
    if (bytes === undefined || type === undefined)
      return refuse(reply, 'not-found', 'the branch page has no such file');
    return reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(bytes);
  });
}
