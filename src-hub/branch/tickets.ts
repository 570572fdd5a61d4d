import {
  BRANCH_TICKET_TRIES,
  KIOSK_TICKET_TRIES,
  TICKET_LENGTH,
  TICKET_LIFE,
  TICKET_REPEATABLE,
  TICKETS_PER_HOUR,
} from '../../src-shared/policy/staff/branch.ts';
import type { CallAnswer, ReadBody } from '../../src-shared/hub-api/hub-calls.ts';
import { HOUR } from '../../src-shared/time/units.ts';
import { LETTER_CODE_ALPHABET } from '../../src-shared/values/letter-code.ts';
import { keyedHash, keyedHashes, oneOfHashes } from '../basics/hashes.ts';
import type { HubSecret } from '../basics/hub-secret.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { lockPeople } from '../database/lock-people.ts';
import { branchOfKiosk, tellBranch } from './told-kiosk.ts';
import { codeLock } from '../codes/sent-codes.ts';
import { moveHere, underWay } from './moved-visit.ts';
import { visitLock } from './visits.ts';

type TicketDeps = Pick<HubDeps, 'database' | 'settings' | 'now'>;

/** What a ticket is worth: this branch, and this member number. */
function macOf(secret: HubSecret, branch: string, number: string, ticket: string): Buffer {
  return keyedHash(secret, 'waiting-ticket', `${branch}\n${number}\n${ticket}`);
}

const ticketLock = (branch: string): string => `tickets-of:${branch}`;

const ago = (at: Date, span: number): string => new Date(at.getTime() - span).toISOString();

/**
 * Keeps a step for a member who steps aside. The ticket opens nothing but that step, once, at a kiosk of the branch, with
 * the same member number.
 */
export function giveTicket(
  { database, settings, now }: TicketDeps,
  kiosk: string,
  { attempt, visit, step, number }: ReadBody<'branch/ticket'>,
): Promise<CallAnswer<'branch/ticket'>> {
  const secret = settings.HUB_SECRET;
  return database.transaction(async (connection) => {
    const branch = await branchOfKiosk(connection, kiosk);
    await lockPeople(connection, [ticketLock(branch)]);
    const at = now();
    const [known] = await connection.query<{ kiosk: string; code_mac: Buffer; expires_at: Date }>(
      'SELECT kiosk, code_mac, expires_at FROM ticket WHERE id = $1',
      [attempt],
    );
    // The ticket follows from the attempt and the secret, so that a lost answer can be given again and none is stored.
    if (known !== undefined) {
      const view = secret.of(known.code_mac);
      const again = ticketOf(view, attempt);
      const left = known.expires_at.getTime() - at.getTime();
      const isSame = known.kiosk === kiosk && macOf(view, branch, number, again).equals(known.code_mac);
      if (isSame && left > 0) return { result: 'made', ticket: again, forMs: left };
      return { result: 'gone' };
    }
    const [given] = await connection.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM ticket WHERE kiosk = $1 AND made_at > $2::timestamptz',
      [kiosk, ago(at, HOUR)],
    );
    if ((given?.count ?? 0) >= TICKETS_PER_HOUR) return { result: 'paused', waitMs: HOUR };
    const ticket = ticketOf(secret, attempt);
    await connection.query(
      'UPDATE ticket SET voided_at = $3::timestamptz WHERE visit = $1 AND kiosk = $2 AND voided_at IS NULL AND taken_at IS NULL',
      [visit, kiosk, at.toISOString()],
    );
    await connection.query(
      `INSERT INTO ticket (id, visit, kiosk, branch, step, code_mac, made_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7::timestamptz, $8::timestamptz)`,
      [
        ...[attempt, visit, kiosk, branch, step, macOf(secret, branch, number, ticket)],
        ...[at.toISOString(), new Date(at.getTime() + TICKET_LIFE).toISOString()],
      ],
    );
    return { result: 'made', ticket, forMs: TICKET_LIFE };
  });
}

/**
 * Spends a ticket: what was under way goes on in the visit that shows it, and no longer in the one of before. Wrong ones
 * count by kiosk and by branch, one kiosk of the branch after the other.
 */
