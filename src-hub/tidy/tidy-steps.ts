import { remindOfDelegationEnds } from './remind-of-delegation-ends.ts';
import type { TidyStep } from './tidy-step.ts';
import type { HubSettings } from '../basics/settings/settings.ts';
import { applyDueAddresses } from './apply-due-addresses.ts';
import { expireAccountRequests } from './expire-account-requests.ts';
import { remindOfLetters } from './remind-of-letters.ts';
import { DAY } from '../../src-shared/time/units.ts';
import { VISIT_SILENT } from '../../src-shared/policy/staff/branch.ts';
import {
  BRANCH_VISITS_KEPT,
  MORNING_TESTS_KEPT,
  TICKETS_KEPT,
  TRIES_KEPT,
  CHANGES_KEPT,
  UNFINISHED_KEPT,
  DELEGATIONS_KEPT,
  VISITS_KEPT,
  MAILS_KEPT,
  NONCES_KEPT,
  STAFF_ACTS_KEPT,
} from '../../src-shared/policy/retention.ts';

/** How many rows each step changed or deleted. */
export interface Tidied {
  /** Failed logins. */
  readonly logins: number;
  /** Tries with codes of letters. */
  readonly codes: number;
  /** Nonces of signatures that are too old to be taken again. */
  readonly nonces: number;
  /** Old changes of the feed. */
  readonly changes: number;
  /** Reports of changes that a kiosk could not read, which a later change has replaced. */
  readonly unreadable: number;
  /** Account requests that were marked as expired. */
  readonly expired: number;
  /** Reminders of provisional passwords that were posted. */
  readonly reminded: number;
  /** Addresses of the member space that took effect on their day. */
  readonly addresses: number;
  /** Reported addresses that letters follow from now on. */
  readonly held: number;
  /** Delegations that end soon; both sides got a reminder. */
  readonly ending: number;
  /** Journal entries of delegations. */
  readonly acts: number;
  /** Delegations that ended long ago. */
  readonly delegations: number;
  /** Wrong names of helpers. */
  readonly names: number;
  /** Sessions of the member space, with their fresh codes. */
  readonly visits: number;
  /** Devices that their owners had deleted. */
  readonly devices: number;
  /** Requests of the member space that were settled long ago. */
  readonly settled: number;
  /** Account requests that were never confirmed. */
  readonly requests: number;
  readonly accounts: number;
  /** Tries with provisional passwords that made no account. */
  readonly activations: number;
  /** Activations of accounts. */
  readonly activated: number;
  /** Codes by mail or text message that were not shown. */
  readonly sent: number;
  /** Codes that were right. */
  readonly proofs: number;
  /** Codes of account recoveries, of hubs of before. */
  readonly recoveries: number;
  /** Notes of passwords that only a kiosk attested. */
  readonly attested: number;
  /** Links by which people say that a password is not theirs. */
  readonly disavowals: number;
  /** Limits that were met. */
  readonly limits: number;
  /** Wrong PINs, passwords and codes of staff. */
  readonly guesses: number;
  /** Sessions of advisers at kiosks. */
  readonly advisers: number;
  /** Acts of advisers: the audit keeps them. */
  readonly helped: number;
  /** Corrected channels that receive codes again. */
  readonly corrected: number;
  /** Text messages that are settled or expired. */
  readonly texts: number;
  /** Confirmation links. */
  readonly links: number;
  /** Mails that are settled or expired. */
  readonly mails: number;
  /** Visits of branches that nobody told the end of. */
  readonly lost: number;
  /** Visits and calls of branches. */
  readonly branchVisits: number;
  readonly calls: number;
  /** Waiting tickets, and wrong ones. */
  readonly tickets: number;
  readonly ticketTries: number;
  readonly tests: number;
  /** Messages of morning tests. */
  readonly canaries: number;
  /** Sessions of the branch page. */
  readonly pages: number;
}

