import { ENROLMENT_REPEATABLE } from '../../src-shared/policy/accounts.ts';
import { BRANCH_TICKET_TRIES } from '../../src-shared/policy/staff/branch.ts';
import { PROOF_LIFE } from '../../src-shared/policy/codes.ts';
import { FAILURE_WINDOW } from '../../src-shared/policy/passwords/login-delays.ts';
import { MAIL_WINDOW } from '../../src-shared/policy/notices.ts';
import { SEND_WINDOW } from '../../src-shared/policy/send-delays.ts';
import { SECOND } from '../../src-shared/time/units.ts';
import { MAIL_PURPOSE } from '../mail/post-mail.ts';
import { SMS_PURPOSE } from '../mail/post-sms.ts';
import { FACTOR_PURPOSE } from '../staff/second-factor.ts';
import { REQUEST_PURPOSE } from '../member-space/requests/sealed-request.ts';

/** A column whose values were made with a key of `HUB_SECRET`. */
export interface KeyedColumn {
  readonly table: string;
  readonly column: string;
  /** What its rows are, for a person. */
  readonly what: string;
  /**
   * SQL condition of rows that are worth nothing without their key; `$1`: now. Null: none is, since what cannot be compared
   * any more is harmless.
   */
  readonly needed: string | null;
  /** SQL expression of when the need ends; null: not by itself. */
  readonly until: string | null;
  /** How to seal it anew; null: a hash, whose text nobody has. */
  readonly resealed: { readonly id: string; readonly purpose: string } | null;
}

const within = (column: string, milliseconds: number): string =>
  `${column} > $1::timestamptz - interval '${milliseconds / SECOND} seconds'`;

const after = (column: string, milliseconds: number): string =>
  `${column} + interval '${milliseconds / SECOND} seconds'`;

const TICKET_NEEDED = 'taken_at IS NULL AND voided_at IS NULL AND expires_at > $1::timestamptz';

const CODE_NEEDED = `spent_at IS NULL AND voided_at IS NULL
  AND (expires_at > $1::timestamptz OR ${within('proven_at', PROOF_LIFE)})`;

function hash(
  [table, column]: readonly [table: string, column: string],
  what: string,
  needed: string,
  until: string,
): KeyedColumn {
  return { table, column, what, needed, until, resealed: null };
}