export function takeTicket(
  { database, settings, now }: TicketDeps,
  kiosk: string,
  { attempt, visit, ticket, number }: ReadBody<'branch/take-ticket'>,
): Promise<CallAnswer<'branch/take-ticket'>> {
  const secret = settings.HUB_SECRET;
  return database.transaction(async (connection) => {
    const branch = await branchOfKiosk(connection, kiosk);
    await lockPeople(connection, [ticketLock(branch), codeLock(number), visitLock(kiosk)]);
    const at = now();
    const place = { kiosk, visit, number };
    const macs = keyedHashes(secret, (view) => macOf(view, branch, number, ticket));
    const [again] = await connection.query<{ step: string }>(
      `SELECT step FROM ticket WHERE attempt = $1 AND taken_by = $2 AND taken_at > $3::timestamptz
         AND ${oneOfHashes('code_mac', '$4')}`,
      [attempt, kiosk, ago(at, TICKET_REPEATABLE), macs],
    );
    if (again !== undefined)
      return { result: 'taken', step: again.step, ...(await underWay(connection, place, at)) };
    const tries = await readTries(connection, kiosk, branch, at);
    if (tries.waitMs > 0) return { result: 'paused', waitMs: tries.waitMs };
    const [taken] = await connection.query<{ step: string; kiosk: string; visit: string }>(
      `UPDATE ticket SET taken_at = $1::timestamptz, taken_by = $2, attempt = $3
       WHERE branch = $4 AND ${oneOfHashes('code_mac', '$5')} AND taken_at IS NULL AND voided_at IS NULL
         AND expires_at > $1::timestamptz AND NOT EXISTS (SELECT FROM ticket other WHERE other.attempt = $3)
       RETURNING step, kiosk, visit`,
      [at.toISOString(), kiosk, attempt, branch, macs],
    );
    if (taken !== undefined) {
      await moveHere(connection, taken, place, at);
      await tellBranch(connection, branch);
      return { result: 'taken', step: taken.step, ...(await underWay(connection, place, at)) };
    }
    // The same attempt with the same ticket is one try, told again; with another one it is another try.
    const [counted] = await connection.query(
      `INSERT INTO ticket_try (kiosk, attempt, mac, branch, at) VALUES ($1, $2, $3, $4, $5::timestamptz)
       ON CONFLICT (kiosk, attempt, mac) DO NOTHING RETURNING 1`,
      [kiosk, attempt, macOf(secret, branch, number, ticket), branch, at.toISOString()],
    );
    return { result: 'refused', triesLeft: Math.max(0, tries.left - (counted === undefined ? 0 : 1)) };
  });
}

/** How many wrong tickets a kiosk may still show, and how long nobody may show one. */
async function readTries(
  { query }: HubConnection,
  kiosk: string,
  branch: string,
  at: Date,
): Promise<{ left: number; waitMs: number }> {
  const rows = await query<{ kiosk: string; at: Date }>(
    'SELECT kiosk, at FROM ticket_try WHERE branch = $1 AND at > $2::timestamptz ORDER BY at DESC',
    [branch, ago(at, Math.max(KIOSK_TICKET_TRIES.window, BRANCH_TICKET_TRIES.window))],
  );
  const waitFor = (
    moments: readonly Date[],
    { most, window }: { readonly most: number; readonly window: number },
  ): number => {
    const oldest = moments[most - 1];
    return oldest === undefined ? 0 : oldest.getTime() + window - at.getTime();
  };
  const own = rows.filter(
    (row) => row.kiosk === kiosk && row.at.getTime() > at.getTime() - KIOSK_TICKET_TRIES.window,
  );
  const waitMs = Math.max(
    0,
    waitFor(
      own.map((row) => row.at),
      KIOSK_TICKET_TRIES,
    ),
    waitFor(
      rows.map((row) => row.at),
      BRANCH_TICKET_TRIES,
    ),
  );
  const left = Math.min(KIOSK_TICKET_TRIES.most - own.length, BRANCH_TICKET_TRIES.most - rows.length);
  return { left, waitMs };
}

/** The ticket of an attempt: each of its characters as likely as any other, but for a 2^-44 part. */
function ticketOf(secret: HubSecret, attempt: string): string {
  const bytes = keyedHash(secret, 'waiting-ticket-of-attempt', attempt).subarray(-TICKET_LENGTH * 6);
  return Array.from({ length: TICKET_LENGTH }, (_, place) =>
    LETTER_CODE_ALPHABET.charAt(bytes.readUIntBE(place * 6, 6) % LETTER_CODE_ALPHABET.length),
  ).join('');
}
