import type { Agency } from '../../../src-shared/journey/agency.ts';
import { groupActivationCode } from '../../../src-shared/values/activation-code.ts';
import { advice, minutes, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

/** The mail that carries a code to set a new password. */
export function recoveryCodeWords(mail: MailOf<'recovery-code'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const code = { kind: 'code', text: groupActivationCode(mail.code, '\u00a0') } as const;
  if (mail.language === 'en') {
    return {
      subject: `Your ${name} code`,
      heading: 'Your code for a new password',
      blocks: [
        paragraph('Enter this code on the kiosk, where your page is still open, to choose a new password:'),
        code,
        paragraph(`It is valid for ${minutes(mail.codeMinutes)} and works once. Please give it to nobody.`),
        advice(
          'Did you not ask for this code?',
          `Then someone has entered your e-mail address, perhaps by mistake. Without this code nothing can be changed: keep it to yourself and tell us, on ${phone}.`,
        ),
      ],
    };
  }
  return {
    subject: `Votre code ${name}`,
    heading: 'Votre code pour un nouveau mot de passe',
    blocks: [
      paragraph(
        'Saisissez ce code sur la borne, où votre page est restée ouverte, pour choisir un nouveau mot de passe\u00a0:',
      ),
      code,
      paragraph(
        `Il est valable ${minutes(mail.codeMinutes)} et ne sert qu’une fois. Ne le communiquez à personne.`,
      ),
      advice(
        'Vous n’avez pas demandé ce code\u00a0?',
        `Quelqu’un a saisi votre adresse e-mail, peut-être par erreur. Sans ce code, rien ne peut être modifié\u00a0: gardez-le pour vous et prévenez-nous au ${phone}.`,
      ),
    ],
  };
}
