import type { ColumnType, Generated } from 'kysely';

/** A moment; read and written as a `Date`. */
type Moment = ColumnType<Date, Date, Date>;
/** A moment that the database fills in. */
type MadeMoment = ColumnType<Date, Date | undefined, Date>;
/** A 64-bit number, read as a JavaScript number: none comes near 2^53. */
type Big = number;

/** The hub's tables, for Kysely; what each is for stands in `migrations.ts`. */
export interface Tables {
  hub: {
    one: Generated<number>;
    epoch: string;
    /** Tells one cluster and database from another: after a restore elsewhere it differs, and a new epoch begins. */
    lineage: string;
  };
  member: {
    number: string;
    family_name: string;
    given_name: string;
    birth_date: string;
    postal_code: string;
    email: string | null;
    phone: string | null;
    language: string | null;
    /** Null while the member is one. */
    closed_at: Moment | null;
    /** Set by the database at every change. */
    position: Generated<Big>;
  };
  member_change: { position: Big; mark: string; at: MadeMoment };
  kiosk: {
    id: Generated<string>;
    name: string;
    /** `website` for head office's own pages, which use the same API. */
    kind: Generated<'kiosk' | 'website'>;
    code_hash: Buffer | null;
    code_expires_at: Moment | null;
    attempt: string | null;
    token_hash: Buffer | null;
    machine: string | null;
    enrolled_at: Moment | null;
    revoked_at: Moment | null;
    last_seen_at: Moment | null;
    /** When its token last came from a machine that is not the enrolled one. */
    other_machine_at: Moment | null;
    /** The hub's clock minus the kiosk's, in milliseconds, when last measured. */
    clock_offset: number | null;
    created_at: MadeMoment;
  };
  event: {
    id: string;
    kiosk: string;
    journal: string;
    seq: number;
    kind: string;
    /** Null when the event could not be read. */
    number: string | null;
    /** Keyed hash of the body: the same id with another body is refused. */
    fingerprint: Buffer;
    /** When it was decided, corrected by the clock offset measured with it. */
    decided_at: Moment;
    received_at: MadeMoment;
    clock_offset: number;
    status: 'accepted' | 'superseded' | 'refused';
    reason: string | null;
  };
  credential: {
    number: string;
    phc: string;
    decided_at: Moment;
    /** The event that it came by. */
    event: string;
    /** How many times a password of this member took effect. */
    version: Generated<number>;
  };
  login_failure: { id: Generated<Big>; account: Buffer; channel: 'kiosk' | 'website'; at: MadeMoment };
  letter: {
    id: string;
    number: string;
    /** Keyed hash (HMAC-SHA256) of the code; null until the letter is made. */
    code_mac: Buffer | null;
    requested_at: Moment;
    /** Null until it was handed to the print provider. */
    batch: string | null;
    expires_at: Moment | null;
    spent_at: Moment | null;
    voided_at: Moment | null;
  };
  letter_batch: {
    id: Generated<string>;
    /** Absolute path of the folder. */
    folder: string;
    made_at: MadeMoment;
    /** From here on its codes are good, and none of its letters is made again. */
    handed_over_at: Moment | null;
    /** When the folder got its final name. */
    placed_at: Moment | null;
    /** When staff said that it was lost. */
    withdrawn_at: Moment | null;
  };
  member_address: {
    number: string;
    /** One to four lines between the name and the town. */
    lines: string[];
    postal_code: string;
    town: string;
    changed_at: MadeMoment;
  };
  letter_try: {
    /** The attempt named by the kiosk: a repeated request counts once. */
    attempt: string;
    number: string;
    kiosk: string;
    at: MadeMoment;
    /** JSON of the answer that was given. */
    answer: string;
    counted: boolean;
  };
}
