import type { Agency } from '../../../src-shared/journey/agency.ts';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import { advice, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

/** To the address of an account for which somebody asked a new provisional password. */
export function accountAskedAgainWords(mail: MailOf<'account-asked-again'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const moment = longMoment(mail.at, mail.language);
  if (mail.language === 'en') {
    return {
      subject: `A letter was asked for, for your ${name} account`,
      heading: 'A new provisional password comes by post',
      blocks: [
        paragraph(
          `You have an account with this e-mail address. On ${moment} somebody asked at a kiosk for a new provisional password for it. It goes by post, to the postal address that we have on file.`,
        ),
        paragraph('Your account and your password stay as they are until the letter is used.'),
        advice(
          'Have you only forgotten your password?',
          'You need not wait for the letter: at the kiosk, touch “First connection or forgotten password” and give this e-mail address. A code is sent to it at once.',
        ),
        advice(
          'Did you not ask for anything?',
          `Do not use the letter, give it to nobody, and call your branch on ${phone}.`,
        ),
      ],
    };
  }
  return {
    subject: `Un courrier a été demandé pour votre compte ${name}`,
    heading: 'Un nouveau mot de passe provisoire arrive par courrier',
    blocks: [
      paragraph(
        `Vous avez un compte avec cette adresse e-mail. Le ${moment}, quelqu’un a demandé à une borne un nouveau mot de passe provisoire pour ce compte. Il part par la poste, à l’adresse postale que nous connaissons.`,
      ),
      paragraph(
        'Votre compte et votre mot de passe restent les mêmes tant que la lettre n’est pas utilisée.',
      ),
      advice(
        'Vous avez seulement oublié votre mot de passe\u00a0?',
        'Inutile d’attendre la lettre\u00a0: à la borne, touchez «\u00a0Première connexion ou mot de passe oublié\u00a0», puis donnez cette adresse e-mail. Un code y est envoyé aussitôt.',
      ),
      advice(
        'Vous n’avez rien demandé\u00a0?',
        `N’utilisez pas la lettre, ne la donnez à personne et appelez votre agence au ${phone}.`,
      ),
    ],
  };
}
