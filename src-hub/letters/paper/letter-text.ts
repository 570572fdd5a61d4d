import type { Language } from '../../../src-shared/language.ts';
import { dayInWords } from '../codes/letter-term.ts';
import type { Letterhead } from '../../basics/letterhead.ts';

/** What a letter says, apart from its code. */
export interface LetterText {
  readonly title: string;
  readonly date: string;
  readonly greeting: string;
  readonly opening: string;
  readonly codeLabel: string;
  readonly expiry: string;
  readonly stepsTitle: string;
  /** Three of them. */
  readonly steps: readonly string[];
  readonly adviceTitle: string;
  readonly advice: string;
  readonly help: string;
  /** A paragraph for those who read English better; null for the others. */
  readonly english: string | null;
}

/** What the sentences of a letter are made of. */
export interface LetterTextDeps {
  readonly letterhead: Letterhead;
  readonly writtenOn: Date;
  /** A moment of the last day on which the code is good. */
  readonly lastDay: Date;
  readonly language: Language;
}

/** The sentences of a letter with a code to set a password with. French is the language of all letters; `en` adds a paragraph. */
export function letterText(deps: LetterTextDeps): LetterText {
  const { letterhead, writtenOn, lastDay, language } = deps;
  const { name, phone, email } = letterhead;
  return {
    title: 'Votre code pour définir votre mot de passe',
    date: `Le ${dayInWords(writtenOn, 'fr')}`,
    greeting: 'Madame, Monsieur,',
    opening:
      'Vous avez demandé un code par courrier. Il vous permet de choisir le mot de passe de votre espace adhérent, à la borne de l’une de nos agences.',
    codeLabel: 'Votre code',
    expiry: `À utiliser une seule fois, jusqu’au ${dayInWords(lastDay, 'fr')} inclus.`,
    stepsTitle: 'À la borne',
    steps: [
      'Touchez l’écran, puis « J’ai reçu un courrier ».',
      'Saisissez votre numéro d’adhérent. Il est sur votre carte de tiers-payant, en haut à gauche, dans le bloc « IDB ».',
      'Tapez le code, ou présentez le carré au lecteur, puis choisissez votre mot de passe.',
    ],
    adviceTitle: 'Ce code est pour vous seul',
    advice: `Personne à ${name} ne vous le demandera jamais, ni par téléphone, ni par e-mail ou SMS, ni chez vous. Si vous n’avez pas demandé ce courrier, n’utilisez pas le code et prévenez-nous.`,
    help: `Une question\u00a0? Nos conseillers vous répondent\u00a0: ${phone}, ${email}`,
    english:
      language === 'en'
        ? `In English: this code lets you choose your password at the kiosk in any of our branches. Touch “I received a letter”, enter your member number, then type the code or show the square to the reader. It works once, until ${dayInWords(lastDay, 'en')} inclusive. Nobody from ${name} will ever ask you for it.`
        : null,
  };
}
