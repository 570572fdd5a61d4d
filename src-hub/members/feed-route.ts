import { FEED_CONTENT_TYPE, FEED_EPOCH_HEADER, feedQuerySchema } from '../../src-shared/hub-api/feed.ts';
import { refuse } from '../http/refuse.ts';
import type { AddRoutes, Zod } from '../routes.ts';
import { chooseEncoding, pack, packStream, type Encoding } from './feed-encoding.ts';
import { MemberFeed } from './member-feed.ts';
import { SharedAnswers } from './shared-answers.ts';

const RELOAD = {
  epoch: 'head office has begun a new history of changes',
  ahead: 'the position is beyond the latest change',
  mark: 'the mark is not of this history',
} as const;

/** `GET /v1/members/changes`: what changed since a position, or the news as soon as there is some. */
export const addFeedRoute: AddRoutes = (app, deps) => {
  const feed = new MemberFeed(deps);
  const packed = new SharedAnswers<{ bytes: Buffer; encoding: Encoding }>();
  app.addHook('onClose', () => feed.close());
  app.withTypeProvider<Zod>().get(
    '/members/changes',
    {
      // A limit of its own, so that a kiosk gone wild can still tell its events. One that waits for news is never near
      // it: the watch wakes it 150 times a minute at most.
      config: { rateLimit: { max: deps.settings.HUB_FEED_REQUESTS_PER_MINUTE } },
      schema: {
        summary: 'Changes of members after a position',
        description:
          'NDJSON; the last line is an object with the position to go on from. Long poll with `wait`.',
        querystring: feedQuerySchema,
      },
    },
    async (request, reply) => {
      if (request.client.kind !== 'kiosk') return refuse(reply, 'not-found', 'the feed is for kiosks only');
      const { query } = request;
      if ((query.mark === undefined) !== (query.markAt === undefined))
        return refuse(reply, 'malformed', 'mark and markAt are given together');
      const gone = new AbortController();
      const onGone = (): void => gone.abort();
      reply.raw.once('close', onGone);
      const answer = await feed.open(query, gone.signal);
      if (answer.kind === 'reload')
        return refuse(reply, 'reload', `${RELOAD[answer.because]}; load everything anew`);
      const wanted = chooseEncoding(request.headers['accept-encoding']);
      reply.type(FEED_CONTENT_TYPE).headers({
        [FEED_EPOCH_HEADER]: answer.epoch,
        'cache-control': 'no-store',
        vary: 'accept-encoding',
      });
      if (answer.kind === 'pages') {
        if (wanted !== 'identity') reply.header('content-encoding', wanted);
        return reply.send(packStream(answer.pages, wanted));
      }
      const { bytes, encoding } = await packed.get(`${answer.key} ${wanted}`, () =>
        pack(answer.text, wanted),
      );
      if (encoding !== 'identity') reply.header('content-encoding', encoding);
      return reply.send(bytes);
    },
  );
};
