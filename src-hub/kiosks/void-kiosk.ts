import { m } from '../../src-shared/messages/compiled/messages.js';
import { DEFAULT_LANGUAGE } from '../../src-shared/messages/languages.ts';
import { PROVEN_RECOVERY_LIFE } from '../../src-shared/policy/codes.ts';
import { SECOND } from '../../src-shared/time/units.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { lockPeople } from '../database/lock-people.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { subjectSql } from '../people/subjects.ts';
import { endWhatStood } from '../sessions/end-what-stood.ts';
import { STAFF_ACTS, voidActs } from './void-acts.ts';
import { tellPeople, type News, type ToldCounts } from '../mail/tell-people.ts';

/** How much was ended, and how people are told. */
export interface VoidCounts extends ToldCounts {
  readonly passwords: number;
  /** Accounts that were activated at the kiosk, which may have an address of its choice: they are gone. */
  readonly accounts: number;
  readonly letters: number;
  /** Requests of the member space, which are refused. */
  readonly requests: number;
  readonly devices: number;
  readonly sessions: number;
  /** People whose e-mail address or phone was changed there, by themselves or an adviser: it is the former one again. */
  readonly corrections: number;
  /** Delegations that were offered or accepted there: they wait until their giver confirms them. */
  readonly delegations: number;
  /** Tries of a code that an adviser had given back there, which nothing takes back. */
  readonly tries: number;
  /** Addresses that are in effect already: staff has to ask the member. */
  readonly addressesInEffect: number;
}

/**
 * Ends the passwords and requests that a kiosk has told since a moment, with the sessions and devices that came of
 * them, and what advisers did there, and tells each person once. What was replaced elsewhere since then stays. All or nothing; again, it finds
 * nothing more to end, and tells nobody again.
 * @param kiosk its id
 * @param since by the time of receipt
 */
export function voidKiosk(deps: HubDeps, kiosk: string, since: Date): Promise<VoidCounts> {
  return deps.database.transaction(async (connection) => {
    const now = deps.now();
    const run: Run = { connection, kiosk, since: since.toISOString(), now: now.toISOString() };
    // In the order that events use, so that no password comes between.
    await lockPeople(connection, await peopleOf(run));
    const members = [...(await endPasswordsOfEvents(run)), ...(await endPasswordsOfCodes(run))];
    const owners = await endAccounts(run);
    const dropped = await dropActivated(run);
    await endProofs(run);
    const reply = m.request_voided({}, { locale: DEFAULT_LANGUAGE });
    const acts = await voidActs(connection, deps, { ...run, reply });
    const letters = [...(await voidLetters(run)), ...acts.letters];
    const requests = await refuseRequests(run, reply);
    const ended = [...new Set([...members, ...owners])];
    const devices = await blockDevices(run, ended);
    const sessions = await endSessions(run);
    await endWhatStood(connection, ended, now);
    const givers = await holdDelegations(run);
    const doubtful = [...(await contactsChanged(run)), ...dropped.keys()];
    const newsOf =
      (what: 'password' | 'request') =>
      (subject: string): News => ({
        ...{ subject, mail: { kind: 'kiosk-voided', what, at: now.getTime() } },
        ...{ isDoubtful: doubtful.includes(subject), withCode: true },
        former: dropped.get(subject) ?? [],
      });
    const others = [
      ...new Set([...letters, ...requests, ...acts.corrected, ...dropped.keys(), ...givers]),
    ].filter((subject) => !ended.includes(subject));
    const told = await tellPeople(connection, deps, [
      ...ended.map(newsOf('password')),
      ...others.map(newsOf('request')),
    ]);
    return {
      ...{ passwords: ended.length, accounts: dropped.size, letters: letters.length },
      ...{ requests: requests.length, devices, sessions, corrections: acts.corrected.length },
      ...{ delegations: givers.length, tries: acts.tries },
      addressesInEffect: await addressesInEffect(run),
      ...told,
    };
  });
}

interface Run {
  readonly connection: HubConnection;
  readonly kiosk: string;
  readonly since: string;
  readonly now: string;
}

