import type { Agency } from '../../../src-shared/journey/agency.ts';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import { advice, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

/** To the address of before: the member is reached elsewhere from now on. */
export function contactChangedWords(mail: MailOf<'contact-changed'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const { channel, masked } = mail;
  const moment = longMoment(mail.at, mail.language);
  if (mail.language === 'en') {
    const what = channel === 'email' ? 'e-mail address' : 'mobile number';
    return {
      subject: `Your ${name} contact details have changed`,
      heading: `Your ${what} has changed`,
      blocks: [
        paragraph(`Your ${what} was changed at a kiosk on ${moment}. The new one: ${masked}.`),
        ...(channel === 'email'
          ? [paragraph('From now on our messages go there. If you log in with an e-mail address, it stays.')]
          : []),
        paragraph('If it was you, there is nothing more to do.'),
        advice(
          'Was this not you?',
          `Call your branch without delay on ${phone}: we will protect your account with you.`,
        ),
      ],
    };
  }
  const what = channel === 'email' ? 'adresse e-mail' : 'numéro de mobile';
  return {
    subject: `Vos coordonnées ${name} ont changé`,
    heading: channel === 'email' ? 'Votre adresse e-mail a changé' : 'Votre numéro de mobile a changé',
    blocks: [
      paragraph(
        `Votre ${what} a été ${channel === 'email' ? 'modifiée' : 'modifié'} à une borne le ${moment}. Désormais\u00a0: ${masked}.`,
      ),
      ...(channel === 'email'
        ? [
            paragraph(
              'Nos messages y arriveront dorénavant. Si vous vous connectez avec une adresse e-mail, celle-ci reste la même.',
            ),
          ]
        : []),
      paragraph('Si c’est vous, vous n’avez rien d’autre à faire.'),
      advice(
        'Ce n’est pas vous\u00a0?',
        `Appelez sans attendre votre agence au ${phone}\u00a0: nous protégerons votre compte avec vous.`,
      ),
    ],
  };
}
