import type { FastifyInstance } from 'fastify';
import { FEED_CONTENT_TYPE, FEED_EPOCH_HEADER } from '../../../src-shared/hub-api/feed.ts';
import type { HandlersOf } from '../../http/handlers.ts';
import { Refusal } from '../../http/refuse.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { chooseCompression, compress, compressStream, type Compression } from './feed-encoding.ts';
import { noteUnreadable } from './unreadable-changes.ts';
import { MemberFeed } from './member-feed.ts';
import { StillAdmitted } from './still-admitted.ts';
import { SharedAnswers } from './shared-answers.ts';

const RELOAD = {
  epoch: 'head office has begun a new history of changes',
  ahead: 'the position is beyond the latest change',
  mark: 'the mark is not of this history',
} as const;

/** The changes of members after a position, at once or as soon as there are any; and what a kiosk could not read of them. */
export function feedHandlers(
  deps: HubDeps,
  app: FastifyInstance,
): HandlersOf<'member-changes' | 'tell-unreadable'> {
  const feed = new MemberFeed(deps);
  const admitted = new StillAdmitted(deps);
  const compressed = new SharedAnswers<{ bytes: Buffer; encoding: Compression }>();
  app.addHook('onClose', () => feed.close());
  return {
    'tell-unreadable': async ({ caller, body }) => {
      await noteUnreadable(deps, caller.id, body.lines);
      return { result: 'noted' };
    },
    'member-changes': async ({ caller, query, request, reply }) => {
      if ((query.mark === undefined) !== (query.markAt === undefined))
        return new Refusal('malformed', 'mark and markAt are given together');
      const gone = new AbortController();
      const onGone = (): void => gone.abort();
      reply.raw.once('close', onGone);
      const answer = await feed.open(query, gone.signal);
      const refusal = query.wait > 0 ? await admitted.refusalOf(caller.id) : null;
      if (refusal !== null) return refusal;
      if (answer.kind === 'reload')
        return new Refusal('reload', `${RELOAD[answer.because]}; load everything anew`);
      const wanted = chooseCompression(request.headers['accept-encoding']);
      reply.type(FEED_CONTENT_TYPE).headers({
        [FEED_EPOCH_HEADER]: answer.epoch,
        'cache-control': 'no-store',
        vary: 'accept-encoding',
      });
      if (answer.kind === 'pages') {
        if (wanted !== 'identity') reply.header('content-encoding', wanted);
        return reply.send(compressStream(answer.pages, wanted));
      }
      const { bytes, encoding } = await compressed.get(`${answer.key} ${wanted}`, () =>
        compress(answer.text, wanted),
      );
      if (encoding !== 'identity') reply.header('content-encoding', encoding);
      return reply.send(bytes);
    },
  };
}