const EVENTS = `(SELECT id FROM event WHERE kiosk = $1 AND received_at >= $2::timestamptz AND status = 'accepted')`;

async function subjectsOf(run: Run, sql: string, ...more: unknown[]): Promise<string[]> {
  const rows = await run.connection.query<{ subject: string }>(sql, [run.kiosk, run.since, ...more]);
  return rows.map(({ subject }) => subject);
}

function peopleOf(run: Run): Promise<string[]> {
  return subjectsOf(
    run,
    `SELECT DISTINCT subject FROM (
       SELECT number AS subject FROM event WHERE kiosk = $1 AND received_at >= $2::timestamptz AND number IS NOT NULL
       UNION ALL SELECT holder FROM member_request WHERE id IN ${EVENTS}
       UNION ALL SELECT holder FROM sent_code WHERE kiosk = $1 AND spent_at >= $2::timestamptz
         AND purpose IN ('account-password', 'contact', 'new-contact', 'delegation')
       UNION ALL SELECT subject FROM activation WHERE kiosk = $1 AND activation.at >= $2::timestamptz
       UNION ALL SELECT holder FROM member_request WHERE id IN ${STAFF_ACTS}
       UNION ALL SELECT number FROM letter WHERE number IS NOT NULL AND id IN ${STAFF_ACTS}
     ) AS people`,
  );
}

/** Only the password of the event itself: one that was set since, elsewhere, is another. */
function endPasswordsOfEvents(run: Run): Promise<string[]> {
  return subjectsOf(run, `DELETE FROM credential WHERE event IN ${EVENTS} RETURNING number AS subject`);
}

/** Passwords of members that were set at this kiosk by a code of head office, or by an activation. */
function endPasswordsOfCodes(run: Run): Promise<string[]> {
  return subjectsOf(
    run,
    `DELETE FROM credential USING account WHERE account.number = credential.number AND credential.event IS NULL
       AND (EXISTS (SELECT FROM sent_code code WHERE code.holder = account.number AND code.kiosk = $1
           AND purpose = 'account-password' AND code.spent_at >= $2::timestamptz
           AND credential.decided_at >= code.spent_at
           AND credential.decided_at <= code.spent_at + $3 * interval '1 second')
         OR EXISTS (SELECT FROM activation WHERE activation.account = account.id AND activation.kiosk = $1
           AND activation.at >= $2::timestamptz AND credential.decided_at = account.activated_at))
     RETURNING credential.number AS subject`,
    PROVEN_RECOVERY_LIFE / SECOND,
  );
}

/** Passwords of people who are only insured, unless a later code elsewhere has set another. */
function endAccounts(run: Run): Promise<string[]> {
  return subjectsOf(
    run,
    `UPDATE account SET phc = NULL WHERE insured IS NOT NULL AND phc IS NOT NULL AND confirmed_at IS NOT NULL
       AND NOT EXISTS (SELECT FROM sent_code later WHERE later.holder = ${subjectSql('number', 'insured')}
         AND later.kiosk <> $1 AND purpose = 'account-password' AND later.spent_at >= $2::timestamptz)
       AND (EXISTS (SELECT FROM sent_code code WHERE code.holder = ${subjectSql('number', 'insured')}
           AND code.kiosk = $1 AND purpose = 'account-password' AND code.spent_at >= $2::timestamptz)
         OR EXISTS (SELECT FROM activation WHERE activation.account = account.id AND activation.kiosk = $1
           AND activation.at >= $2::timestamptz))
     RETURNING ${subjectSql('number', 'insured')} AS subject`,
  );
}

/**
 * Deletes the accounts that were activated at this kiosk, confirmed or not: who chose the address was perhaps the kiosk,
 * and codes for a new password would go there.
 * @returns the confirmed addresses, by whose account it was
 */
