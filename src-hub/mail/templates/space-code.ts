import type { Agency } from '../../../src-shared/journey/agency.ts';
import type { Language } from '../../../src-shared/language.ts';
import { groupActivationCode } from '../../../src-shared/values/activation-code.ts';
import { advice, minutes, paragraph, type MailWords } from './frame.ts';
import type { MailOf } from './hub-mail.ts';

type SpaceCode = MailOf<'space-code'>;

/** What each code is for, after "this code": whoever is talked into reading it out learns what they would give away. */
const PURPOSES: Readonly<Record<Language, Readonly<Record<SpaceCode['purpose'], string>>>> = {
  fr: {
    contact: 'pour changer votre adresse e-mail ou votre numéro de mobile',
    'new-contact': 'pour confirmer que cette adresse e-mail est bien la vôtre',
    device: 'pour supprimer un appareil connecté à votre espace',
    delegation: 'pour donner ou accepter un accès au compte d’une autre personne',
  },
  en: {
    contact: 'to change your e-mail address or your mobile number',
    'new-contact': 'to confirm that this e-mail address is yours',
    device: 'to delete a device connected to your space',
    delegation: 'to give or to accept access to somebody’s account',
  },
};

/** The mail that carries a code for a step that matters in the member space. */
export function spaceCodeWords(mail: SpaceCode, agency: Agency): MailWords {
  const { name, phone } = agency;
  const purpose = PURPOSES[mail.language][mail.purpose];
  const code = { kind: 'code', text: groupActivationCode(mail.code, '\u00a0') } as const;
  if (mail.language === 'en') {
    return {
      subject: `Your ${name} verification code`,
      heading: 'Your verification code',
      blocks: [
        paragraph(`Enter this code on the kiosk, where your space is still open, ${purpose}:`),
        code,
        paragraph(`It is valid for ${minutes(mail.codeMinutes)} and works once. Please give it to nobody.`),
        advice(
          'Did you not ask for this code?',
          `Keep it to yourself: without it nothing can be changed. If it was not you, tell us, on ${phone}.`,
        ),
      ],
    };
  }
  return {
    subject: `Votre code de vérification ${name}`,
    heading: 'Votre code de vérification',
    blocks: [
      paragraph(`Saisissez ce code sur la borne, où votre espace est resté ouvert, ${purpose}\u00a0:`),
      code,
      paragraph(
        `Il est valable ${minutes(mail.codeMinutes)} et ne sert qu’une fois. Ne le communiquez à personne.`,
      ),
      advice(
        'Vous n’avez pas demandé ce code\u00a0?',
        `Gardez-le pour vous\u00a0: sans lui, rien ne peut être modifié. Si ce n’était pas vous, prévenez-nous au ${phone}.`,
      ),
    ],
  };
}
