import type { Situation } from '../../../src-shared/values/situation.ts';
import { dayInWords } from '../codes/letter-term.ts';
import type { LetterText, LetterTextDeps } from './letter-text.ts';

/** Where each finds the number that the kiosk asks for; neither number stands on the letter. */
const NUMBER_STEP: Readonly<Record<Situation, string>> = {
  member:
    'Saisissez votre numéro d’adhérent. Il est sur votre carte de tiers-payant, en haut à gauche, dans le bloc «\u00a0IDB\u00a0».',
  insured:
    'Choisissez «\u00a0Je suis seulement assuré au centre 602\u00a0», puis saisissez votre numéro de sécurité sociale et sa clé.',
};

const NUMBER_STEP_ENGLISH: Readonly<Record<Situation, string>> = {
  member: 'enter your member number',
  insured: 'choose “I am only insured by centre 602”, enter your social-security number',
};

/**
 * The sentences of a letter with the provisional password of an account. French is the language of all letters; `en`
 * adds a paragraph.
 * @param situation says which number the kiosk will ask for
 */
export function accountLetterText(deps: LetterTextDeps, situation: Situation): LetterText {
  const { letterhead, writtenOn, lastDay, language } = deps;
  const { name, phone, email } = letterhead;
  return {
    title: 'Votre mot de passe provisoire',
    date: `Le ${dayInWords(writtenOn, 'fr')}`,
    greeting: 'Madame, Monsieur,',
    opening:
      'Vous avez demandé un compte. Ce mot de passe provisoire vous permet de l’activer, à la borne de l’une de nos agences.',
    codeLabel: 'Votre mot de passe provisoire',
    expiry: `À utiliser une seule fois, jusqu’au ${dayInWords(lastDay, 'fr')} inclus.`,
    stepsTitle: 'À la borne',
    steps: [
      'Touchez l’écran, puis «\u00a0Activer mon compte\u00a0».',
      NUMBER_STEP[situation],
      'Tapez le mot de passe provisoire, ou présentez le carré au lecteur, puis laissez-vous guider. Un e-mail vous fait confirmer votre adresse\u00a0: votre compte est activé.',
    ],
    adviceTitle: 'Ce mot de passe est pour vous seul',
    advice: `Personne à ${name} ne vous le demandera jamais, ni par téléphone, ni par e-mail ou SMS, ni chez vous. Si vous n’avez pas demandé ce courrier, ne l’utilisez pas et prévenez-nous.`,
    help: `Une question\u00a0? Nos conseillers vous répondent\u00a0: ${phone}, ${email}`,
    english:
      language === 'en'
        ? `In English: activate your account with this password at the kiosk in any of our branches. Touch “Activate my account”, ${NUMBER_STEP_ENGLISH[situation]}, then type the password or show the square to the reader. It works once, until ${dayInWords(lastDay, 'en')} inclusive. Nobody from ${name} will ever ask you for it.`
        : null,
  };
}
