import { longMoment } from '../../src-shared/time/moment-words.ts';
import type { PageWords } from './page-view.ts';

/** The pages in French. */
export const FRENCH: PageWords = {
  language: { own: 'Français', choice: 'Langue' },
  contact: 'Besoin d’aide\u00a0?',
  confirm: ({ givenName, identifier }) => ({
    title: 'Confirmer mon compte',
    paragraphs: [
      `Bonjour ${givenName},`,
      'Vous avez créé votre compte à une borne de votre mutuelle. Il ne reste qu’à confirmer que cette adresse e\u2011mail est la vôtre.',
    ],
    facts: [['Votre identifiant de connexion', identifier]],
    button: 'Confirmer mon compte',
    note: 'Vous n’avez rien demandé\u00a0? Fermez cette page sans toucher le bouton\u00a0: rien ne sera activé. Prévenez ensuite votre agence.',
  }),
  done: ({ identifier }) => ({
    title: 'Votre compte est activé',
    paragraphs: ['Merci, votre adresse e\u2011mail est confirmée.'],
    facts: [['Votre identifiant de connexion', identifier]],
    then: [
      'Vous êtes devant la borne\u00a0? Continuez sur son écran.',
      'Sinon, touchez «\u00a0Me connecter\u00a0» à la borne de votre agence, puis saisissez votre adresse e\u2011mail et le mot de passe que vous avez choisi. Votre numéro d’adhérent fonctionne aussi, si vous en avez un.',
      'Vous pouvez fermer cette page.',
    ],
  }),
  already: () => ({
    title: 'Ce compte est déjà confirmé',
    paragraphs: [
      'Il n’y a plus rien à faire ici\u00a0: votre compte est actif.',
      'À la borne de votre agence, touchez «\u00a0Me connecter\u00a0», puis saisissez votre adresse e\u2011mail et votre mot de passe. Vous avez oublié le mot de passe\u00a0? La borne vous en fait définir un autre.',
      'Vous pouvez fermer cette page.',
    ],
  }),
  expired: ({ identifier }) => ({
    title: 'Ce lien n’est plus valable',
    paragraphs: [
      'Le lien d’un message de confirmation sert pendant 48\u00a0heures, et ce délai est passé. Votre compte n’est pas perdu\u00a0: demandez un nouveau message, il arrivera à la même adresse.',
    ],
    facts: [['Nouveau message pour', identifier]],
    button: 'Recevoir un nouveau message',
    note: 'Cette adresse n’est plus la vôtre\u00a0? Appelez votre agence.',
  }),
  sent: ({ identifier }) => ({
    title: 'Un nouveau message est en route',
    paragraphs: ['Ouvrez-le et touchez son lien\u00a0: il sert pendant 48\u00a0heures.'],
    facts: [['Envoyé à', identifier]],
    then: [
      'Rien dans quelques minutes\u00a0? Regardez dans les courriers indésirables (spams).',
      'Vous pouvez fermer cette page.',
    ],
  }),
  'too-early': ({ identifier, at }) => ({
    title: 'Un message a déjà été envoyé',
    paragraphs: [
      'Regardez dans votre boîte de réception et dans les courriers indésirables (spams)\u00a0: le lien du dernier message est le bon.',
      at === null
        ? 'Vous avez reçu le nombre de messages permis pour aujourd’hui. Vous pourrez en demander un autre demain, ou appeler votre agence.'
        : `Vous pourrez en demander un autre à partir de ce moment\u00a0: ${longMoment(at, 'fr')}.`,
    ],
    facts: [['Envoyé à', identifier]],
  }),
  unknown: () => ({
    title: 'Ce lien n’ouvre aucun compte',
    paragraphs: [
      'Il est incomplet, ou un message plus récent l’a remplacé.',
      'Ouvrez le dernier message de confirmation que vous avez reçu et touchez son lien. Si le lien tient sur plusieurs lignes, copiez-le en entier.',
      'Vous n’avez plus ce message\u00a0? Demandez une nouvelle lettre à la borne («\u00a0Créer mon compte\u00a0»), ou appelez votre agence.',
    ],
  }),
  refused: () => ({
    title: 'Cette demande n’a pas été prise en compte',
    paragraphs: [
      'Par sécurité, le bouton ne fonctionne que depuis notre propre page. Rien n’a été modifié.',
      'Ouvrez de nouveau le lien du message que vous avez reçu, puis touchez le bouton.',
    ],
  }),
  'too-many': () => ({
    title: 'Trop de demandes',
    paragraphs: [
      'Votre réseau nous a envoyé trop de demandes en peu de temps. Rien n’est perdu\u00a0: ouvrez de nouveau le lien dans une minute.',
    ],
  }),
  unavailable: () => ({
    title: 'Service momentanément indisponible',
    paragraphs: [
      'Nous ne pouvons pas répondre pour le moment. Votre lien reste valable\u00a0: ouvrez-le de nouveau dans quelques minutes.',
    ],
  }),
};
