import type { DelegationWords } from './delegation.ts';

/** The mails about delegations in French. */
export const DELEGATION_FR: DelegationWords = {
  news: {
    'delegation-offered': {
      heading: 'Une délégation a été proposée',
      giver: {
        subject: (name) => `Votre délégation ${name} est proposée`,
        text: ({ other, moment }) =>
          `Le ${moment}, vous avez proposé à ${other} d’agir sur votre compte. Rien ne change tant que cette personne n’a pas accepté.`,
      },
      helper: {
        subject: (name) => `Une délégation ${name} vous est proposée`,
        text: ({ other, moment }) =>
          `Le ${moment}, ${other} vous a proposé d’agir sur son compte. Pour accepter ou refuser, connectez-vous à une borne de nos agences avec votre propre compte, puis touchez «\u00a0Me faire aider, aider un proche\u00a0».`,
      },
    },
    'delegation-accepted': {
      heading: 'La délégation est acceptée',
      giver: {
        subject: (name) => `Votre délégation ${name} est acceptée`,
        text: ({ other, moment }) =>
          `${other} a accepté d’agir sur votre compte, le ${moment}. Dans votre espace, vous voyez à tout moment ce que cette personne y a fait.`,
      },
      helper: {
        subject: (name) => `Vous avez accepté une délégation ${name}`,
        text: ({ other, moment }) =>
          `Vous avez accepté d’agir sur le compte de ${other}, le ${moment}. Vous vous connectez avec votre propre compte, puis vous choisissez pour qui vous agissez. ${other} peut voir ce que vous avez fait.`,
      },
    },
    'delegation-declined': {
      heading: 'La délégation n’est pas acceptée',
      giver: {
        subject: (name) => `Votre délégation ${name} n’est pas acceptée`,
        text: ({ other, moment }) =>
          `${other} n’a pas accepté d’agir sur votre compte (le ${moment}). Personne n’y a eu accès par cette proposition.`,
      },
      helper: {
        subject: (name) => `Vous avez refusé une délégation ${name}`,
        text: ({ other, moment }) =>
          `Vous n’avez pas accepté d’agir sur le compte de ${other} (le ${moment}). Cette proposition est close.`,
      },
    },
    'delegation-revoked': {
      heading: 'La délégation a pris fin',
      giver: {
        subject: (name) => `Votre délégation ${name} a pris fin`,
        text: ({ other, moment }) =>
          `La délégation donnée à ${other} a pris fin le ${moment}. Cette personne n’a plus accès à votre compte.`,
      },
      helper: {
        subject: (name) => `Une délégation ${name} que vous aviez a pris fin`,
        text: ({ other, moment }) =>
          `La délégation donnée par ${other} a pris fin le ${moment}. Vous n’avez plus accès à son compte.`,
      },
    },
    'delegation-granted': {
      heading: 'Une délégation a été enregistrée',
      giver: {
        subject: (name) => `Un mandataire est enregistré pour votre compte ${name}`,
        text: ({ other, moment, agency }) =>
          `Le ${moment}, ${agency.name} a enregistré ${other} comme mandataire\u00a0: cette personne peut agir sur votre compte.`,
      },
      helper: {
        subject: (name) => `Vous êtes mandataire d’un compte ${name}`,
        text: ({ other, moment, agency }) =>
          `Le ${moment}, ${agency.name} vous a enregistré comme mandataire de ${other}\u00a0: vous pouvez agir sur son compte, en vous connectant avec le vôtre.`,
      },
    },
    'delegation-ending': {
      heading: 'La délégation se termine bientôt',
      giver: {
        subject: (name) => `Votre délégation ${name} se termine bientôt`,
        text: ({ other, lastDay }) =>
          `La délégation donnée à ${other} se termine le ${lastDay} inclus. Ensuite, cette personne n’aura plus accès à votre compte. Pour continuer, donnez une nouvelle délégation après cette date.`,
      },
      helper: {
        subject: (name) => `Une délégation ${name} que vous avez se termine bientôt`,
        text: ({ other, lastDay }) =>
          `La délégation donnée par ${other} se termine le ${lastDay} inclus. Ensuite, vous n’aurez plus accès à son compte, sauf nouvelle délégation.`,
      },
    },
  },
  reach: (scope, { lastDay }) => `Ce qu’elle permet\u00a0: ${scope}. Dernier jour\u00a0: ${lastDay}.`,
  scopes: {
    see: 'voir le compte',
    ask: 'voir le compte et envoyer des demandes',
    all: 'voir le compte, envoyer des demandes et bloquer ou débloquer les appareils connectés',
  },
  unwanted: {
    giver: ({ agency }) => [
      'Vous n’avez rien demandé\u00a0?',
      `Vous pouvez y mettre fin aussitôt, à une borne, par «\u00a0Me faire aider, aider un proche\u00a0». Appelez aussi votre agence au ${agency.phone}.`,
    ],
    helper: ({ agency }) => [
      'Vous n’avez aucun lien avec cette personne\u00a0?',
      `N’acceptez rien, et appelez votre agence au ${agency.phone}. Vous pouvez refuser une délégation, ou y mettre fin, à une borne, par «\u00a0Me faire aider, aider un proche\u00a0».`,
    ],
  },
};
