import { sql } from 'kysely';
import { ANSWER_SHOWN_DAYS } from '../../../src-shared/policy/requests.ts';
import { DAY } from '../../../src-shared/time/units.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { heldFor } from '../../codes/held-password.ts';
import { backOfficeOf } from './back-office-of.ts';
import { recordAct } from '../session/delegation-acts.ts';
import { standingAccesses } from '../session/standing-access.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import { type SpaceSession } from '../../sessions/space-session.ts';

/** How long the home page shows an answered request, in milliseconds. */
const ANSWERED_FOR = ANSWER_SHOWN_DAYS * DAY;

/** What waits for the person. Delegations of the person who logged in are not counted while they act for another. */
export const home: SpaceHandler<'home'> = async ({ deps, session }) => {
  const at = deps.now();
  await recordAct(deps.database, session, 'opened', at);
  const { acting, self } = session;
  const [latest, counts, toConfirm] = await Promise.all([
    backOfficeOf(deps).latestReimbursement(session.subject),
    countsOf(deps, session, at),
    acting === null ? accessesToConfirm(deps, self, at) : [],
  ]);
  return { result: 'ok', latest, ...counts, toConfirm };
};

/** None as long as the password could keep none of them: they wait until it can, or another was set. */
async function accessesToConfirm(
  { database }: Pick<HubDeps, 'database'>,
  self: string,
  at: Date,
): ReturnType<typeof standingAccesses> {
  const standing = await standingAccesses(database, self, at);
  if (standing.length === 0) return standing;
  return (await heldFor(database, self, at)) > 0 ? [] : standing;
}

interface Counts {
  readonly open: number;
  readonly answered: number;
  readonly blockedDevices: number;
  readonly offers: number;
  readonly helped: number;
}

async function countsOf(
  { database }: Pick<HubDeps, 'database'>,
  { subject, self, acting }: SpaceSession,
  at: Date,
): Promise<Counts> {
  const answeredSince = new Date(at.getTime() - ANSWERED_FOR);
  const { rows } = await sql<Counts>`
    SELECT requests.open, requests.answered, devices.blocked AS "blockedDevices", received.offers, received.helped
    FROM (
      SELECT count(*) FILTER (WHERE state IN ('received', 'in-progress')) AS open,
        count(*) FILTER (WHERE state IN ('done', 'refused', 'rejected') AND changed_at > ${answeredSince}) AS answered
      FROM member_request WHERE holder = ${subject}
    ) requests, (
      SELECT count(*) AS blocked FROM device
      WHERE holder = ${subject} AND blocked_at IS NOT NULL AND deleted_at IS NULL
    ) devices, (
      SELECT count(*) FILTER (WHERE accepted_at IS NULL) AS offers,
        count(*) FILTER (WHERE accepted_at IS NOT NULL) AS helped
      FROM delegation LEFT JOIN member ON member.number = delegation.giver
      WHERE helper = ${self} AND ${acting === null}::boolean AND declined_at IS NULL AND revoked_at IS NULL
        AND (waits_since IS NULL OR accepted_at IS NULL)
        AND ends_on >= ${localDay(at)}::date AND member.closed_at IS NULL
    ) received`.execute(database.db);
  const [counts] = rows;
  if (counts === undefined) throw new Error('a count gave no row');
  return counts;
}
