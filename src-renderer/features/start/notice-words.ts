import { m } from '../../../src-shared/messages/compiled/messages.js';
import type { View } from '../../../src-shared/journey/view.ts';

type Kind = NonNullable<View['staffNotice']>['kind'];

const NOTICES: Record<Kind, () => string> = {
  'journal-set-aside': m.staff_journal_set_aside,
  'replica-set-aside': m.staff_replica_set_aside,
  'disk-full': m.staff_disk_full,
  'members-rejected': m.staff_members_rejected,
  'hub-unreachable': m.staff_hub_unreachable,
  'not-enrolled': m.staff_not_enrolled,
  'event-refused': m.staff_event_refused,
  'updates-overdue': m.staff_updates_overdue,
};

/** What staff should look at, in words; its own word, if only a newer kiosk has it. */
export function noticeWords(kind: string): string {
  const known = (Object.keys(NOTICES) as Kind[]).find((one) => one === kind);
  return known === undefined ? kind.replaceAll('-', ' ') : NOTICES[known]();
}