/** All columns of hashes and seals. A test compares it with the schema: a new one needs its line here, or below. */
export const KEYED_COLUMNS: readonly KeyedColumn[] = [
  hash(
    ['login_failure', 'account'],
    'wrong passwords that still count',
    within('at', FAILURE_WINDOW),
    after('at', FAILURE_WINDOW),
  ),
  // Printed and not handed over yet: no end, until it has one.
  hash(
    ['letter', 'code_mac'],
    'codes of letters',
    `spent_at IS NULL AND voided_at IS NULL AND (expires_at IS NULL OR expires_at > $1::timestamptz)`,
    'expires_at',
  ),
  hash(
    ['kiosk', 'code_hash'],
    'enrolment codes',
    `revoked_at IS NULL AND (attempt IS NULL AND code_expires_at > $1::timestamptz
      OR ${within('enrolled_at', ENROLMENT_REPEATABLE)})`,
    `greatest(code_expires_at, ${after('enrolled_at', ENROLMENT_REPEATABLE)})`,
  ),
  hash(
    ['confirmation', 'token_mac'],
    'links of confirmations',
    'spent_at IS NULL AND voided_at IS NULL AND expires_at > $1::timestamptz',
    'expires_at',
  ),
  hash(
    ['confirmation', 'code_mac'],
    'codes of confirmations',
    'spent_at IS NULL AND voided_at IS NULL AND code_expires_at > $1::timestamptz',
    'code_expires_at',
  ),
  hash(
    ['mail', 'recipient'],
    'mails that count for an address',
    within('made_at', MAIL_WINDOW),
    after('made_at', MAIL_WINDOW),
  ),
  hash(
    ['recovery', 'identifier'],
    'recoveries that still count',
    within('at', SEND_WINDOW),
    after('at', SEND_WINDOW),
  ),
  hash(['recovery', 'code_mac'], 'codes of recoveries', within('at', SEND_WINDOW), after('at', SEND_WINDOW)),
  hash(
    ['recovery_try', 'mac'],
    'wrong codes of recoveries',
    within('at', SEND_WINDOW),
    after('at', SEND_WINDOW),
  ),
  hash(['space_code', 'code_mac'], 'fresh codes', CODE_NEEDED, after('expires_at', PROOF_LIFE)),
  hash(
    ['space_code', 'target'],
    'addresses that fresh codes prove',
    CODE_NEEDED,
    after('expires_at', PROOF_LIFE),
  ),
  hash(
    ['space_code', 'sealed'],
    'text messages that may be asked for again',
    CODE_NEEDED,
    after('expires_at', PROOF_LIFE),
  ),
  hash(['space_code_try', 'mac'], 'wrong fresh codes', within('at', SEND_WINDOW), after('at', SEND_WINDOW)),
  // What a typed address counts under is made by the same key at the same moment.
  hash(
    ['sent_code', 'code_mac'],
    'codes that still count',
    within('made_at', SEND_WINDOW),
    after('made_at', SEND_WINDOW),
  ),
  hash(['sent_code', 'target'], 'addresses that codes prove', CODE_NEEDED, after('expires_at', PROOF_LIFE)),
  hash(['sent_code_try', 'mac'], 'wrong codes', within('at', SEND_WINDOW), after('at', SEND_WINDOW)),
  hash(['ticket', 'code_mac'], 'waiting tickets', TICKET_NEEDED, 'expires_at'),
  hash(
    ['ticket_try', 'mac'],
    'wrong waiting tickets',
    within('at', BRANCH_TICKET_TRIES.window),
    after('at', BRANCH_TICKET_TRIES.window),
  ),
  hash(['staff', 'slip_mac'], 'codes of slips', `slip_expires_at > $1::timestamptz`, 'slip_expires_at'),
  ...['factor_sealed', 'setup_sealed'].map((column) => ({
    ...{ table: 'staff', column, what: 'second factors of staff' },
    ...{ needed: `${column} IS NOT NULL`, until: null, resealed: { id: 'id', purpose: FACTOR_PURPOSE } },
  })),
  // The same event told again is then taken for the same by its id alone.
  {
    ...{ table: 'event', column: 'fingerprint', what: 'fingerprints of events' },
    ...{ needed: null, until: null, resealed: null },
  },
  {
    ...{ table: 'mail', column: 'sealed', what: 'mails that wait' },
    ...{ needed: `state = 'waiting'`, until: null, resealed: { id: 'id', purpose: MAIL_PURPOSE } },
  },
  {
    ...{ table: 'sms', column: 'sealed', what: 'text messages that wait' },
    ...{ needed: `state = 'waiting'`, until: null, resealed: { id: 'id', purpose: SMS_PURPOSE } },
  },
  {
    ...{ table: 'member_request', column: 'sealed', what: 'requests of members' },
    ...{ needed: 'true', until: null, resealed: { id: 'id', purpose: REQUEST_PURPOSE } },
  },
];

/**
 * Columns of bytes that depend on no key of hashes and seals. NIR: on a key that each names, see `nir-index.ts`. Rows of
 * the audit: proven by the row of `keys retire`.
 */
export const OTHER_BYTES: readonly string[] = [
  ...[
    'nir_hash.hash',
    'nir_hash.person',
    'insured.nir',
    'letter.insured',
    'account.insured',
    'account_request.insured',
  ],
  ...['audit.previous', 'audit.hash', 'release.manifest', 'release_permit.bytes'],
  ...[
    'kiosk.token_hash',
    'kiosk.public_key',
    'space_session.token_hash',
    'branch_page.token_hash',
    'branch_page.bound',
    'branch_page.network',
    'device.token_hash',
    'device.public_key',
    'disavowal.token_hash',
  ],
];
