import type { Agency } from '../../../src-shared/journey/agency.ts';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import { advice, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

/** The notice to a former address that the account has another one. */
export function accountReplacedWords(mail: MailOf<'account-replaced'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const moment = longMoment(mail.at, mail.language);
  if (mail.language === 'en') {
    return {
      subject: `Your ${name} account has another address`,
      heading: 'This e-mail address no longer opens your account',
      blocks: [
        paragraph(
          `Your account was activated anew on ${moment}, with a provisional password sent by post. It now has another e-mail address and another password. This address is no longer used to log in.`,
        ),
        paragraph('If it was you, there is nothing more to do.'),
        advice(
          'Was this not you?',
          `Call your branch without delay on ${phone}: we will protect your account with you.`,
        ),
      ],
    };
  }
  return {
    subject: `Votre compte ${name} a changé d’adresse e-mail`,
    heading: 'Cette adresse e-mail n’ouvre plus votre compte',
    blocks: [
      paragraph(
        `Votre compte a été activé de nouveau le ${moment}, avec un mot de passe provisoire envoyé par courrier. Il a désormais une autre adresse e-mail et un autre mot de passe. Cette adresse-ci ne sert plus à se connecter.`,
      ),
      paragraph('Si c’est vous, vous n’avez rien d’autre à faire.'),
      advice(
        'Ce n’est pas vous\u00a0?',
        `Appelez sans attendre votre agence au ${phone}\u00a0: nous protégerons votre compte avec vous.`,
      ),
    ],
  };
}
