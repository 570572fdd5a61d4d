import type { Agency } from '../../../src-shared/journey/agency.ts';
import { paragraph, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import type { MailOf } from './hub-mail.ts';

const LIMITS = {
  'sms-ceiling': m.limit_sms_ceiling,
  'sms-share': m.limit_sms_share,
  'codes-email': m.limit_codes_email,
  'codes-sms': m.limit_codes_sms,
  'codes-day': m.limit_codes_day,
  'codes-network': m.limit_codes_network,
  'attested-passwords': m.limit_attested_passwords,
  'request-mails': m.limit_request_mails,
  'staff-guessing': m.limit_staff_guessing,
  'staff-hours': m.limit_staff_hours,
  'staff-corrections': m.limit_staff_corrections,
  'staff-two-branches': m.limit_staff_two_branches,
  'staff-day': m.limit_staff_day,
} satisfies Record<MailOf<'limit-met'>['limit'], unknown>;

/** What staff reads when a limit of head office was met. */
export function limitMetWords(
  { limit, place, at, language }: MailOf<'limit-met'>,
  { name }: Agency,
): MailWords {
  const locale = { locale: language };
  return {
    subject: m.mail_limit_met_subject({ name }, locale),
    heading: m.mail_limit_met_heading({}, locale),
    blocks: [
      paragraph(LIMITS[limit]({}, locale)),
      paragraph(
        place === null
          ? m.mail_limit_met_when({ moment: longMoment(at, language) }, locale)
          : m.mail_limit_met_where({ moment: longMoment(at, language), place }, locale),
      ),
      paragraph(m.mail_limit_met_report({}, locale)),
    ],
  };
}
