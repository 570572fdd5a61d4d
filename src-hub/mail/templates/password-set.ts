import type { Agency } from '../../../src-shared/journey/agency.ts';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import { advice, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

/** The notice that each new password brings about (NIST SP 800-63B: every recovery sends a notice). */
export function passwordSetWords(mail: MailOf<'password-set'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const moment = longMoment(mail.at, mail.language);
  if (mail.language === 'en') {
    return {
      subject: `Your ${name} password has been set`,
      heading: 'Your password has been set',
      blocks: [
        paragraph(`A new password was set for your account on ${moment}.`),
        paragraph('If it was you, there is nothing more to do.'),
        advice(
          'Was this not you?',
          `Call your branch without delay on ${phone}: we will protect your account with you.`,
        ),
      ],
    };
  }
  return {
    subject: `Votre mot de passe ${name} a été défini`,
    heading: 'Votre mot de passe a été défini',
    blocks: [
      paragraph(`Un nouveau mot de passe a été défini pour votre compte le ${moment}.`),
      paragraph('Si c’est vous, vous n’avez rien d’autre à faire.'),
      advice(
        'Ce n’est pas vous\u00a0?',
        `Appelez sans attendre votre agence au ${phone}\u00a0: nous protégerons votre compte avec vous.`,
      ),
    ],
  };
}
