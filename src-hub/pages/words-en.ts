import { longMoment } from '../../src-shared/time/moment-words.ts';
import type { PageWords } from './page-view.ts';

/** The pages in English. */
export const ENGLISH: PageWords = {
  language: { own: 'English', choice: 'Language' },
  contact: 'Need help?',
  confirm: ({ givenName, identifier }) => ({
    title: 'Confirm my account',
    paragraphs: [
      `Hello ${givenName},`,
      'You created your account at a kiosk of your mutual. All that is left is to confirm that this e\u2011mail address is yours.',
    ],
    facts: [['What you will log in with', identifier]],
    button: 'Confirm my account',
    note: 'You asked for nothing? Close this page without touching the button: nothing will be activated. Then tell your branch.',
  }),
  done: ({ identifier }) => ({
    title: 'Your account is active',
    paragraphs: ['Thank you, your e\u2011mail address is confirmed.'],
    facts: [['What you log in with', identifier]],
    then: [
      'Are you standing at the kiosk? Go on with its screen.',
      'Otherwise, touch “Log in” at the kiosk of your branch, then enter your e\u2011mail address and the password that you chose. Your member number works too, if you have one.',
      'You can close this page.',
    ],
  }),
  already: () => ({
    title: 'This account is already confirmed',
    paragraphs: [
      'There is nothing left to do here: your account is active.',
      'At the kiosk of your branch, touch “Log in”, then enter your e\u2011mail address and your password. Have you forgotten the password? The kiosk lets you set another one.',
      'You can close this page.',
    ],
  }),
  expired: ({ identifier }) => ({
    title: 'This link is no longer valid',
    paragraphs: [
      'The link of a confirmation message works for 48 hours, and that time is over. Your account is not lost: ask for a new message, it will come to the same address.',
    ],
    facts: [['New message for', identifier]],
    button: 'Send me a new message',
    note: 'Is this address no longer yours? Call your branch.',
  }),
  sent: ({ identifier }) => ({
    title: 'A new message is on its way',
    paragraphs: ['Open it and touch its link: it works for 48 hours.'],
    facts: [['Sent to', identifier]],
    then: ['Nothing within some minutes? Look in the junk mail (spam).', 'You can close this page.'],
  }),
  'too-early': ({ identifier, at }) => ({
    title: 'A message has already been sent',
    paragraphs: [
      'Look in your inbox and in the junk mail (spam): the link of the latest message is the right one.',
      at === null
        ? 'You have had as many messages as may be sent today. You can ask for another one tomorrow, or call your branch.'
        : `You can ask for another one from this moment on: ${longMoment(at, 'en')}.`,
    ],
    facts: [['Sent to', identifier]],
  }),
  unknown: () => ({
    title: 'This link opens no account',
    paragraphs: [
      'It is incomplete, or a later message has replaced it.',
      'Open the latest confirmation message that you received and touch its link. If the link runs over several lines, copy all of it.',
      'Have you lost that message? Ask for a new letter at the kiosk (“Create my account”), or call your branch.',
    ],
  }),
  refused: () => ({
    title: 'This request was not carried out',
    paragraphs: [
      'For safety, the button works on our own page only. Nothing was changed.',
      'Open the link of the message that you received once more, then touch the button.',
    ],
  }),
  'too-many': () => ({
    title: 'Too many requests',
    paragraphs: [
      'Your network has sent us too many requests in a short time. Nothing is lost: open the link again in a minute.',
    ],
  }),
  unavailable: () => ({
    title: 'Out of service for the moment',
    paragraphs: ['We cannot answer just now. Your link stays valid: open it again in some minutes.'],
  }),
};