async function dropActivated({ connection, kiosk, since }: Run): Promise<ReadonlyMap<string, string[]>> {
  const rows = await connection.query<{ subject: string; email: string; confirmed: boolean }>(
    `DELETE FROM account WHERE id IN
       (SELECT account FROM activation WHERE kiosk = $1 AND activation.at >= $2::timestamptz)
     RETURNING ${subjectSql('number', 'insured')} AS subject, email, confirmed_at IS NOT NULL AS confirmed`,
    [kiosk, since],
  );
  // Nobody has shown that an address that is not confirmed is theirs: nothing is told there.
  return new Map(rows.map(({ subject, email, confirmed }) => [subject, confirmed ? [email] : []]));
}

/** @returns their givers */
function holdDelegations(run: Run): Promise<string[]> {
  return subjectsOf(
    run,
    `UPDATE delegation SET waits_since = $3::timestamptz
     WHERE kind = 'member' AND declined_at IS NULL AND revoked_at IS NULL AND waits_since IS NULL
       AND EXISTS (SELECT FROM sent_code code
         WHERE code.kiosk = $1 AND purpose = 'delegation' AND spent_at >= $2::timestamptz
           AND (code.holder = giver AND spent_at = offered_at OR code.holder = helper AND spent_at = accepted_at))
     RETURNING giver AS subject`,
    run.now,
  );
}

/** Proofs that wait for the password or address that they allow: a kiosk that is resumed must not come with them. */
async function endProofs({ connection, kiosk, since, now }: Run): Promise<void> {
  await connection.query(
    `UPDATE sent_code SET voided_at = coalesce(voided_at, $3::timestamptz), proven_at = NULL, proof = NULL
     WHERE kiosk = $1 AND made_at >= $2::timestamptz AND spent_at IS NULL`,
    [kiosk, since, now],
  );
  await connection.query(
    `UPDATE letter_try SET spent_at = $3::timestamptz
     WHERE kiosk = $1 AND at >= $2::timestamptz AND spent_at IS NULL`,
    [kiosk, since, now],
  );
}

function voidLetters(run: Run): Promise<string[]> {
  return subjectsOf(
    run,
    `UPDATE letter SET voided_at = $3::timestamptz WHERE id IN ${EVENTS} AND spent_at IS NULL AND voided_at IS NULL
     RETURNING ${subjectSql('number', 'insured')} AS subject`,
    run.now,
  );
}

/** An address that staff noted for a later day is refused as well. */
function refuseRequests(run: Run, reply: string): Promise<string[]> {
  return subjectsOf(
    run,
    `UPDATE member_request SET state = 'refused', reply = $4, changed_at = $3::timestamptz
     WHERE id IN ${EVENTS} AND applied_at IS NULL
       AND (state IN ('received', 'in-progress') OR state = 'done' AND kind = 'address')
     RETURNING holder AS subject`,
    run.now,
    reply,
  );
}

/** Devices that were registered with a password that is ended now. */
async function blockDevices({ connection, since, now }: Run, subjects: readonly string[]): Promise<number> {
  const blocked = await connection.query(
    `UPDATE device SET blocked_at = $3::timestamptz WHERE holder = ANY ($1::text[]) AND registered_at >= $2::timestamptz
       AND blocked_at IS NULL AND deleted_at IS NULL RETURNING 1`,
    [subjects, since, now],
  );
  return blocked.length;
}

async function endSessions({ connection, kiosk, now }: Run): Promise<number> {
  const ended = await connection.query(
    `UPDATE space_session SET ended_at = $2::timestamptz WHERE kiosk = $1 AND ended_at IS NULL RETURNING 1`,
    [kiosk, now],
  );
  return ended.length;
}

/** Whose e-mail address or phone was changed at this kiosk: a mail may reach somebody else. */
function contactsChanged(run: Run): Promise<string[]> {
  return subjectsOf(
    run,
    `SELECT DISTINCT holder AS subject FROM sent_code
     WHERE kiosk = $1 AND spent_at >= $2::timestamptz AND purpose IN ('contact', 'new-contact')`,
  );
}

async function addressesInEffect({ connection, kiosk, since }: Run): Promise<number> {
  const [row] = await connection.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM member_request
     WHERE (id IN ${EVENTS} OR id IN ${STAFF_ACTS}) AND kind = 'address' AND applied_at IS NOT NULL`,
    [kiosk, since],
  );
  return row?.count ?? 0;
}
