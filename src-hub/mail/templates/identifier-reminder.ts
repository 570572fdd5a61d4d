import type { Agency } from '../../../src-shared/journey/agency.ts';
import { advice, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

/** Tells whoever reads this mailbox that its address is the identifier. */
export function identifierReminderWords(mail: MailOf<'identifier-reminder'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  if (mail.language === 'en') {
    return {
      subject: `Your ${name} identifier`,
      heading: 'You log in with this e-mail address',
      blocks: [
        paragraph(
          'You asked which identifier your account has. It is the e-mail address at which you read this message.',
        ),
        paragraph('At the kiosk, touch “Log in”, then type this address and your password.'),
        advice(
          'Have you forgotten your password too?',
          'At the kiosk, touch “First connection or forgotten password” and give this e-mail address: a code is sent to it at once.',
        ),
        advice(
          'Did you not ask for anything?',
          `The person who did has learned nothing: the answer goes to this mailbox only. You need do nothing. If it happens again, tell us, on ${phone}.`,
        ),
      ],
    };
  }
  return {
    subject: `Votre identifiant ${name}`,
    heading: 'Vous vous connectez avec cette adresse e-mail',
    blocks: [
      paragraph(
        'Vous avez demandé quel est l’identifiant de votre compte. C’est l’adresse e-mail à laquelle vous lisez ce message.',
      ),
      paragraph(
        'À la borne, touchez «\u00a0Me connecter\u00a0», puis saisissez cette adresse et votre mot de passe.',
      ),
      advice(
        'Vous avez aussi oublié votre mot de passe\u00a0?',
        'À la borne, touchez «\u00a0Première connexion ou mot de passe oublié\u00a0», puis donnez cette adresse e-mail\u00a0: un code y est envoyé aussitôt.',
      ),
      advice(
        'Vous n’avez rien demandé\u00a0?',
        `La personne qui l’a fait n’a rien appris\u00a0: la réponse n’arrive que dans cette boîte. Vous n’avez rien à faire. Si cela se répète, prévenez-nous au ${phone}.`,
      ),
    ],
  };
}
