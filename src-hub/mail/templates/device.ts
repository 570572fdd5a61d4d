import type { Agency } from '../../../src-shared/journey/agency.ts';
import type { Language } from '../../../src-shared/language.ts';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import type { DEVICE_MAILS } from './hub-mail.ts';
import { advice, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

type Kind = (typeof DEVICE_MAILS)[number];

/** What happened, what follows from it, and the subject around the agency's name. */
interface Told {
  readonly subject: readonly [string, string];
  readonly heading: string;
  /** Goes before the moment. */
  readonly done: string;
  readonly follows: string;
}

const TOLD: Readonly<Record<Language, Readonly<Record<Kind, Told>>>> = {
  fr: {
    'device-added': {
      subject: ['Un appareil a été relié à votre espace', ''],
      heading: 'Un appareil a été relié à votre espace',
      done: 'L’application mobile a été reliée à votre espace',
      follows:
        'Vous pouvez le bloquer ou le supprimer à une borne, sous «\u00a0Mes appareils connectés\u00a0».',
    },
    'device-blocked': {
      subject: ['Un appareil de votre espace', 'a été bloqué'],
      heading: 'Un appareil a été bloqué',
      done: 'L’application mobile a été bloquée à une borne',
      follows:
        'Elle n’ouvre plus votre espace sur cet appareil, jusqu’à ce que vous le débloquiez à une borne.',
    },
    'device-deleted': {
      subject: ['Un appareil de votre espace', 'a été supprimé'],
      heading: 'Un appareil a été supprimé',
      done: 'Un appareil a été supprimé de votre espace à une borne',
      follows: 'Pour s’en servir de nouveau, il faudra s’y connecter avec votre mot de passe.',
    },
  },
  en: {
    'device-added': {
      subject: ['A device was connected to your', 'space'],
      heading: 'A device was connected to your space',
      done: 'The mobile application was connected to your space',
      follows: 'You can block or delete it at a kiosk, under “My connected devices”.',
    },
    'device-blocked': {
      subject: ['A device of your', 'space was blocked'],
      heading: 'A device was blocked',
      done: 'The mobile application was blocked at a kiosk',
      follows: 'It no longer opens your space on this device, until you unblock it at a kiosk.',
    },
    'device-deleted': {
      subject: ['A device of your', 'space was deleted'],
      heading: 'A device was deleted',
      done: 'A device was deleted from your space at a kiosk',
      follows: 'To use it again, somebody has to log in on it with your password.',
    },
  },
};

const TYPES: Readonly<Record<Language, Readonly<Record<MailOf<Kind>['type'], string>>>> = {
  fr: { phone: 'téléphone', tablet: 'tablette', computer: 'ordinateur' },
  en: { phone: 'phone', tablet: 'tablet', computer: 'computer' },
};

/** A device with the mobile application was added, blocked or deleted. */
export function deviceWords(mail: MailOf<Kind>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const { language } = mail;
  const { subject, heading, done, follows } = TOLD[language][mail.kind];
  const moment = longMoment(mail.at, language);
  const type = TYPES[language][mail.type];
  const framed = { subject: [subject[0], name, subject[1]].join(' ').trim(), heading };
  if (language === 'en') {
    return {
      ...framed,
      blocks: [
        paragraph(`${done} on ${moment}. Device: “${mail.device}” (${type}).`),
        ...(mail.byHelper ? [paragraph('It was done by somebody who may reach your account.')] : []),
        paragraph(follows),
        advice(
          'Was this not you?',
          `Call your branch without delay on ${phone}: we will protect your account with you.`,
        ),
      ],
    };
  }
  return {
    ...framed,
    blocks: [
      paragraph(`${done} le ${moment}. Appareil\u00a0: «\u00a0${mail.device}\u00a0» (${type}).`),
      ...(mail.byHelper ? [paragraph('C’est une personne qui a accès à votre compte qui l’a fait.')] : []),
      paragraph(follows),
      advice(
        'Ce n’est pas vous\u00a0?',
        `Appelez sans attendre votre agence au ${phone}\u00a0: nous protégerons votre compte avec vous.`,
      ),
    ],
  };
}
