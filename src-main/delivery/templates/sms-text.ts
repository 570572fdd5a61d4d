import type { Message } from '../message.ts';
import { groupActivationCode } from '../../../src-shared/values/activation-code.ts';
import { SMS_LENGTH, toGsm7 } from './gsm7.ts';
import { shortMoment } from '../../../src-shared/time/moment-words.ts';

type Purpose = Extract<Message, { kind: 'space-code' }>['purpose'];

/** What a fresh code is for is said with it: whoever asks for it on the phone for something else is found out. */
const FRENCH_PURPOSES: Readonly<Record<Purpose, string>> = {
  contact: 'changer vos coordonnées',
  'new-contact': 'confirmer ce numéro',
  device: 'supprimer un appareil',
  delegation: 'confirmer une délégation',
};

const ENGLISH_PURPOSES: Readonly<Record<Purpose, string>> = {
  contact: 'change your contact details',
  'new-contact': 'confirm this number',
  device: 'delete a device',
  delegation: 'confirm a delegation',
};

/** Longest part of the agency's name that is used when all else does not fit. */
const SHORT_NAME = 20;

/**
 * The text of an SMS, in the message's language: always one message of at most 160 GSM-7 characters. A long
 * name or phone number of the agency gives way first.
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
  return toGsm7(message.language === 'en' ? english(message, name, phone) : french(message, name, phone));
}

function french(message: Message, name: string, phone: string | null): string {
  const call = phone === null ? 'appelez votre agence' : `appelez le ${phone}`;
  if (message.kind === 'password-set') {
    const moment = shortMoment(message.at, 'fr');
    return `${name} : un mot de passe a été défini pour votre compte (${moment}). Ce n'est pas vous ? Alors ${call}.`;
  }
  if (message.kind === 'contact-changed') {
    const moment = shortMoment(message.at, 'fr');
    const what = message.channel === 'email' ? "l'adresse e-mail" : 'le numéro de mobile';
    return `${name} : ${what} de votre compte a changé (${moment}). Ce n'est pas vous ? Alors ${call}.`;
  }
  const code = groupActivationCode(message.code, ' ');
  const said =
    message.kind === 'space-code'
      ? `code ${code} pour ${FRENCH_PURPOSES[message.purpose]}`
      : `votre code d'activation est ${code}`;
  return `${name} : ${said}, valable ${message.validMinutes} min. Ne le donnez à personne. Pas demandé ? Alors ${call}.`;
}

function english(message: Message, name: string, phone: string | null): string {
  const call = phone === null ? 'call your branch' : `call ${phone}`;
  if (message.kind === 'password-set') {
    const moment = shortMoment(message.at, 'en');
    return `${name}: a password was set for your account (${moment}). Not you? Then ${call}.`;
  }
  if (message.kind === 'contact-changed') {
    const moment = shortMoment(message.at, 'en');
    const what = message.channel === 'email' ? 'e-mail address' : 'mobile number';
    return `${name}: the ${what} of your account has changed (${moment}). Not you? Then ${call}.`;
  }
  const code = groupActivationCode(message.code, ' ');
  const said =
    message.kind === 'space-code'
      ? `code ${code} to ${ENGLISH_PURPOSES[message.purpose]}`
      : `your activation code is ${code}`;
  return `${name}: ${said}, valid for ${message.validMinutes} min. Give it to nobody. Not asked for? Then ${call}.`;
}
