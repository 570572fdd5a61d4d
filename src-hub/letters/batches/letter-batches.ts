import type { HubSecret } from '../../basics/hub-secret.ts';
import { randomUuid } from '../../basics/random-uuid.ts';
import path from 'node:path';
import type { Situation } from '../../../src-shared/values/situation.ts';
import { DEFAULT_LANGUAGE, type Language } from '../../../src-shared/messages/languages.ts';
import type { HubConnection, HubDatabase } from '../../database/hub-database.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { MailDeps } from '../../mail/post-mail.ts';
import { letterCodeMac, makeLetterCode, provisionalMac } from '../codes/letter-code.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import { describeFault } from '../../basics/describe-fault.ts';
import { letterTerm, type LetterTerm } from '../codes/letter-term.ts';
import { postLetterPostedMails } from './posted-mails.ts';
import {
  addressOf,
  readWaitingLetters,
  type AddressFault,
  type LetterCursor,
  type LetterKind,
  type ToldNews,
  type WaitingLetter,
} from './waiting-letters.ts';
import { LETTER_ADDRESS_WAIT } from '../../../src-shared/policy/letters.ts';

/** A letter that is being made. Its code exists only here and on paper. */
export interface TakenLetter {
  readonly id: string;
  readonly kind: LetterKind;
  readonly situation: Situation;
  /** Why nobody asked for it; null: somebody did. */
  readonly because: 'voided' | null;
  readonly address: readonly string[];
  readonly language: Language;
  /** Null: a notice. */
  readonly code: string | null;
  /** What a notice tells; empty for other kinds. */
  readonly news: readonly ToldNews[];
}

/** Why a letter is not made. `too-late`: it never will be; otherwise it waits for staff. `fault`: see the log. */
export type AsideReason = AddressFault | 'fault' | 'too-late';

/** A letter that could not be made. */
export interface AsideLetter {
  readonly id: string;
  /** Null for a person who is only insured. */
  readonly number: string | null;
  readonly kind: LetterKind;
  readonly reason: AsideReason;
  readonly requestedAt: Date;
}

/** The letters of one read, in the order in which they were requested. */
export interface TakenBatch {
  readonly id: string;
  /** Final path of its folder. */
  readonly folder: string;
  readonly madeAt: Date;
  readonly term: LetterTerm;
  readonly letters: readonly TakenLetter[];
  readonly aside: readonly AsideLetter[];
  /** Null when no more letters wait. */
  readonly next: LetterCursor | null;
}

/** A batch that was interrupted, or whose folder was not found under its final name. */
export interface OpenBatch {
  readonly id: string;
  readonly folder: string;
  readonly handedOver: boolean;
}

/**
 * Takes the next waiting letters in one transaction: gives each a code, stores the keyed hashes of the codes, and
 * records the batch. Letters of closed people are skipped.
 * @param into parent folder of the batch's folder
 * @param limit most letters to read
 * @param faulty ids of letters that could not be made: they are left out
 */
export function takeLetters(
  deps: HubDeps,
  into: string,
  after: LetterCursor | null,
  limit: number,
  faulty: ReadonlySet<string> = new Set(),
): Promise<TakenBatch> {
  return deps.database.transaction(async (connection) => {
    const rows = await readWaitingLetters(connection, after, limit, deps.now());
    const last = rows.length === limit ? rows.at(-1) : undefined;
    const madeAt = deps.now();
    const id = randomUuid(deps.randomBytes(16));
    const letters: TakenLetter[] = [];
    const aside: AsideLetter[] = [];
    const macs: { id: string; mac: string | null }[] = [];
    for (const row of rows) {
      const { id: letter, kind, number } = row;
      const address = faulty.has(letter) ? NOT_MADE : readAddress(deps, row);
      if (!address.ok) {
        const { requested_at: requestedAt } = row;
        const isLate = madeAt.getTime() - requestedAt.getTime() > LETTER_ADDRESS_WAIT;
        const reason = isLate ? 'too-late' : address.reason;
        aside.push({ id: letter, number, kind, reason, requestedAt });
        continue;
      }
      const code = kind === 'notice' ? null : makeLetterCode(deps.randomBytes);
      const situation = number === null ? 'insured' : 'member';
      letters.push({
        ...{ id: letter, kind, situation, code, because: row.because, news: row.news ?? [] },
        address: address.lines,
        language: row.language ?? DEFAULT_LANGUAGE,
      });
      const mac = code === null ? null : macOf(deps.settings.HUB_SECRET, row, code).toString('hex');
      macs.push({ id: letter, mac });
    }
    const batch: TakenBatch = {
      id,
      folder: path.join(into, `batch-${localDay(madeAt)}-${id}`),
      madeAt,
      term: letterTerm(madeAt),
      letters,
      aside,
      next: last === undefined ? null : { requestedAt: last.place, id: last.id },
    };
    if (letters.length > 0) await storeBatch(connection, batch, macs);
    return batch;
  });
}

