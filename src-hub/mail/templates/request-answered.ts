import type { Agency } from '../../../src-shared/journey/agency.ts';
import type { Language } from '../../../src-shared/language.ts';
import { advice, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';
import { REQUEST_WORDS } from './request-words.ts';

type Answered = MailOf<'request-answered'>;

const HEADINGS: Readonly<Record<Language, Readonly<Record<Answered['state'], string>>>> = {
  fr: {
    'in-progress': 'Votre demande est en cours de traitement',
    done: 'Votre demande est traitée',
    refused: 'Votre demande n’a pas pu aboutir',
  },
  en: {
    'in-progress': 'Your request is being dealt with',
    done: 'Your request has been dealt with',
    refused: 'Your request could not be granted',
  },
};

/** Staff answered a request: only its state, since anybody may read a mail; the words stand in the space. */
export function requestAnsweredWords(mail: Answered, agency: Agency): MailWords {
  const { name, phone } = agency;
  const { language, receipt, state } = mail;
  const what = REQUEST_WORDS[language][mail.what];
  const heading = HEADINGS[language][state];
  if (language === 'en') {
    return {
      subject: `News of your ${name} request`,
      heading,
      blocks: [
        paragraph(`You had sent us ${what}, receipt ${receipt}. ${heading}.`),
        paragraph(
          `You find the details in your space, at a kiosk in one of our branches. Your adviser tells you them too, on ${phone}.`,
        ),
        advice('Did you not ask for anything?', `Please tell us, on ${phone}.`),
      ],
    };
  }
  return {
    subject: `Du nouveau pour votre demande ${name}`,
    heading,
    blocks: [
      paragraph(`Vous nous aviez transmis ${what}, reçu ${receipt}. ${heading}.`),
      paragraph(
        `Le détail se trouve dans votre espace, à une borne de nos agences. Votre conseiller peut aussi vous le donner, au ${phone}.`,
      ),
      advice('Vous n’avez rien demandé\u00a0?', `Merci de nous prévenir, au ${phone}.`),
    ],
  };
}
