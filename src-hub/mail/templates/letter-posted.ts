import type { Agency } from '../../../src-shared/journey/agency.ts';
import { dayInWords } from '../../letters/codes/letter-term.ts';
import { advice, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

/** Says that the letter with the provisional password is on its way. Its reader need not be the holder: it tells nothing of them. */
export function letterPostedWords(mail: MailOf<'letter-posted'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const lastDay = dayInWords(new Date(mail.lastDay), mail.language);
  if (mail.language === 'en') {
    return {
      subject: `Your ${name} letter is on its way`,
      heading: 'Your provisional password comes by post',
      blocks: [
        paragraph(
          'You asked for an account at the kiosk. The letter with your provisional password has been handed to the post. It goes to the postal address that we have on file, and should be with you within eight days.',
        ),
        paragraph(
          `When you have it, go to a kiosk in one of our branches and touch “Activate my account”. The provisional password works once, until ${lastDay} inclusive.`,
        ),
        advice(
          'Has the letter not come after eight days?',
          `Ask your branch, on ${phone}. They check your postal address with you.`,
        ),
        advice(
          'Did you not ask for anything?',
          `Then somebody has given your e-mail address, perhaps by mistake. You need do nothing. Please tell us, on ${phone}.`,
        ),
      ],
    };
  }
  return {
    subject: `Votre courrier ${name} est en route`,
    heading: 'Votre mot de passe provisoire arrive par courrier',
    blocks: [
      paragraph(
        'Vous avez demandé un compte à la borne. La lettre qui contient votre mot de passe provisoire vient d’être remise à la poste. Elle part à l’adresse postale que nous connaissons, et devrait arriver sous huit jours.',
      ),
      paragraph(
        `Dès que vous l’avez, allez à une borne de nos agences et touchez «\u00a0Activer mon compte\u00a0». Le mot de passe provisoire sert une seule fois, jusqu’au ${lastDay} inclus.`,
      ),
      advice(
        'La lettre n’est pas là au bout de huit jours\u00a0?',
        `Adressez-vous à votre agence, au ${phone}. Elle vérifiera avec vous votre adresse postale.`,
      ),
      advice(
        'Vous n’avez rien demandé\u00a0?',
        `Quelqu’un a donné votre adresse e-mail, peut-être par erreur. Vous n’avez rien à faire. Merci de nous prévenir, au ${phone}.`,
      ),
    ],
  };
}
