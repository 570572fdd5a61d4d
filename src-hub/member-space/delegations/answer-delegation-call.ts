import type { SpaceAnswer } from '../../../src-shared/hub-api/space-calls.ts';
import { delegationState, type DelegationTimes } from './delegation-state.ts';
import { GIVER_IS_HERE } from './giver-here.ts';
import { tellBothSides, type MailedDelegation } from './tell-both-sides.ts';
import { spendProof } from '../../codes/proofs.ts';
import { usedAddresses } from '../fresh-codes/used-addresses.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import { localDay } from '../../../src-shared/time/days.ts';

/** The helper accepts or declines an offer. A repeated answer has no further effect: no code is spent, no mail sent. */
export const answerDelegation: SpaceHandler<'answer-delegation'> = ({ deps, session }, body) =>
  deps.database.transaction<SpaceAnswer<'answer-delegation'>>(async (connection) => {
    const { delegation: id, accept, proof, language } = body;
    const at = deps.now();
    const [row] = await connection.query<MailedDelegation & DelegationTimes & { is_here: boolean }>(
      `SELECT giver, helper, scope, ends_on, accepted_at, declined_at, revoked_at, waits_since,
         ${GIVER_IS_HERE} AS is_here
       FROM delegation WHERE id = $1 AND helper = $2 FOR UPDATE`,
      [id, session.self],
    );
    const state = row && delegationState(row, localDay(at), row.is_here);
    if (row === undefined || state === undefined) return { result: 'unknown' };
    if (state === (accept ? 'active' : 'declined') || (accept && state === 'waiting'))
      return { result: 'ok' };
    if (state !== 'offered') return { result: 'unknown' };
    if (accept && !(await spendProof(connection, { session, purpose: 'delegation', proof, at })))
      return { result: 'code-needed' };
    await connection.query(
      `UPDATE delegation SET ${accept ? 'accepted_at' : 'declined_at'} = $2::timestamptz WHERE id = $1`,
      [id, at.toISOString()],
    );
    const kind = accept ? 'delegation-accepted' : 'delegation-declined';
    await tellBothSides(connection, deps, kind, [row], {
      ...{ subject: session.self, language },
      used: await usedAddresses(connection, deps.settings, session, proof),
    });
    return { result: 'ok' };
  });
