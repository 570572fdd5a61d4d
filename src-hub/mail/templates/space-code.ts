import type { Agency } from '../../../src-shared/journey/agency.ts';
import { advice, codeValidity, paragraph, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { groupActivationCode } from '../../../src-shared/values/activation-code.ts';
import type { MailOf } from './hub-mail.ts';

type SpaceCode = MailOf<'space-code'>;

/**
 * What the code allows, after "this code". Somebody who is asked to read it out thus learns what they would give away.
 */
const PURPOSES = {
  contact: m.mail_space_code_contact,
  'new-contact': m.mail_space_code_new_contact,
  address: m.mail_space_code_address,
  device: m.mail_space_code_device,
  delegation: m.mail_space_code_delegation,
} satisfies Record<SpaceCode['purpose'], unknown>;

export function spaceCodeWords(mail: SpaceCode, agency: Agency): MailWords {
  const { name, phone } = agency;
  const locale = { locale: mail.language };
  const purpose = PURPOSES[mail.purpose]({}, locale);
  return {
    subject: m.mail_space_code_subject({ name }, locale),
    heading: m.mail_space_code_heading({}, locale),
    blocks: [
      paragraph(m.mail_space_code_enter({ purpose }, locale)),
      { kind: 'code', text: groupActivationCode(mail.code, '\u00a0') },
      codeValidity(mail.codeMinutes, mail.language),
      advice(m.mail_code_unwanted({}, locale), m.mail_space_code_unwanted({ phone }, locale)),
    ],
  };
}
