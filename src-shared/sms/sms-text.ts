import type { Message } from './message.ts';
import { groupActivationCode } from '../values/activation-code.ts';
import { SMS_LENGTH, toGsm7 } from './gsm7.ts';
import { m } from '../messages/compiled/messages.js';
import { shortMoment } from '../time/moment-words.ts';

/** The purpose of a fresh code is in the text, so that a caller who asks for it under a pretext is found out. */
const PURPOSES = {
  contact: m.sms_purpose_contact,
  'new-contact': m.sms_purpose_new_contact,
  address: m.sms_purpose_address,
  device: m.sms_purpose_device,
  delegation: m.sms_purpose_delegation,
} satisfies Record<Extract<Message, { kind: 'space-code' }>['purpose'], unknown>;

const CHANGED = { email: m.sms_email_changed, sms: m.sms_phone_changed };
const CHANGED_BY_ADVISER = { email: m.sms_email_changed_staff, sms: m.sms_phone_changed_staff };

/** Longest part of the agency's name when the text does not fit otherwise. */
const SHORT_NAME = 20;

/** Longest part of a kiosk's name. */
const SHORT_PLACE = 30;

/**
 * The text of an SMS in the message's language: always one SMS of at most 160 GSM-7 characters. When it is too long,
 * the agency's phone number is left out first, then its name is cut.
 */
export function smsText(message: Message): string {
  const name = toGsm7(message.agency.name);
  const phone = toGsm7(message.agency.phone);
  const full = write(message, name, phone);
  if (full.length <= SMS_LENGTH) return full;
  const withoutPhone = write(message, name, null);
  if (withoutPhone.length <= SMS_LENGTH) return withoutPhone;
  return write(message, name.slice(0, SHORT_NAME), null);
}

function write(message: Message, name: string, phone: string | null): string {
  return toGsm7(textOf(message, name, phone));
}

function textOf(message: Message, name: string, phone: string | null): string {
  const locale = { locale: message.language };
  const call = phone === null ? m.sms_call_branch({}, locale) : m.sms_call_phone({ phone }, locale);
  switch (message.kind) {
    case 'password-set':
      return m.sms_password_set({ name, call, moment: shortMoment(message.at, message.language) }, locale);
    case 'password-attested':
      return m.sms_password_attested(
        { name, url: message.url, moment: shortMoment(message.at, message.language) },
        locale,
      );
    case 'account-changed':
      return m.sms_account_changed({ name, call, moment: shortMoment(message.at, message.language) }, locale);
    case 'canary':
      return m.sms_canary(
        {
          name,
          place: toGsm7(message.place).slice(0, SHORT_PLACE),
          moment: shortMoment(message.at, message.language),
        },
        locale,
      );
    case 'contact-changed': {
      const changed = (message.byAdviser === true ? CHANGED_BY_ADVISER : CHANGED)[message.channel];
      return changed({ name, call, moment: shortMoment(message.at, message.language) }, locale);
    }
    case 'activation-code':
      return m.sms_activation_code({ name, call, ...codeOf(message) }, locale);
    case 'space-code': {
      const purpose = PURPOSES[message.purpose]({}, locale);
      return m.sms_space_code({ name, call, purpose, ...codeOf(message) }, locale);
    }
  }
}

function codeOf({ code, validMinutes }: { code: string; validMinutes: number }) {
  return { code: groupActivationCode(code, ' '), minutes: validMinutes };
}
