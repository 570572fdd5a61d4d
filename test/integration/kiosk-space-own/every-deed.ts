import type { Deed } from '../../../src-shared/journey/action.ts';
import { REQUESTS } from '../kiosk-space/moves.ts';
import { CODE } from './moves.ts';

/** What a test knows of somebody, to try it where it is not theirs. */
export interface Known {
  readonly number: string;
  readonly familyName: string;
  readonly email: string;
  readonly device: string;
  readonly given: string;
  readonly received: string;
}

type Deeds = { readonly [Name in Deed['do']]: readonly Extract<Deed, { do: Name }>[] };

const ANSWER = { way: 'question', challenge: 'a'.repeat(16), typed: 'x' } as const;

/** Every deed there is, at least once, with all that it can name of a person: a deed without an entry does not compile. */
export function everyDeed({ number, familyName, email, device, given, received }: Known): Deeds {
  const delegations = [given, received];
  return {
    show: [{ do: 'show' }],
    begin: [{ do: 'begin' }],
    'set-language': [{ do: 'set-language', language: 'en' }],
    'set-display': [{ do: 'set-display', sound: true }],
    stay: [{ do: 'stay' }],
    leave: [{ do: 'leave' }],
    back: [{ do: 'back' }],
    open: [{ do: 'open', entry: 'help' }],
    identify: [{ do: 'identify', number }],
    'choose-channel': [{ do: 'choose-channel', channel: 'sms' }],
    'enter-code': [{ do: 'enter-code', code: CODE }],
    'enter-letter-code': [{ do: 'enter-letter-code', code: 'ACDEF34679' }],
    resend: [{ do: 'resend' }],
    'change-channel': [{ do: 'change-channel' }],
    'ask-challenge': [{ do: 'ask-challenge', way: 'question' }],
    'define-password': [{ do: 'define-password', password: 'x', confirmation: 'x', answer: ANSWER }],
    continue: [{ do: 'continue' }],
    login: [{ do: 'login', identifier: number, password: 'x', answer: ANSWER }],
    'identify-email': [{ do: 'identify-email', email }],
    'choose-situation': [{ do: 'choose-situation', situation: 'member' }],
    'request-account': [
      {
        ...{ do: 'request-account', number, email, emailAgain: email, familyName },
        ...{ birthDate: '1984-05-17', postalCode: '44000', answer: ANSWER },
      },
    ],
    'open-activation': [{ do: 'open-activation', situation: 'member', number, code: 'ACDEF34679' }],
    'activate-account': [
      {
        ...{ do: 'activate-account', question: 'first-pet', secretAnswer: 'x', terms: '2026-01' },
        ...{ email, emailAgain: email, password: 'x', confirmation: 'x' },
      },
    ],
    'confirm-account': [{ do: 'confirm-account', code: CODE }],
    'change-email': [{ do: 'change-email', email, emailAgain: email }],
    'open-space': [
      { do: 'open-space', screen: 'space-delegation' },
      { do: 'open-space', screen: 'space-reimbursements' },
    ],
    retry: [{ do: 'retry' }],
    'hide-amounts': [{ do: 'hide-amounts', hidden: true }],
    'log-in-again': [{ do: 'log-in-again' }],
    'turn-page': [{ do: 'turn-page', page: 1 }],
    'choose-year': [{ do: 'choose-year', year: 2025 }],
    'start-over': [{ do: 'start-over' }],
    'print-receipt': [{ do: 'print-receipt' }],
    'ask-document': [REQUESTS['space-documents']],
    'find-towns': [{ do: 'find-towns', postalCode: '44000' }],
    'report-address': [{ ...REQUESTS['space-address'], lines: [...REQUESTS['space-address'].lines] }],
    'open-contact': [{ do: 'open-contact' }],
    'change-contact': [
      { do: 'change-contact', channel: 'email', value: 'autre@exemple.fr', valueAgain: 'autre@exemple.fr' },
      { do: 'change-contact', channel: 'sms', value: '0639980077', valueAgain: '0639980077' },
    ],
    'report-situation': [REQUESTS['space-situation']],
    'ask-question': [REQUESTS['space-question']],
    'change-device': (['block', 'unblock', 'delete'] as const).map((to) => ({
      ...{ do: 'change-device', device, to },
    })),
    'send-fresh-code': (['email', 'sms'] as const).map((channel) => ({ do: 'send-fresh-code', channel })),
    'enter-fresh-code': [{ do: 'enter-fresh-code', code: CODE }],
    'find-helper': [{ do: 'find-helper', number: '00345678', familyName: 'Fictif' }],
    'offer-delegation': [{ do: 'offer-delegation', scope: 'all', months: 12 }],
    'answer-delegation': delegations.flatMap((delegation) => [
      { do: 'answer-delegation', delegation, accept: true },
      { do: 'answer-delegation', delegation, accept: false },
    ]),
    'revoke-delegation': delegations.map((delegation) => ({ do: 'revoke-delegation', delegation })),
    'open-journal': delegations.map((delegation) => ({ do: 'open-journal', delegation })),
    'act-for': [
      ...delegations.map((delegation) => ({ do: 'act-for' as const, delegation })),
      { do: 'act-for', delegation: null },
    ],
  };
}
