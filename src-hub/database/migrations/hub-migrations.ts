import { migration001 } from './001-members-kiosks-events.ts';
import { migration002 } from './002-postal-addresses.ts';
import { migration003 } from './003-token-on-another-machine.ts';
import { migration004 } from './004-accounts.ts';
import { migration005 } from './005-member-space.ts';
import { migration006 } from './006-lost-answers.ts';
import { migration007 } from './007-rejected-requests.ts';
import { migration008 } from './008-kiosk-versions.ts';
import { migration009 } from './009-any-language.ts';
import { migration010 } from './010-any-request-kind.ts';
import { migration011 } from './011-unreadable-changes.ts';
import { migration012 } from './012-countries.ts';
import { migration013 } from './013-names-and-birth-dates.ts';
import { migration014 } from './014-signed-requests.ts';
import { migration015 } from './015-sources-of-logins.ts';
import { migration016 } from './016-voided-decisions.ts';
import { migration017 } from './017-kiosk-trouble.ts';
import { migration018 } from './018-audit.ts';
import { migration019 } from './019-notice-letters.ts';
import { migration020 } from './020-keys.ts';
import { migration021 } from './021-mails-of-an-address.ts';
import { migration022 } from './022-new-addresses.ts';
import { migration023 } from './023-signing-devices.ts';
import { migration024 } from './024-sms-countries.ts';
import { migration025 } from './025-waiting-accesses.ts';
import { migration026 } from './026-codes.ts';
import { migration027 } from './027-releases.ts';
import { migration028 } from './028-index-of-nir.ts';
import { migration029 } from './029-staff.ts';
import { migration030 } from './030-branch.ts';
import { migration031 } from './031-what-hubs-send.ts';
import { migration032 } from './032-branch-page.ts';
import { migration033 } from './033-alerts.ts';
import { migration035 } from './035-offered-address.ts';
import { migration036 } from './036-tickets-move-codes.ts';
import { migration037 } from './037-canaries.ts';
import { migration038 } from './038-tries-by-kiosk.ts';
import type { HubMigration } from './migration.ts';

/** All migrations of head office's database, oldest first, for PostgreSQL 15 or newer and for PGlite. */
export const HUB_MIGRATIONS: readonly HubMigration[] = [
  migration001,
  migration002,
  migration003,
  migration004,
  migration005,
  migration006,
  migration007,
  migration008,
  migration009,
  migration010,
  migration011,
  migration012,
  migration013,
  migration014,
  migration015,
  migration016,
  migration017,
  migration018,
  migration019,
  migration020,
  migration021,
  migration022,
  migration023,
  migration024,
  migration025,
  migration026,
  migration027,
  migration028,
  migration029,
  migration030,
  migration031,
  migration032,
  migration033,
  migration035,
  migration036,
  migration037,
  migration038,
];
