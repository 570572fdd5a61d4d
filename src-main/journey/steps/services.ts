import type { SentChannel } from '../../../src-shared/values/contact/channel.ts';
import type { Database } from 'better-sqlite3';
import type { Agency } from '../../../src-shared/journey/agency.ts';
import type { PasswordPolicy } from '../../../src-shared/policy/passwords/password-policy.ts';
import type { KioskLimits } from '../../access/kiosk-limits.ts';
import type { LoginFailures } from '../../access/login-failures.ts';
import type { TermsFile } from '../../accounts/terms.ts';
import type { ActivationCodes } from '../../activation/activation-codes.ts';
import type { Letters } from '../../activation/letters.ts';
import type { Audit } from '../../audit/audit.ts';
import type { Clock } from '../../clock/clock.ts';
import type { AppLinks } from './app-links.ts';
import type { Timers } from '../../clock/timers.ts';
import type { Credentials } from '../../credentials/credentials.ts';
import type { PasswordHasher } from '../../credentials/password-hasher.ts';
import type { Vault } from '../../database/vault.ts';
import type { Notices } from '../../delivery/notices.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import type { PrintQueue } from '../../printing/print-queue.ts';
import type { EventJournal } from '../../events/event-journal.ts';
import type { HeadOffice } from '../../hub-client/head-office.ts';
import type { StaffPlace } from '../../advisers/staff-place.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';

/** Result of a look-up; `loading`: the member list is still being read. */
export type FoundMember =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly member: Member | null };

/** Everything that the journeys use, built in `kiosk.ts`. */
export interface Services {
  readonly agency: Agency;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly journal: Database;
  readonly vault: Vault;
  readonly findMember: (number: string) => FoundMember;
  readonly codes: ActivationCodes;
  readonly letters: Letters;
  readonly outbox: Outbox;
  readonly events: EventJournal;
  /** Null: this kiosk has no head office. */
  readonly headOffice: HeadOffice | null;
  /** Staff at this kiosk; null: this kiosk has no head office, which keeps the list of staff. */
  readonly staff: StaffPlace | null;
  /** Makes ids that grow with time (UUIDv7). */
  readonly newId: () => string;
  readonly notices: Notices;
  readonly credentials: Credentials;
  readonly hasher: PasswordHasher;
  readonly failures: LoginFailures;
  readonly limits: KioskLimits;
  readonly policy: PasswordPolicy;
  readonly commonPasswords: () => Promise<ReadonlySet<string>>;
  readonly audit: Audit;
  /** Settings of accounts. */
  readonly accounts: { readonly secretQuestion: boolean; readonly terms: TermsFile };
  /** Prints receipts; null: no printer is configured. */
  readonly printing: PrintQueue | null;
  /** Links for installing the mobile application. */
  readonly app: AppLinks;
  /** Sender of each channel; null: not configured. */
  readonly senders: Readonly<Record<SentChannel, string | null>>;
  /** Countries that text messages may go to, two letters each. */
  readonly smsCountries: readonly string[];
}
