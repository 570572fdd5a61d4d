import type { Message } from '../message.ts';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import type { MailContent } from '../../../src-shared/mail/mail-content.ts';
import { CLOSING } from './closing.ts';

type PasswordSet = Extract<Message, { kind: 'password-set' }>;

/** The notice that each defined password brings about (NIST SP 800-63B: every recovery sends a notice). */
export function passwordSetMail({ language, at, agency }: PasswordSet): MailContent {
  const frame = { language, agency, ...CLOSING[language] };
  const moment = longMoment(at, language);
  if (language === 'en') {
    return {
      ...frame,
      subject: `Your ${agency.name} password has been set`,
      heading: 'Your password has been set',
      blocks: [
        { kind: 'paragraph', text: 'Hello,' },
        {
          kind: 'paragraph',
          text: `A new password was set for your member account on ${moment}, at a kiosk of your mutual.`,
        },
        { kind: 'paragraph', text: 'If it was you, there is nothing more to do.' },
        {
          kind: 'advice',
          question: 'Was this not you?',
          answer: `Call your branch without delay on ${agency.phone}: we will protect your account with you.`,
        },
      ],
    };
  }
  return {
    ...frame,
    subject: `Votre mot de passe ${agency.name} a été défini`,
    heading: 'Votre mot de passe a été défini',
    blocks: [
      { kind: 'paragraph', text: 'Bonjour,' },
      {
        kind: 'paragraph',
        text: `Un nouveau mot de passe a été défini pour votre compte d’adhérent le ${moment}, sur une borne de votre mutuelle.`,
      },
      { kind: 'paragraph', text: 'Si c’est vous, vous n’avez rien d’autre à faire.' },
      {
        kind: 'advice',
        question: 'Ce n’est pas vous\u00a0?',
        answer: `Appelez sans attendre votre agence au ${agency.phone}\u00a0: nous protégerons votre compte avec vous.`,
      },
    ],
  };
}
