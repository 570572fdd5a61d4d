import type { Agency } from '../../../src-shared/journey/agency.ts';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import { advice, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';
import { REQUEST_WORDS } from './request-words.ts';

/** A request of the member space has arrived: which kind and its receipt, nothing of what it says. */
export function requestReceivedWords(mail: MailOf<'request-received'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const { language, receipt, byHelper } = mail;
  const what = REQUEST_WORDS[language][mail.what];
  const moment = longMoment(mail.at, language);
  if (language === 'en') {
    return {
      subject: `Your ${name} request has arrived`,
      heading: 'We have received your request',
      blocks: [
        paragraph(
          byHelper
            ? `Somebody whom you let reach your account has sent us ${what} for you on ${moment}.`
            : `You have sent us ${what} from a kiosk on ${moment}.`,
        ),
        paragraph(`Its receipt number is ${receipt}.`),
        paragraph('You see how far it has come in your space, at a kiosk in one of our branches.'),
        advice('Was this not you?', `Call your branch without delay on ${phone}, and name the receipt.`),
      ],
    };
  }
  return {
    subject: `Votre demande ${name} est bien arrivée`,
    heading: 'Nous avons reçu votre demande',
    blocks: [
      paragraph(
        byHelper
          ? `Une personne à qui vous avez ouvert votre compte nous a transmis pour vous ${what}, le ${moment}.`
          : `Vous nous avez transmis ${what} depuis une borne, le ${moment}.`,
      ),
      paragraph(`Son numéro de reçu est ${receipt}.`),
      paragraph('Vous suivez son avancement dans votre espace, à une borne de nos agences.'),
      advice(
        'Ce n’est pas vous\u00a0?',
        `Appelez sans attendre votre agence au ${phone}, en donnant le numéro de reçu.`,
      ),
    ],
  };
}
