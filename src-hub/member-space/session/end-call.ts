import type { SpaceHandler } from './space-handler.ts';

/** Log-out: the session is over, also for a token that somebody kept. */
export const end: SpaceHandler<'end'> = async ({ deps: { database, now }, session }) => {
  await database.db
    .updateTable('space_session')
    .set({ ended_at: now() })
    .where('id', '=', session.id)
    .executeTakeFirst();
  return { result: 'ok' };
};
