import type { HubDatabase } from '../database/hub-database.ts';
import { subjectSql } from '../people/subjects.ts';

/** One thing that a kiosk has decided or done, as head office received it. */
export interface AffectedRow {
  readonly at: Date;
  /** Kind of the event, or what was done otherwise. */
  readonly what: string;
  /** Subject of the person (see `subjectOf`); null: it names nobody that is known. */
  readonly subject: string | null;
  /** What became of it. */
  readonly outcome: string;
}

/**
 * Everything that a kiosk decided, from a moment on, by the time of receipt: what a sender says of its own time proves
 * nothing.
 * @param kiosk its id
 */
export function affectedBy(database: HubDatabase, kiosk: string, since: Date): Promise<AffectedRow[]> {
  return database.transaction(({ query }) =>
    query<AffectedRow>(
      `SELECT received_at AS at, event.kind AS what, coalesce(event.number, request.holder, claim.subject) AS subject,
         coalesce(event.reason, event.status) AS outcome
       FROM event
         LEFT JOIN member_request request ON request.id = event.id
         LEFT JOIN (SELECT id, ${subjectSql('number', 'insured')} AS subject FROM account_request) claim
           ON claim.id = event.id
       WHERE event.kiosk = $1 AND received_at >= $2::timestamptz AND NOT (event.kind = 'staff-act' AND event.status = 'accepted')
       UNION ALL
       SELECT coalesce(told.received_at, act.at), 'staff ' || act.act, coalesce(corrected.holder, letter.number, visit.holder),
         act.outcome || CASE WHEN act.offline THEN ', without the line' ELSE '' END
       FROM staff_act act
         LEFT JOIN event told ON told.id = act.id
         LEFT JOIN member_request corrected ON corrected.id = act.id
         LEFT JOIN letter ON letter.id = act.id
         LEFT JOIN branch_visit visit ON visit.id = act.visit
       WHERE act.kiosk = $1 AND coalesce(told.received_at, act.at) >= $2::timestamptz
       UNION ALL
       SELECT coalesce(spent_at, proven_at, made_at),
         CASE WHEN purpose = 'account-password' THEN 'recovery' ELSE 'password-code' END, holder,
         CASE WHEN spent_at IS NOT NULL THEN 'password set' WHEN proven_at IS NOT NULL THEN 'code right' ELSE 'code sent' END
       FROM sent_code WHERE kiosk = $1 AND purpose IN ('account-password', 'password') AND holder IS NOT NULL
         AND coalesce(spent_at, proven_at, made_at) >= $2::timestamptz
       UNION ALL
       SELECT activation.at, 'activation', subject,
         CASE WHEN account IS NULL THEN 'letter shown' ELSE 'account activated' END
       FROM activation WHERE kiosk = $1 AND activation.at >= $2::timestamptz
       UNION ALL
       SELECT letter_try.at, 'letter-code', number, coalesce(answer::json ->> 'result', 'unanswered')
       FROM letter_try WHERE kiosk = $1 AND letter_try.at >= $2::timestamptz
       UNION ALL
       SELECT opened_at, 'login', holder, CASE WHEN ended_at IS NULL THEN 'session open' ELSE 'session ended' END
       FROM space_session WHERE kiosk = $1 AND opened_at >= $2::timestamptz
       UNION ALL
       SELECT spent_at, 'fresh-code', holder, purpose FROM sent_code
       WHERE kiosk = $1 AND spent_at >= $2::timestamptz AND purpose NOT IN ('account-password', 'password')
       ORDER BY at, what`,
      [kiosk, since.toISOString()],
    ),
  );
}
