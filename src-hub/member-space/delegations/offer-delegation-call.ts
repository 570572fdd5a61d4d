import type { SpaceAnswer, SpaceBody } from '../../../src-shared/hub-api/space-calls.ts';
import { lastDayOfTerm } from './delegation-state.ts';
import { findNamedHelper } from './find-named-helper.ts';
import { isHelperAlready, storeDelegation } from './store-delegation.ts';
import { tellBothSides } from './tell-both-sides.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import { lockPeople } from '../../database/lock-people.ts';
import { spendProof } from '../../codes/proofs.ts';
import { usedAddresses } from '../fresh-codes/used-addresses.ts';
import type { SpaceContext, SpaceHandler } from '../session/space-handler.ts';
import { localDay } from '../../../src-shared/time/days.ts';

type Offer = SpaceBody<'offer-delegation'>;
type Answer = SpaceAnswer<'offer-delegation'>;

/**
 * Offers a delegation to a member. The name is compared and counted again, because an earlier `find-helper` may concern
 * another number. A repeated offer with the same id gets the same answer and spends nothing.
 */
export const offerDelegation: SpaceHandler<'offer-delegation'> = async (context, offer) => {
  const { deps, session } = context;
  const before = await findEarlierOffer(context, offer);
  if (before !== null) return before;
  if (offer.number === session.self) return { result: 'nobody' };
  const found = await findNamedHelper(deps, session.self, offer);
  if (found.result !== 'found') return { result: 'nobody' };
  return againOnConflict(() => storeOffer(context, offer));
};

async function findEarlierOffer({ deps, session }: SpaceContext, offer: Offer): Promise<Answer | null> {
  const row = await deps.database.db
    .selectFrom('delegation')
    .select(['giver', 'helper', 'ends_on'])
    .where('id', '=', offer.id)
    .executeTakeFirst();
  if (!row) return null;
  const isSame = row.giver === session.self && row.helper === offer.number;
  // The id belongs to another delegation; a kiosk that draws random ids never meets this.
  return isSame ? { result: 'ok', endsOn: row.ends_on } : { result: 'code-needed' };
}

function storeOffer(context: SpaceContext, offer: Offer): Promise<Answer> {
  const { deps, session } = context;
  const { id, number: helper, scope, months, proof, language } = offer;
  return deps.database.transaction(async (connection) => {
    await lockPeople(connection, [session.self]);
    const at = deps.now();
    const [same] = await connection.query<{ ends_on: string }>(
      'SELECT ends_on FROM delegation WHERE id = $1 AND giver = $2 AND helper = $3',
      [id, session.self, helper],
    );
    if (same !== undefined) return { result: 'ok', endsOn: same.ends_on };
    if (await isHelperAlready(connection, session.self, helper, localDay(at))) return { result: 'already' };
    if (!(await spendProof(connection, { session, purpose: 'delegation', proof, at })))
      return { result: 'code-needed' };
    const endsOn = lastDayOfTerm(localDay(at), months);
    const delegation = { id, giver: session.self, helper, scope };
    await storeDelegation(connection, { ...delegation, kind: 'member', at, endsOn });
    const mailed = { ...delegation, ends_on: endsOn };
    await tellBothSides(connection, deps, 'delegation-offered', [mailed], {
      ...{ subject: session.self, language },
      used: await usedAddresses(connection, deps.settings, session, proof),
    });
    return { result: 'ok', endsOn };
  });
}
