import { advice, codeValidity, paragraph, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { groupActivationCode } from '../../../src-shared/values/activation-code.ts';
import type { Message } from '../../../src-shared/sms/message.ts';

type ActivationCode = Extract<Message, { kind: 'activation-code' }>;

/** The mail with an activation code. The code is not in the subject, which locked screens show. */
export function activationCodeWords({ language, code, validMinutes, agency }: ActivationCode): MailWords {
  const locale = { locale: language };
  return {
    subject: m.mail_activation_code_subject({ name: agency.name }, locale),
    heading: m.mail_activation_code_heading({}, locale),
    blocks: [
      paragraph(m.mail_activation_code_enter({}, locale)),
      { kind: 'code', text: groupActivationCode(code, '\u00a0') },
      codeValidity(validMinutes, language),
      advice(m.mail_code_unwanted({}, locale), m.mail_activation_code_unwanted({}, locale)),
    ],
  };
}
