import type { Agency } from '../../../../src-shared/journey/agency.ts';
import type { MailBlock } from '../../../../src-shared/mail/mail-content.ts';
import { advice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../../src-shared/time/moment-words.ts';
import { groupActivationCode } from '../../../../src-shared/values/activation-code.ts';
import type { MailOf } from '../hub-mail.ts';

/** The mail whose link or code confirms an account. An expired code is left out; the link stays. */
export function confirmAccountWords(mail: MailOf<'confirm-account'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const until = longMoment(mail.until, mail.language);
  return {
    subject: m.mail_confirm_account_subject({ name }, locale),
    heading: m.mail_confirm_account_heading({}, locale),
    blocks: [
      paragraph(m.mail_confirm_account_what({}, locale)),
      { kind: 'link', text: m.mail_confirm_account_link({}, locale), url: mail.url },
      paragraph(m.mail_confirm_account_until({ until }, locale)),
      ...codeBlocks(mail),
      advice(
        m.mail_confirm_account_unwanted({}, locale),
        m.mail_confirm_account_unwanted_do({ phone }, locale),
      ),
    ],
  };
}

/** The code in two groups of three, with its texts; nothing when it has expired. */
function codeBlocks({ code, codeMinutes, language }: MailOf<'confirm-account'>): MailBlock[] {
  if (codeMinutes === 0) return [];
  const locale = { locale: language };
  const minutes = m.mail_minutes({ count: codeMinutes }, locale);
  return [
    paragraph(m.mail_confirm_account_code({}, locale)),
    { kind: 'code', text: groupActivationCode(code, '\u00a0') },
    paragraph(m.mail_confirm_account_code_valid({ minutes }, locale)),
  ];
}
