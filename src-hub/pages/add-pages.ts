import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { HubDeps } from '../core/hub-deps.ts';
import { networkOf } from '../http/network-of.ts';
import { addConfirmationPages } from './confirmation-pages.ts';
import { addDisavowalPages } from './disavowal-pages.ts';
import { answerPageFaults } from './page-faults.ts';
import { PAGE_HEADERS } from './page-headers.ts';
import { addTypeface } from './typeface.ts';
import { PAGE_CALLS_PER_MINUTE } from '../../src-shared/policy/quotas.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

/** Largest form in bytes: its hidden field has about 50 characters. */
const FORM_LIMIT = 1024;

/** Adds the web pages for people. They need no token, and accept forms only. */
export async function addPages(app: FastifyInstance, deps: HubDeps): Promise<void> {
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(PAGE_HEADERS);
    done();
  });
  await app.register(rateLimit, {
    timeWindow: MINUTE,
    max: PAGE_CALLS_PER_MINUTE,
    keyGenerator: ({ ip }) => networkOf(ip),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (_request, body, done) => done(null, new URLSearchParams(body.toString())),
  );
  answerPageFaults(app, deps);
  addConfirmationPages(app, deps);
  addDisavowalPages(app, deps);
  addTypeface(app);
}
