import { createHmac } from 'node:crypto';
import { keyedHash } from '../basics/hashes.ts';

/** One row of the audit, as its hash covers it. */
export interface AuditEntry {
  /** From 1, without gaps. */
  readonly id: number;
  /** ISO 8601 in UTC with microseconds, as the database holds it. */
  readonly at: string;
  readonly operator: string;
  readonly command: string;
  readonly concerns: string;
  readonly reason: string;
  readonly result: string;
  /** Names the key; see {@link auditKeyId}. */
  readonly keyId: string;
  /** Hash of the row before, as hexadecimal digits. */
  readonly previous: string;
}

/** A stored row. */
export interface AuditRow extends AuditEntry {
  /** As hexadecimal digits. */
  readonly hash: string;
}

/** What stands before the first row. */
export const BEFORE_FIRST = '0'.repeat(64);

/**
 * Hash of a row (HMAC-SHA256, hexadecimal digits): of its content and of the hash of the row before.
 * @param secret `HUB_SECRET`: who can only write to the database cannot make a row that fits
 */
export function auditHash(secret: string, entry: AuditEntry): string {
  const { id, at, operator, command, concerns, reason, result, keyId, previous } = entry;
  const content = JSON.stringify([id, at, operator, command, concerns, reason, result, keyId, previous]);
  return createHmac('sha256', keyedHash(secret, 'audit-chain', ''))
    .update(content)
    .digest('hex');
}

/** Eight hexadecimal digits that name the key of a secret. */
export function auditKeyId(secret: string): string {
  return keyedHash(secret, 'audit-key', '').toString('hex').slice(0, 8);
}

/** What is wrong with a row, or between two rows. */
export interface AuditFault {
  readonly row: number;
  /** A sentence with the number of the row. */
  readonly words: string;
}

/** Follows the chain, row by row. */
export class AuditChain {
  readonly #secret: string;
  readonly #keyId: string;
  readonly #head: string | null;
  readonly faults: AuditFault[] = [];
  rows = 0;
  /** Hash of the last row. */
  last = BEFORE_FIRST;
  #lastId = 0;
  /** Hash that the content of the last row should have. */
  #expected = BEFORE_FIRST;
  #metHead: boolean;

  /** @param head hash that was noted earlier; null: none */
  constructor(secret: string, head: string | null) {
    this.#secret = secret;
    this.#keyId = auditKeyId(secret);
    this.#head = head;
    this.#metHead = head === null || head === BEFORE_FIRST;
  }

  /** Takes the next row by `id`. */
  take(row: AuditRow): void {
    const follows = row.id === this.#lastId + 1;
    if (!follows) this.#fault(this.#lastId + 1, missingWords(this.#lastId + 1, row.id - 1));
    const expected = auditHash(this.#secret, row);
    if (row.keyId !== this.#keyId)
      this.#fault(
        row.id,
        `Row ${row.id} was made under another HUB_SECRET (${row.keyId}): it proves nothing.`,
      );
    else if (expected !== row.hash) this.#fault(row.id, `Row ${row.id} was changed.`);
    else if (follows && row.previous !== this.last && row.previous !== this.#expected)
      this.#fault(row.id, `Row ${row.id} does not follow row ${this.#lastId}, which was replaced.`);
    this.rows += 1;
    this.last = row.hash;
    this.#lastId = row.id;
    this.#expected = expected;
    this.#metHead ||= row.hash === this.#head;
  }

  /** After the last row: whether the noted head was among them. */
  end(): void {
    if (this.#metHead) return;
    this.#fault(
      this.#lastId + 1,
      `No row has the hash of --head: rows after row ${this.#lastId} were removed, or a backup from before was restored.`,
    );
  }

  #fault(row: number, words: string): void {
    this.faults.push({ row, words });
  }
}

function missingWords(first: number, last: number): string {
  return first === last ? `Row ${first} is missing.` : `Rows ${first} to ${last} are missing.`;
}
