import { createHash, createHmac, type Hash } from 'node:crypto';
import { derived } from '../basics/hashes.ts';
import type { HubSecret } from '../basics/hub-secret.ts';

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
  /** Names the key of `HUB_SECRET`. */
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
 * Command whose row says what all rows before it are, in a digest that needs no key: once a key is retired, its rows are
 * proven by that row. The digest stands in its result, as the fact {@link PROVEN_FACT}.
 */
export const PROVING_COMMAND = 'keys retire';

/** Command whose row is the first with another key. */
export const KEY_COMMAND = 'keys use';

/** Name of that fact. */
export const PROVEN_FACT = 'audit-sha256';

const PROVEN = new RegExp(`\\b${PROVEN_FACT} (?<digest>[0-9a-f]{64})\\b`, 'u');

/**
 * Hash of a row (HMAC-SHA256, hexadecimal digits): of its content and of the hash of the row before.
 * @param secret its key decides: who can only write to the database cannot make a row that fits
 */
export function auditHash(secret: HubSecret, entry: AuditEntry): string {
  return createHmac('sha256', derived(secret, 'audit-chain', ''))
    .update(contentOf(entry))
    .digest('hex');
}

function contentOf(entry: AuditEntry): string {
  const { id, at, operator, command, concerns, reason, result, keyId, previous } = entry;
  return JSON.stringify([id, at, operator, command, concerns, reason, result, keyId, previous]);
}

/** What is wrong with a row, or between two rows. */
export interface AuditFault {
  readonly row: number;
  /** A sentence with the number of the row. */
  readonly words: string;
}

/** Follows the chain, row by row. */
export class AuditChain {
  readonly #secret: HubSecret;
  readonly #head: string | null;
  readonly #faults: AuditFault[] = [];
  rows = 0;
  /** Hash of the last row. */
  last = BEFORE_FIRST;
  #lastId = 0;
  /** Hash that the content of the last row should have; null: its key is not known. */
  #expected: string | null = BEFORE_FIRST;
  #metHead: boolean;
  /** Of the row before whose key is known; null: there was none. */
  #keyId: string | null = null;
  /** Of all rows so far, with their hashes. */
  readonly #digest: Hash = createHash('sha256');
  /** Rows of keys that are not known, until a row proves them. */
  #unproven: AuditRow[] = [];

  /** @param head hash that was noted earlier; null: none */
  constructor(secret: HubSecret, head: string | null) {
    this.#secret = secret;
    this.#head = head;
    this.#metHead = head === null || head === BEFORE_FIRST;
  }

  /** What is wrong, by row. */
  get faults(): readonly AuditFault[] {
    const unproven = this.#unproven.map(({ id, keyId }) => ({
      row: id,
      words: `Row ${id} was made under another HUB_SECRET (${keyId}): it proves nothing.`,
    }));
    return [...this.#faults, ...unproven].toSorted((one, other) => one.row - other.row);
  }

  /** SHA-256 of all rows so far, as hexadecimal digits. */
  get digest(): string {
    return this.#digest.copy().digest('hex');
  }

  /** Takes the next row by `id`. */
  take(row: AuditRow): void {
    const follows = row.id === this.#lastId + 1;
    if (!follows) this.#fault(this.#lastId + 1, missingWords(this.#lastId + 1, row.id - 1));
    const key = this.#secret.named(row.keyId);
    const expected = key && auditHash(key, row);
    if (expected === null) this.#unproven.push(row);
    else if (expected !== row.hash) this.#fault(row.id, `Row ${row.id} was changed.`);
    else {
      if (this.#keyId !== null && row.keyId !== this.#keyId && row.command !== KEY_COMMAND)
        this.#fault(row.id, `Row ${row.id} was made with the key ${row.keyId}, which was not in use.`);
      this.#keyId = row.keyId;
      if (row.command === PROVING_COMMAND) this.#prove(row);
    }
    if (
      follows &&
      (expected === null || expected === row.hash) &&
      row.previous !== this.last &&
      row.previous !== this.#expected
    )
      this.#fault(row.id, `Row ${row.id} does not follow row ${this.#lastId}, which was replaced.`);
    this.rows += 1;
    this.last = row.hash;
    this.#lastId = row.id;
    this.#expected = expected;
    this.#metHead ||= row.hash === this.#head;
    this.#digest.update(`${contentOf(row)}${row.hash}\n`);
  }

  /** After the last row: whether the noted head was among them. */
  end(): void {
    if (this.#metHead) return;
    this.#fault(
      this.#lastId + 1,
      `No row has the hash of --head: rows after row ${this.#lastId} were removed, or a backup from before was restored.`,
    );
  }

  #prove({ id, result }: AuditRow): void {
    const digest = PROVEN.exec(result)?.groups?.['digest'];
    if (digest === undefined) return;
    if (digest !== this.digest)
      this.#fault(id, `The rows before row ${id} are not those that it proved: at least one was changed.`);
    else this.#unproven = [];
  }

  #fault(row: number, words: string): void {
    this.#faults.push({ row, words });
  }
}

function missingWords(first: number, last: number): string {
  return first === last ? `Row ${first} is missing.` : `Rows ${first} to ${last} are missing.`;
}
