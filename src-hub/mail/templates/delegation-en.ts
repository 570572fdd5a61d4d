import type { DelegationWords } from './delegation.ts';

/** The mails about delegations in English. */
export const DELEGATION_EN: DelegationWords = {
  news: {
    'delegation-offered': {
      heading: 'A delegation was offered',
      giver: {
        subject: (name) => `Your ${name} delegation is offered`,
        text: ({ other, moment }) =>
          `On ${moment} you asked ${other} to act on your account. Nothing changes before they have accepted.`,
      },
      helper: {
        subject: (name) => `A ${name} delegation is offered to you`,
        text: ({ other, moment }) =>
          `On ${moment} ${other} asked you to act on their account. To accept or to decline, log in with your own account at a kiosk in one of our branches, then touch “Get help, help somebody”.`,
      },
    },
    'delegation-accepted': {
      heading: 'The delegation is accepted',
      giver: {
        subject: (name) => `Your ${name} delegation is accepted`,
        text: ({ other, moment }) =>
          `${other} agreed to act on your account, on ${moment}. In your space you see at any time what they did there.`,
      },
      helper: {
        subject: (name) => `You accepted a ${name} delegation`,
        text: ({ other, moment }) =>
          `You agreed to act on the account of ${other}, on ${moment}. You log in with your own account, then choose for whom you act. ${other} can see what you did.`,
      },
    },
    'delegation-declined': {
      heading: 'The delegation is not accepted',
      giver: {
        subject: (name) => `Your ${name} delegation is not accepted`,
        text: ({ other, moment }) =>
          `${other} did not agree to act on your account (on ${moment}). Nobody reached it by this offer.`,
      },
      helper: {
        subject: (name) => `You declined a ${name} delegation`,
        text: ({ other, moment }) =>
          `You did not agree to act on the account of ${other} (on ${moment}). The offer is closed.`,
      },
    },
    'delegation-revoked': {
      heading: 'The delegation has ended',
      giver: {
        subject: (name) => `Your ${name} delegation has ended`,
        text: ({ other, moment }) =>
          `The delegation given to ${other} ended on ${moment}. They can no longer reach your account.`,
      },
      helper: {
        subject: (name) => `A ${name} delegation that you had has ended`,
        text: ({ other, moment }) =>
          `The delegation given by ${other} ended on ${moment}. You can no longer reach their account.`,
      },
    },
    'delegation-granted': {
      heading: 'A delegation was entered',
      giver: {
        subject: (name) => `A representative is entered for your ${name} account`,
        text: ({ other, moment, agency }) =>
          `On ${moment} ${agency.name} entered ${other} as your representative: they can act on your account.`,
      },
      helper: {
        subject: (name) => `You represent somebody with a ${name} account`,
        text: ({ other, moment, agency }) =>
          `On ${moment} ${agency.name} entered you as the representative of ${other}: you can act on their account, by logging in with your own.`,
      },
    },
    'delegation-ending': {
      heading: 'The delegation ends soon',
      giver: {
        subject: (name) => `Your ${name} delegation ends soon`,
        text: ({ other, lastDay }) =>
          `The delegation given to ${other} ends after ${lastDay}. From then on they can no longer reach your account. To go on, give a new delegation after that day.`,
      },
      helper: {
        subject: (name) => `A ${name} delegation that you have ends soon`,
        text: ({ other, lastDay }) =>
          `The delegation given by ${other} ends after ${lastDay}. From then on you can no longer reach their account, unless there is a new one.`,
      },
    },
  },
  reach: (scope, { lastDay }) => `What it allows: ${scope}. Last day: ${lastDay}.`,
  scopes: {
    see: 'looking at the account',
    ask: 'looking at the account and sending requests',
    all: 'looking at the account, sending requests, blocking and unblocking connected devices',
  },
  unwanted: {
    giver: ({ agency }) => [
      'Did you not want this?',
      `You can end it at once, at a kiosk, under “Get help, help somebody”. Please also call your branch, on ${agency.phone}.`,
    ],
    helper: ({ agency }) => [
      'Did you not expect this?',
      `Accept nothing, and call your branch, on ${agency.phone}. You can decline a delegation, or end it, at a kiosk, under “Get help, help somebody”.`,
    ],
  },
};