/** All steps, in order. Each transaction is complete by itself. */
export const TIDY_STEPS: Readonly<Record<keyof Tidied, TidyStep>> = {
  logins: deleting(
    TRIES_KEPT,
    `DELETE FROM login_failure WHERE id IN
      (SELECT id FROM login_failure WHERE at < $1::timestamptz LIMIT $2) RETURNING 1`,
  ),
  codes: deleting(
    TRIES_KEPT,
    `DELETE FROM letter_try WHERE attempt IN
      (SELECT attempt FROM letter_try
       WHERE at < $1::timestamptz AND (counted OR at < $1::timestamptz - interval '30 days') LIMIT $2) RETURNING 1`,
  ),
  nonces: deleting(
    NONCES_KEPT,
    `DELETE FROM signature_nonce WHERE ctid IN
      (SELECT ctid FROM signature_nonce WHERE at < $1::timestamptz LIMIT $2) RETURNING 1`,
  ),
  // The latest change before the limit stays: kiosks have its position until a later one comes.
  changes: deleting(
    CHANGES_KEPT,
    `DELETE FROM member_change WHERE position IN
      (SELECT position FROM member_change
       WHERE position < (SELECT max(position) FROM member_change WHERE at < $1::timestamptz)
       ORDER BY position LIMIT $2) RETURNING 1`,
  ),
  // Of changes that a later one has replaced.
  unreadable: async ({ query }, _deps, limit) =>
    (
      await query(
        `DELETE FROM unreadable_change WHERE ctid IN
          (SELECT told.ctid FROM unreadable_change told
           WHERE NOT EXISTS (SELECT FROM member WHERE member.position = told.position) LIMIT $1) RETURNING 1`,
        [limit],
      )
    ).length,
  expired: expireAccountRequests,
  reminded: remindOfLetters,
  addresses: applyDueAddresses,
  held: deleting(
    0,
    `DELETE FROM address_hold WHERE ctid IN
      (SELECT ctid FROM address_hold WHERE until < $1::timestamptz LIMIT $2) RETURNING 1`,
  ),
  ending: remindOfDelegationEnds,
  acts: deleting(
    DELEGATIONS_KEPT,
    `DELETE FROM delegation_act WHERE id IN
      (SELECT id FROM delegation_act WHERE at < $1::timestamptz LIMIT $2) RETURNING 1`,
  ),
  delegations: deleting(
    DELEGATIONS_KEPT,
    `DELETE FROM delegation WHERE id IN
      (SELECT id FROM delegation
       WHERE least(declined_at, revoked_at, ends_on::timestamptz) < $1::timestamptz
       LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  names: deleting(
    TRIES_KEPT,
    `DELETE FROM helper_try WHERE id IN
      (SELECT id FROM helper_try WHERE at < $1::timestamptz LIMIT $2) RETURNING 1`,
  ),
  visits: deleting(
    VISITS_KEPT,
    `DELETE FROM space_session WHERE id IN
      (SELECT id FROM space_session WHERE opened_at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  devices: deleting(
    VISITS_KEPT,
    `DELETE FROM device WHERE id IN
      (SELECT id FROM device WHERE deleted_at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  // Requests that wait for an answer stay; so does an address that staff noted, until its day.
  settled: deleting(
    ({ HUB_SETTLED_REQUESTS_DAYS: days }) => days * DAY,
    `DELETE FROM member_request WHERE id IN
      (SELECT id FROM member_request
       WHERE state NOT IN ('received', 'in-progress') AND changed_at < $1::timestamptz
         AND NOT (kind = 'address' AND state = 'done' AND applied_at IS NULL)
       LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  // Locked rows are in use and stay for the next run, so that an account that is just confirmed is not deleted.
  requests: deleting(
    UNFINISHED_KEPT,
    `WITH gone AS (
       DELETE FROM account_request WHERE id IN
         (SELECT request.id FROM account_request request
          WHERE request.confirmed_at IS NULL AND request.requested_at < $1::timestamptz
            AND NOT EXISTS (SELECT FROM letter WHERE letter.id = request.letter AND letter.spent_at IS NULL
              AND letter.voided_at IS NULL AND letter.expires_at > $3::timestamptz)
            AND NOT EXISTS (SELECT FROM account WHERE account.id = request.account
              AND account.activated_at >= $1::timestamptz)
          LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING letter
     ), voided AS (
       UPDATE letter SET voided_at = $3::timestamptz FROM gone
       WHERE letter.id = gone.letter AND letter.batch IS NULL AND letter.spent_at IS NULL AND letter.voided_at IS NULL
     )
     SELECT 1 FROM gone`,
  ),
  accounts: deleting(
    UNFINISHED_KEPT,
    `DELETE FROM account WHERE id IN
      (SELECT id FROM account WHERE confirmed_at IS NULL AND activated_at < $1::timestamptz
       LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  activations: deleting(
    TRIES_KEPT,
    `DELETE FROM activation WHERE attempt IN
      (SELECT attempt FROM activation WHERE at < $1::timestamptz AND account IS NULL
       LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  // Those that made an account, as long as a kiosk's acts are listed: a theft is found out later.
  activated: deleting(
    VISITS_KEPT,
    `DELETE FROM activation WHERE attempt IN
      (SELECT attempt FROM activation WHERE at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  // A right code waits for the password that a kiosk without a line chose with it.
  sent: deleting(
    TRIES_KEPT,
    `DELETE FROM sent_code WHERE attempt IN
      (SELECT attempt FROM sent_code WHERE made_at < $1::timestamptz AND proven_at IS NULL
       LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  // Acts are listed with their kiosk as long as its visits.
  proofs: deleting(
    VISITS_KEPT,
    `DELETE FROM sent_code WHERE attempt IN
      (SELECT attempt FROM sent_code WHERE made_at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  // Written by hubs of before.
  recoveries: deleting(
    TRIES_KEPT,
    `DELETE FROM recovery WHERE attempt IN
      (SELECT attempt FROM recovery WHERE at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  // Kept as long as an account can wait: the page of an expired link offers a new one, that of a used link says so.
  links: deleting(
    UNFINISHED_KEPT,
    `DELETE FROM confirmation WHERE id IN
      (SELECT id FROM confirmation WHERE made_at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  attested: deleting(
    VISITS_KEPT,
    `DELETE FROM attested_password WHERE event IN
      (SELECT event FROM attested_password WHERE received_at < $1::timestamptz LIMIT $2) RETURNING 1`,
  ),
  disavowals: deleting(
    UNFINISHED_KEPT,
    `DELETE FROM disavowal WHERE token_hash IN
      (SELECT token_hash FROM disavowal WHERE made_at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  limits: deleting(
    UNFINISHED_KEPT,
    `DELETE FROM met_limit WHERE (name, kiosk, day) IN
      (SELECT name, kiosk, day FROM met_limit WHERE last_at < $1::timestamptz
       LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  guesses: deleting(
    VISITS_KEPT,
    `DELETE FROM staff_try WHERE id IN
      (SELECT id FROM staff_try WHERE at < $1::timestamptz LIMIT $2) RETURNING 1`,
  ),
  advisers: deleting(
    VISITS_KEPT,
    `DELETE FROM staff_session WHERE id IN
      (SELECT id FROM staff_session WHERE opened_at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  helped: deleting(
    STAFF_ACTS_KEPT,
    `DELETE FROM staff_act WHERE id IN
      (SELECT id FROM staff_act WHERE at < $1::timestamptz LIMIT $2) RETURNING 1`,
  ),
  corrected: deleting(
    0,
    `DELETE FROM contact_hold WHERE ctid IN
      (SELECT ctid FROM contact_hold WHERE until < $1::timestamptz LIMIT $2) RETURNING 1`,
  ),
  texts: deleting(
    MAILS_KEPT,
    `DELETE FROM sms WHERE id IN
      (SELECT id FROM sms WHERE coalesce(settled_at, expires_at) < $1::timestamptz
       LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  // Includes mails that were never sent because no hub has a mail server.
  mails: deleting(
    MAILS_KEPT,
    `DELETE FROM mail WHERE id IN
      (SELECT id FROM mail WHERE coalesce(settled_at, expires_at) < $1::timestamptz
       LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  // A kiosk that lost its line or its power: the member is not kept, and the visit counts as given up.
  lost: deleting(
    VISIT_SILENT,
    `UPDATE branch_visit SET ended_at = $3::timestamptz, ending = 'lost', holder = NULL WHERE id IN
      (SELECT id FROM branch_visit WHERE ended_at IS NULL AND told_at < $1::timestamptz
       LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  branchVisits: deleting(
    BRANCH_VISITS_KEPT,
    `DELETE FROM branch_visit WHERE id IN
      (SELECT id FROM branch_visit WHERE started_at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  calls: deleting(
    BRANCH_VISITS_KEPT,
    `DELETE FROM branch_call WHERE id IN
      (SELECT id FROM branch_call WHERE called_at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  tickets: deleting(
    TICKETS_KEPT,
    `DELETE FROM ticket WHERE id IN
      (SELECT id FROM ticket WHERE made_at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  ticketTries: deleting(
    TRIES_KEPT,
    `DELETE FROM ticket_try WHERE (kiosk, attempt, mac) IN
      (SELECT kiosk, attempt, mac FROM ticket_try WHERE at < $1::timestamptz LIMIT $2) RETURNING 1`,
  ),
  tests: deleting(
    MORNING_TESTS_KEPT,
    `DELETE FROM morning_test WHERE id IN
      (SELECT id FROM morning_test WHERE at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  canaries: deleting(
    TRIES_KEPT,
    `DELETE FROM canary WHERE id IN
      (SELECT id FROM canary WHERE at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
  pages: deleting(
    VISITS_KEPT,
    `DELETE FROM branch_page WHERE id IN
      (SELECT id FROM branch_page WHERE opened_at < $1::timestamptz LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  ),
};

/**
 * Makes a step that deletes old rows.
 * @param age in milliseconds; older rows are deleted
 * @param sql `$1`: the moment that long ago; `$2`: most rows; `$3`, if used: now
 */
function deleting(age: number | ((settings: HubSettings) => number), sql: string): TidyStep {
  return async (connection, { now, settings }, limit) => {
    const at = now().getTime();
    const longest = typeof age === 'number' ? age : age(settings);
    const parameters = [new Date(at - longest).toISOString(), limit, new Date(at).toISOString()];
    return (await connection.query(sql, parameters.slice(0, sql.includes('$3') ? 3 : 2))).length;
  };
}