const NOT_MADE = { ok: false, reason: 'fault' } as const;

/** One address at which the program fails stops no other letter. */
function readAddress({ log }: HubDeps, row: WaitingLetter): ReturnType<typeof addressOf> | typeof NOT_MADE {
  try {
    return addressOf(row);
  } catch (error) {
    log.error({ letter: row.id, ...describeFault(error) }, 'letter-not-made');
    return NOT_MADE;
  }
}

/** Voids letters that have waited too long for an address. */
export function voidLetters(database: HubDatabase, ids: readonly string[], at: Date): Promise<void> {
  return database.transaction(async (connection) => {
    await connection.query(
      `UPDATE letter SET voided_at = $2
       WHERE id = ANY ($1::uuid[]) AND batch IS NULL AND spent_at IS NULL AND voided_at IS NULL`,
      [ids, at],
    );
  });
}

/** Batches of earlier runs that are not finished, oldest first. */
export function readOpenBatches(database: HubDatabase): Promise<OpenBatch[]> {
  return database.transaction((connection) =>
    connection.query<OpenBatch>(
      `SELECT id, folder, handed_over_at IS NOT NULL AS "handedOver" FROM letter_batch
       WHERE placed_at IS NULL AND withdrawn_at IS NULL ORDER BY made_at, id`,
    ),
  );
}

/** Deletes a batch that was not handed over. Its letters wait again, and its codes are deleted. */
export function dropBatch(database: HubDatabase, id: string): Promise<void> {
  return database.transaction(async (connection) => {
    const [batch] = await connection.query(
      'SELECT id FROM letter_batch WHERE id = $1 AND handed_over_at IS NULL FOR UPDATE',
      [id],
    );
    if (batch === undefined) return;
    await connection.query(
      'UPDATE letter SET batch = NULL, code_mac = NULL, expires_at = NULL WHERE batch = $1',
      [id],
    );
    await connection.query('DELETE FROM letter_batch WHERE id = $1', [id]);
  });
}

/**
 * Marks a batch as handed over: its codes become valid, and none of its letters is made again. In the same transaction
 * it posts mails to those who asked for an account.
 * @throws Error: another run has deleted the batch
 */
export function markHandedOver(
  deps: MailDeps & Pick<HubDeps, 'database'>,
  id: string,
  at: Date,
): Promise<void> {
  return deps.database.transaction(async (connection) => {
    const [marked] = await connection.query(
      'UPDATE letter_batch SET handed_over_at = $2 WHERE id = $1 AND handed_over_at IS NULL RETURNING id',
      [id, at],
    );
    if (marked === undefined) throw new Error('this batch of letters was thrown away by another run');
    await postLetterPostedMails(connection, deps, id);
  });
}

/** Records that the folder of a batch has its final name. */
export function markPlaced(database: HubDatabase, id: string, at: Date): Promise<void> {
  return database.transaction(async (connection) => {
    await connection.query('UPDATE letter_batch SET placed_at = $2 WHERE id = $1 AND placed_at IS NULL', [
      id,
      at,
    ]);
  });
}

/**
 * Withdraws a batch that was lost after it was handed over. Letters that are still valid wait again and get new codes.
 * The others keep their batch for the record.
 * @returns how many letters wait again; null when there is no such batch
 */
export function withdrawBatch(database: HubDatabase, id: string, at: Date): Promise<number | null> {
  return database.transaction(async (connection) => {
    const [batch] = await connection.query(
      `UPDATE letter_batch SET withdrawn_at = $2
       WHERE id = $1 AND handed_over_at IS NOT NULL AND withdrawn_at IS NULL RETURNING id`,
      [id, at],
    );
    if (batch === undefined) return null;
    const waiting = await connection.query(
      `UPDATE letter SET batch = NULL, code_mac = NULL, expires_at = NULL
       WHERE batch = $1 AND spent_at IS NULL AND voided_at IS NULL AND expires_at > $2 RETURNING id`,
      [id, at],
    );
    return waiting.length;
  });
}

/** Codes of the two kinds are hashed for different purposes, so that none can be used as the other kind. */
function macOf(secret: HubSecret, { kind, subject }: WaitingLetter, code: string): Buffer {
  return kind === 'account' ? provisionalMac(secret, subject, code) : letterCodeMac(secret, subject, code);
}

async function storeBatch(
  connection: HubConnection,
  batch: TakenBatch,
  macs: readonly { id: string; mac: string | null }[],
): Promise<void> {
  await connection.query('INSERT INTO letter_batch (id, folder, made_at) VALUES ($1, $2, $3)', [
    batch.id,
    batch.folder,
    batch.madeAt,
  ]);
  await connection.query(
    `UPDATE letter SET batch = $1, expires_at = $2, code_mac = decode(made.mac, 'hex')
     FROM json_to_recordset($3::text::json) AS made (id uuid, mac text) WHERE letter.id = made.id`,
    [batch.id, batch.term.expiresAt, JSON.stringify(macs)],
  );
}
