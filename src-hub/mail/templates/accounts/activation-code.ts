import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { advice, codeValidity, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { groupActivationCode } from '../../../../src-shared/values/activation-code.ts';
import type { MailOf } from '../hub-mail.ts';

/** The code is not in the subject, which locked screens show. */
export function activationCodeWords(mail: MailOf<'activation-code'>, { name }: Agency): MailWords {
  const locale = { locale: mail.language };
  return {
    subject: m.mail_activation_code_subject({ name }, locale),
    heading: m.mail_activation_code_heading({}, locale),
    blocks: [
      paragraph(m.mail_activation_code_enter({}, locale)),
      { kind: 'code', text: groupActivationCode(mail.code, '\u00a0') },
      codeValidity(mail.codeMinutes, mail.language),
      advice(m.mail_code_unwanted({}, locale), m.mail_activation_code_unwanted({}, locale)),
    ],
  };
}
