import type { Message } from '../message.ts';
import { groupActivationCode } from '../../../src-shared/values/activation-code.ts';
import type { MailContent } from '../../../src-shared/mail/mail-content.ts';
import { CLOSING } from './closing.ts';

type ActivationCode = Extract<Message, { kind: 'activation-code' }>;

/** The mail that carries an activation code. The code is not in the subject: that shows on locked screens. */
export function activationCodeMail({ language, code, validMinutes, agency }: ActivationCode): MailContent {
  const frame = { language, agency, ...CLOSING[language] };
  const shown = { kind: 'code', text: groupActivationCode(code, '\u00a0') } as const;
  if (language === 'en') {
    return {
      ...frame,
      subject: `Your ${agency.name} activation code`,
      heading: 'Your activation code',
      blocks: [
        { kind: 'paragraph', text: 'Hello,' },
        {
          kind: 'paragraph',
          text: 'Enter this code on the kiosk, where your page is still open, to define your password:',
        },
        shown,
        {
          kind: 'paragraph',
          text: `It is valid for ${minutes(validMinutes, 'minute')} and works once. Please give it to nobody.`,
        },
        {
          kind: 'advice',
          question: 'Did you not ask for this code?',
          answer:
            'Then someone has entered your member number, perhaps by mistake. Without this code nothing can be changed: keep it to yourself and tell your branch.',
        },
      ],
    };
  }
  return {
    ...frame,
    subject: `Votre code d'activation ${agency.name}`,
    heading: 'Votre code d’activation',
    blocks: [
      { kind: 'paragraph', text: 'Bonjour,' },
      {
        kind: 'paragraph',
        text: 'Saisissez ce code sur la borne, où votre page est restée ouverte, pour définir votre mot de passe\u00a0:',
      },
      shown,
      {
        kind: 'paragraph',
        text: `Il est valable ${minutes(validMinutes, 'minute')} et ne sert qu’une fois. Ne le communiquez à personne.`,
      },
      {
        kind: 'advice',
        question: 'Vous n’avez pas demandé ce code\u00a0?',
        answer:
          'Quelqu’un a saisi votre numéro d’adhérent, peut-être par erreur. Sans ce code, rien ne peut être modifié\u00a0: gardez-le pour vous et prévenez votre agence.',
      },
    ],
  };
}

function minutes(count: number, unit: string): string {
  return `${count}\u00a0${unit}${count > 1 ? 's' : ''}`;
}
