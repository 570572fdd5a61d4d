import { latestMessage } from '../../codes/message-state.ts';
import { nameOf } from '../../people/person-names.ts';
import type { SpaceHandler } from './space-handler.ts';
import { holderOf } from '../../sessions/space-session.ts';
import { SESSION_SILENCE } from '../../../src-shared/policy/sessions.ts';

/**
 * Status of the session: another kiosk with the same person, whom they act for, and the state of the latest code's
 * message.
 */
export const status: SpaceHandler<'status'> = async ({ deps: { database, now }, session }) => {
  const { db } = database;
  const { acting } = session;
  const [other, mail, name] = await Promise.all([
    db
      .selectFrom('space_session')
      .innerJoin('kiosk', 'kiosk.id', 'space_session.kiosk')
      .select(['kiosk.name as place', 'opened_at'])
      .where('holder', '=', session.self)
      .where('space_session.id', '<>', session.id)
      .where('ended_at', 'is', null)
      .where('ends_at', '>', now())
      .where('used_at', '>', new Date(now().getTime() - SESSION_SILENCE))
      .orderBy('opened_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
    latestMessage(database, session.id),
    acting && nameOf(database, acting.giver),
  ]);
  return {
    result: 'ok',
    elsewhere: other ? { place: other.place, since: other.opened_at.getTime() } : null,
    acting: acting && {
      ...{ delegation: acting.delegation, holder: holderOf(acting.giver), name: name ?? '' },
      ...{ scope: acting.scope, endsOn: acting.endsOn },
    },
    mail,
  };
};

/** Log-out: ends the session, so that a copied token is useless. */
export const end: SpaceHandler<'end'> = async ({ deps: { database, now }, session }) => {
  await database.db
    .updateTable('space_session')
    .set({ ended_at: now() })
    .where('id', '=', session.id)
    .executeTakeFirst();
  return { result: 'ok' };
};
