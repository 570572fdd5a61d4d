import type { EventBody, PasswordProof } from '../../../src-shared/hub-api/events.ts';
import { PROVEN_RECOVERY_LIFE } from '../../../src-shared/policy/codes.ts';
import { SETTLED_BODY_KEPT } from '../../../src-shared/policy/retention.ts';
import { DAY, MINUTE } from '../../../src-shared/time/units.ts';
import type { HubConnection } from '../../database/hub-database.ts';

/** What a kiosk's clock may be off when a password is chosen at the very end, in milliseconds. */
const MARGIN = MINUTE;

interface Row {
  readonly id: string;
  readonly number: string;
  readonly kiosk: string;
  /** Null: a letter, which belongs to no visit. */
  readonly visit: string | null;
  readonly proven_at: Date;
  readonly spent_at: Date | null;
}

type PasswordSet = Extract<EventBody, { kind: 'password-set' }>;

/** Proofs that passwords of one batch show. Their rows are locked until the commit: each is good for one password. */
export class PasswordProofs {
  readonly #rows: ReadonlyMap<string, Row>;
  readonly #used = new Set<string>();
  /** When this database was restored, in milliseconds since 1970 UTC; null: not of late. */
  readonly #restoredAt: number | null;

  private constructor(rows: ReadonlyMap<string, Row>, restoredAt: number | null) {
    this.#rows = rows;
    this.#restoredAt = restoredAt;
  }

  /** @param now in milliseconds since 1970 UTC */
  static async read(
    { query }: HubConnection,
    bodies: readonly PasswordSet[],
    now: number,
  ): Promise<PasswordProofs> {
    const shown = bodies.flatMap(({ proof }) => (proof === undefined ? [] : [proof]));
    const idsOf = (by: PasswordProof['by']): string[] =>
      shown.filter((proof) => proof.by === by).map(({ id }) => id);
    if (shown.length === 0) return new PasswordProofs(new Map(), null);
    const ofCodes = await query<Row>(
      `SELECT proof AS id, holder AS number, kiosk, visit, proven_at, spent_at FROM sent_code
       WHERE proof = ANY ($1::uuid[]) AND purpose = 'password' ORDER BY proof FOR UPDATE`,
      [idsOf('code')],
    );
    const ofLetters = await query<Row>(
      `SELECT attempt AS id, number, kiosk, NULL AS visit, at AS proven_at, spent_at FROM letter_try
       WHERE attempt = ANY ($1::uuid[]) AND answer::json ->> 'result' = 'accepted' ORDER BY attempt FOR UPDATE`,
      [idsOf('letter')],
    );
    const [hub] = await query<{ signed_from: Date | null }>('SELECT signed_from FROM hub');
    const restoredAt = hub?.signed_from?.getTime() ?? null;
    const isOfLate = restoredAt !== null && now < restoredAt + SETTLED_BODY_KEPT + DAY;
    return new PasswordProofs(
      new Map([
        ...ofCodes.map((row): [string, Row] => [`code ${row.id}`, row]),
        ...ofLetters.map((row): [string, Row] => [`letter ${row.id}`, row]),
      ]),
      isOfLate ? restoredAt : null,
    );
  }

  /** Whether any of these proofs may have been lost by a restore. */
  get isAnyLost(): boolean {
    return this.#restoredAt !== null;
  }

  /**
   * Whether a proof is one that a restore has lost: it is unknown, and the password was chosen before the restore. It proves
   * nothing then; the password is as good as one that only the kiosk attests.
   * @param decidedAt when the password was chosen, in milliseconds since 1970 UTC
   */
  isLost(proof: PasswordProof, decidedAt: number): boolean {
    return this.#restoredAt !== null && decidedAt < this.#restoredAt && !this.#rows.has(keyOf(proof));
  }

  /**
   * Uses a proof up.
   * @param decidedAt when the password was chosen, in milliseconds since 1970 UTC
   * @returns false when it is none, or not of this member, kiosk, visit and time
   */
  use(proof: PasswordProof, number: string, kiosk: string, decidedAt: number): boolean {
    const key = keyOf(proof);
    const row = this.#rows.get(key);
    if (row?.spent_at !== null || this.#used.has(key)) return false;
    const isOurs =
      row.number === number &&
      row.kiosk === kiosk &&
      (proof.by === 'letter' || row.visit === proof.visit.toLowerCase()) &&
      decidedAt <= row.proven_at.getTime() + PROVEN_RECOVERY_LIFE + MARGIN;
    if (isOurs) this.#used.add(key);
    return isOurs;
  }

  /** Writes which were used. */
  async save({ query }: HubConnection, now: Date): Promise<void> {
    for (const key of this.#used) {
      const [by, id] = key.split(' ');
      const sql =
        by === 'code'
          ? 'UPDATE sent_code SET spent_at = $2::timestamptz WHERE proof = $1'
          : 'UPDATE letter_try SET spent_at = $2::timestamptz WHERE attempt = $1';
      await query(sql, [id, now.toISOString()]);
    }
  }
}

function keyOf({ by, id }: PasswordProof): string {
  return `${by} ${id.toLowerCase()}`;
}
