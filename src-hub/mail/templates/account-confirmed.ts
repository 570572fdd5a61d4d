import type { Agency } from '../../../src-shared/journey/agency.ts';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import { advice, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

/** The notice that an account is confirmed. */
export function accountConfirmedWords(mail: MailOf<'account-confirmed'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const moment = longMoment(mail.at, mail.language);
  if (mail.language === 'en') {
    return {
      subject: `Your ${name} account is active`,
      heading: 'Your account is active',
      blocks: [
        paragraph(`Your account was confirmed on ${moment}.`),
        paragraph(
          'From now on you log in with this e-mail address and the password that you chose. At the kiosk, touch “Log in”.',
        ),
        advice(
          'Was this not you?',
          `Call your branch without delay on ${phone}: we will protect your account with you.`,
        ),
      ],
    };
  }
  return {
    subject: `Votre compte ${name} est activé`,
    heading: 'Votre compte est activé',
    blocks: [
      paragraph(`Votre compte a été confirmé le ${moment}.`),
      paragraph(
        'Vous vous connectez désormais avec cette adresse e-mail et le mot de passe que vous avez choisi. À la borne, touchez «\u00a0Me connecter\u00a0».',
      ),
      advice(
        'Ce n’est pas vous\u00a0?',
        `Appelez sans attendre votre agence au ${phone}\u00a0: nous protégerons votre compte avec vous.`,
      ),
    ],
  };
}
