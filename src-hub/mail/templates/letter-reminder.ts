import type { Agency } from '../../../src-shared/journey/agency.ts';
import { dayInWords } from '../../letters/codes/letter-term.ts';
import { advice, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

/** Says that the provisional password ends soon and was not used. */
export function letterReminderWords(mail: MailOf<'letter-reminder'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const lastDay = dayInWords(new Date(mail.lastDay), mail.language);
  if (mail.language === 'en') {
    return {
      subject: `Your ${name} account is not active yet`,
      heading: 'Your provisional password ends soon',
      blocks: [
        paragraph(
          `Your account is not active yet. The provisional password that we sent you by post works until ${lastDay} inclusive.`,
        ),
        paragraph(
          'To use it, go to a kiosk in one of our branches with the letter, and touch “Activate my account”. It takes some five minutes.',
        ),
        advice(
          'Have you not received the letter, or lost it?',
          `Ask for another one at the kiosk, under “Create my account”, or ask your branch, on ${phone}.`,
        ),
        advice(
          'Do you no longer want an account?',
          'You need do nothing: the provisional password ends by itself.',
        ),
      ],
    };
  }
  return {
    subject: `Votre compte ${name} n’est pas encore activé`,
    heading: 'Votre mot de passe provisoire expire bientôt',
    blocks: [
      paragraph(
        `Votre compte n’est pas encore activé. Le mot de passe provisoire que nous vous avons envoyé par courrier fonctionne jusqu’au ${lastDay} inclus.`,
      ),
      paragraph(
        'Pour l’utiliser, allez à une borne de nos agences avec la lettre, et touchez «\u00a0Activer mon compte\u00a0». Cela prend environ cinq minutes.',
      ),
      advice(
        'Vous n’avez pas reçu la lettre, ou vous l’avez perdue\u00a0?',
        `Demandez-en une autre à la borne, par «\u00a0Créer mon compte\u00a0», ou adressez-vous à votre agence, au ${phone}.`,
      ),
      advice(
        'Vous ne voulez plus de compte\u00a0?',
        'Vous n’avez rien à faire\u00a0: le mot de passe provisoire expire de lui-même.',
      ),
    ],
  };
}
