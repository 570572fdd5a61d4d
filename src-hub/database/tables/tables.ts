import type { SentChannel } from '../../../src-shared/values/contact/channel.ts';
import type { ColumnType, Generated } from 'kysely';
import type { Language } from '../../../src-shared/messages/languages.ts';
import type { Big, MadeMoment, Moment } from './column-types.ts';
import type { BranchTables } from './branch-tables.ts';
import type { ToldTables, UpdateColumns } from './kiosk-tables.ts';
import type { SpaceTables } from './space-tables.ts';
import type { StaffTables } from './staff-tables.ts';

/** The hub's tables, for Kysely. The migrations say what each is for. */
export interface Tables extends SpaceTables, ToldTables, BranchTables, StaffTables {
  hub: {
    one: Generated<number>;
    epoch: string;
    /** Identifies cluster and database. It differs after a restore elsewhere; then a new epoch begins. */
    lineage: string;
    /** Signatures up to this moment are refused; null: none is. */
    signed_from: Moment | null;
    /** Id of the key of the NIR index; null: the first one. */
    nir_key: string | null;
    nir_moved_at: Moment | null;
  };
  hub_key: {
    /** See `HubSecret`. */
    id: string;
    number: Generated<Big>;
    added_at: Moment;
    used_at: Moment | null;
    retired_at: Moment | null;
  };
  hub_process: {
    id: string;
    name: string;
    keys: string[];
    in_use: string;
    sends: string[];
    seen_at: Moment;
  };
  member: {
    number: string;
    /** The name in use. */
    family_name: string;
    given_name: string;
    /** In the form of `birthDateSchema`: zeros for what is not known. */
    birth_date: string;
    /** Null: it is the family name, or it is not known. */
    birth_name: Generated<string | null>;
    /** As {@link Tables.member_address}; null: not known. */
    postal_code: string | null;
    /** ISO 3166-1, two letters. */
    country: Generated<string>;
    email: string | null;
    phone: string | null;
    language: string | null;
    /** Null for an open member. */
    closed_at: Moment | null;
    /** Set by the database with each change. */
    position: Generated<Big>;
  };
  member_change: { position: Big; mark: string; at: MadeMoment };
  kiosk: UpdateColumns & {
    id: Generated<string>;
    name: string;
    /** `website` for head office's own website, which uses the same API. */
    kind: Generated<'kiosk' | 'website'>;
    code_hash: Buffer | null;
    code_expires_at: Moment | null;
    attempt: string | null;
    token_hash: Buffer | null;
    /** Ed25519, 32 bytes; null: a website that does not sign. */
    public_key: Buffer | null;
    enrolled_at: Moment | null;
    revoked_at: Moment | null;
    last_seen_at: Moment | null;
    /** While it is set, its requests are refused. */
    suspended_at: Moment | null;
    /** When its token last came without its signature. */
    bad_signature_at: Moment | null;
    /** The hub's clock minus the kiosk's, in milliseconds, when last measured. */
    clock_offset: number | null;
    /** Id of the key under which it hashes NIR; null: it has asked for none. */
    nir_key: Generated<string | null>;
    /** Version of its application, as last reported. */
    version: string | null;
    /** What keeps it from serving, in its own word; null: nothing. */
    trouble: string | null;
    trouble_at: Moment | null;
    sms_countries: string | null;
    created_at: MadeMoment;
  };
  event: {
    id: string;
    kiosk: string;
    journal: string;
    seq: number;
    kind: string;
    /** Null when the event was unreadable, or is of a kind that anybody may send. */
    number: string | null;
    /** Keyed hash of the body. The same id with another body is refused. */
    fingerprint: Buffer;
    /** When it was decided, corrected by the measured clock offset. */
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
    /** The event that set the password; null: set otherwise, at the hub. */
    event: string | null;
    /** How many passwords of this member have taken effect. */
    version: Generated<number>;
    /** See the migration `026-codes.ts`; null: nothing is held back. */
    held_until: ColumnType<Date | null, Date | null | undefined, Date | null>;
  };
  login_failure: {
    id: Generated<Big>;
    account: Buffer;
    channel: 'kiosk' | 'website' | 'mobile';
    /** Id of the kiosk, or network of the device; null: a website. */
    source: string | null;
    at: MadeMoment;
  };
  letter: {
    id: string;
    /** Exactly one of the two is set: a member, or a person who is only insured. */
    number: string | null;
    insured: Buffer | null;
    kind: Generated<'password' | 'account' | 'notice'>;
    /** Why nobody asked for it; null: somebody did. */
    because: 'voided' | null;
    /** Keyed hash (HMAC-SHA256) of the code; null until the letter is made, and for a notice. */
    code_mac: Buffer | null;
    requested_at: Moment;
    /** Null until the letter is in a batch. */
    batch: string | null;
    expires_at: Moment | null;
    spent_at: Moment | null;
    voided_at: Moment | null;
  };
  letter_news: { letter: string; what: string; at: Moment };
  letter_batch: {
    id: Generated<string>;
    /** Absolute path of the folder. */
    folder: string;
    made_at: MadeMoment;
    /** When it was handed over: its codes are valid from then on, and none of its letters is made again. */
    handed_over_at: Moment | null;
    /** When the folder got its final name. */
    placed_at: Moment | null;
    /** When staff withdrew it as lost. */
    withdrawn_at: Moment | null;
  };
  member_address: {
    number: string;
    /** One to four lines between name and town. */
    lines: string[];
    /** With what follows it (`44040 CEDEX`); empty: the country has none. */
    postal_code: string;
    town: string;
    country: Generated<string>;
    changed_at: MadeMoment;
  };
  address_hold: {
    subject: string;
    place: string;
    until: Moment;
    lines: string[] | null;
    postal_code: string | null;
    town: string | null;
    country: string | null;
  };
  letter_try: {
    /** Id of the attempt, made by the kiosk: a repeated request counts once. */
    attempt: string;
    number: string;
    kiosk: string;
    at: MadeMoment;
    /** The answer that was given, as JSON. */
    answer: string;
    counted: boolean;
    /** When a password was set with it; null: none was, or it was not accepted. */
    spent_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  };
  nir_hash: {
    /** Keyed hash of a NIR. */
    hash: Buffer;
    person: Buffer;
    /** Id of the key; null: the first one. */
    key: string | null;
  };
  insured: {
    /** Identity, random: NIR lead to it by {@link Tables.nir_hash}. */
    nir: Buffer;
    /** The name in use. */
    family_name: string;
    given_name: string;
    /** In the form of `birthDateSchema`: zeros for what is not known. */
    birth_date: string;
    /** Null: it is the family name, or it is not known. */
    birth_name: Generated<string | null>;
    /** With postal code and town: null without a readable address. */
    lines: string[] | null;
    postal_code: string | null;
    town: string | null;
    country: Generated<string>;
    language: string | null;
    closed_at: Moment | null;
    changed_at: MadeMoment;
  };
  account: {
    id: Generated<string>;
    number: string | null;
    insured: Buffer | null;
    email: string;
    phc: string | null;
    question: string | null;
    answer_phc: string | null;
    terms_version: string;
    terms_accepted_at: Moment;
    language: Language;
    activated_at: Moment;
    confirmed_at: Moment | null;
    code_tries: Generated<number>;
    /** When its address was last mailed to somebody who had forgotten it. */
    reminded_at: Moment | null;
  };
  account_request: {
    id: string;
    receipt: string;
    number: string | null;
    insured: Buffer | null;
    email: string | null;
    language: Language;
    requested_at: Moment;
    refusal: 'unknown-holder' | 'family-name' | 'birth-date' | 'postal-code' | 'letter-limit' | null;
    letter: string | null;
    account: string | null;
    activated_at: Moment | null;
    confirmed_at: Moment | null;
    expired_at: Moment | null;
    reminded_at: Moment | null;
  };
  activation: {
    attempt: string;
    kiosk: string;
    subject: string;
    at: Moment;
    answer: string;
    counted: boolean;
    letter: string | null;
    open_until: Moment | null;
    submission: string | null;
    email_tries: Generated<number>;
    /** Address on file that was offered, masked; null: none. */
    offered_email: string | null;
    account: string | null;
  };
  confirmation: {
    id: Generated<string>;
    account: string;
    token_mac: Buffer;
    code_mac: Buffer;
    mail: string;
    made_at: Moment;
    expires_at: Moment;
    code_expires_at: Moment;
    spent_at: Moment | null;
    voided_at: Moment | null;
  };
  mail: {
    id: Generated<string>;
    kind: string;
    /** Keyed hash of the address; null: posted by an older hub. */
    recipient: Buffer | null;
    sealed: Buffer | null;
    state: Generated<'waiting' | 'sent' | 'refused' | 'expired'>;
    tries: Generated<number>;
    made_at: Moment;
    due_at: Moment;
    expires_at: Moment;
    settled_at: Moment | null;
    last_fault: string | null;
  };
  /** `price`: in hundredths of a euro cent. */
  sms: Tables['mail'] & { price: number };
  sent_code: {
    attempt: string;
    purpose: string;
    counted: string;
    holder: string | null;
    account: Generated<string | null>;
    kiosk: string;
    network: string | null;
    visit: string;
    channel: SentChannel;
    target: Buffer | null;
    code_mac: Buffer;
    message: string | null;
    made_at: Moment;
    expires_at: Moment;
    proven_at: Moment | null;
    proof: string | null;
    spent_at: Moment | null;
    voided_at: Moment | null;
  };
  sent_code_try: { attempt: string; mac: Buffer; at: Moment };
  attested_password: { event: string; kiosk: string; received_at: Moment };
  met_limit: {
    name: string;
    kiosk: string;
    day: string;
    first_at: Moment;
    last_at: Moment;
    times: Generated<number>;
    posted_at: Moment | null;
    post_due_at: Moment | null;
  };
  disavowal: {
    token_hash: Buffer;
    number: string;
    event: string;
    made_at: Moment;
    expires_at: Moment;
    used_at: Moment | null;
  };
}
