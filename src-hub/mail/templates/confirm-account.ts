import type { Agency } from '../../../src-shared/journey/agency.ts';
import { groupActivationCode } from '../../../src-shared/values/activation-code.ts';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import type { MailBlock } from '../../../src-shared/mail/mail-content.ts';
import { advice, minutes, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

/** The mail whose link or code confirms an account. A code that has ended is left out; the link goes on. */
export function confirmAccountWords(mail: MailOf<'confirm-account'>, agency: Agency): MailWords {
  const { name, phone } = agency;
  const until = longMoment(mail.until, mail.language);
  const link = (text: string): MailBlock => ({ kind: 'link', text, url: mail.url });
  if (mail.language === 'en') {
    return {
      subject: `Confirm your ${name} account`,
      heading: 'One more step: confirm your account',
      blocks: [
        paragraph(
          'An account has been prepared with this e-mail address. If it was you, open this page and confirm there:',
        ),
        link('Confirm my account'),
        paragraph(`The link works until ${until}.`),
        ...codeBlocks(
          mail,
          'Are you still at the kiosk? You can enter this code there instead:',
          `It is valid for ${minutes(mail.codeMinutes)}. Please give it to nobody.`,
        ),
        advice(
          'Did you not ask for this?',
          `Then do not confirm: without you the account is never opened. Please tell us, on ${phone}.`,
        ),
      ],
    };
  }
  return {
    subject: `Confirmez votre compte ${name}`,
    heading: 'Dernière étape\u00a0: confirmez votre compte',
    blocks: [
      paragraph(
        'Un compte a été préparé avec cette adresse e-mail. Si c’est vous, ouvrez cette page et confirmez-y\u00a0:',
      ),
      link('Confirmer mon compte'),
      paragraph(`Le lien fonctionne jusqu’au ${until}.`),
      ...codeBlocks(
        mail,
        'Vous êtes encore à la borne\u00a0? Vous pouvez plutôt y saisir ce code\u00a0:',
        `Il est valable ${minutes(mail.codeMinutes)}. Ne le communiquez à personne.`,
      ),
      advice(
        'Vous n’avez rien demandé\u00a0?',
        `Ne confirmez pas\u00a0: sans vous, ce compte ne sera jamais ouvert. Merci de nous prévenir, au ${phone}.`,
      ),
    ],
  };
}

/** The code in two groups of three between its words; nothing when it has ended. */
function codeBlocks(
  { code, codeMinutes }: MailOf<'confirm-account'>,
  before: string,
  after: string,
): MailBlock[] {
  if (codeMinutes === 0) return [];
  return [paragraph(before), { kind: 'code', text: groupActivationCode(code, '\u00a0') }, paragraph(after)];
}
