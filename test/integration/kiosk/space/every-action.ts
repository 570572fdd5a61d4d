import { SENT_CHANNELS } from '../../../../src-shared/values/contact/channel.ts';
import type { Action } from '../../../../src-shared/journey/action.ts';
import { REQUESTS } from '../requests/actions.ts';
import { CODE } from './actions.ts';

/** What a test knows of somebody, to try it where it is not theirs. */
export interface Known {
  readonly number: string;
  readonly familyName: string;
  readonly email: string;
  readonly device: string;
  readonly given: string;
  readonly received: string;
}

type Actions = { readonly [Name in Action['type']]: readonly Extract<Action, { type: Name }>[] };

const ANSWER = { way: 'question', challenge: 'a'.repeat(16), typed: 'x' } as const;

/** Every action there is, at least once, with all that it can name of a person: an action without an entry does not compile. */
export function everyAction({ number, familyName, email, device, given, received }: Known): Actions {
  const delegations = [given, received];
  return {
    show: [{ type: 'show' }],
    begin: [{ type: 'begin' }],
    'set-language': [{ type: 'set-language', language: 'en' }],
    'set-display': [{ type: 'set-display', sound: true }],
    stay: [{ type: 'stay' }],
    leave: [{ type: 'leave' }],
    back: [{ type: 'back' }],
    open: [{ type: 'open', entry: 'help' }],
    identify: [{ type: 'identify', number }],
    'choose-channel': [{ type: 'choose-channel', channel: 'sms' }],
    'enter-code': [{ type: 'enter-code', code: CODE }],
    'enter-letter-code': [{ type: 'enter-letter-code', code: 'ACDEF34679' }],
    'step-aside': [{ type: 'step-aside' }],
    'take-ticket': [{ type: 'take-ticket', ticket: 'ACD3' }],
    resend: [{ type: 'resend' }],
    'ask-challenge': [{ type: 'ask-challenge', way: 'question' }],
    'answer-challenge': [{ type: 'answer-challenge', answer: ANSWER }],
    'define-password': [{ type: 'define-password', password: 'x', confirmation: 'x', answer: ANSWER }],
    continue: [{ type: 'continue' }],
    login: [{ type: 'login', identifier: number, password: 'x', answer: ANSWER }],
    'identify-email': [{ type: 'identify-email', email }],
    'choose-situation': [{ type: 'choose-situation', situation: 'member' }],
    'request-account': [
      {
        ...{ type: 'request-account', number, email, emailAgain: email, familyName },
        ...{ birthDate: '1984-05-17', postalCode: '44000', answer: ANSWER },
      },
    ],
    'open-activation': [{ type: 'open-activation', situation: 'member', number, code: 'ACDEF34679' }],
    'activate-account': [
      {
        ...{ type: 'activate-account', question: 'first-pet', secretAnswer: 'x', terms: '2026-01' },
        ...{ email, emailAgain: email, password: 'x', confirmation: 'x' },
      },
    ],
    'confirm-account': [{ type: 'confirm-account', code: CODE }],
    'change-email': [{ type: 'change-email', email, emailAgain: email }],
    'call-adviser': [{ type: 'call-adviser' }],
    'end-call': [{ type: 'end-call' }],
    'open-staff': [{ type: 'open-staff' }],
    'staff-login': [{ type: 'staff-login', badge: '1234', pin: '123456' }],
    'staff-open': [{ type: 'staff-open', page: 'assist' }],
    'staff-act': [{ type: 'staff-act', act: 'more-time', reason: 'member-asked', code: null, details: null }],
    'staff-test': [{ type: 'staff-test', part: 'touch', result: 'good', found: null }],
    'staff-try': [{ type: 'staff-try', part: 'disk' }],
    'staff-machine': [{ type: 'staff-machine', to: 'restart' }],
    'open-space': [
      { type: 'open-space', screen: 'space-delegation' },
      { type: 'open-space', screen: 'space-reimbursements' },
    ],
    retry: [{ type: 'retry' }],
    'hide-amounts': [{ type: 'hide-amounts', hidden: true }],
    'log-in-again': [{ type: 'log-in-again' }],
    'turn-page': [{ type: 'turn-page', page: 1 }],
    'choose-year': [{ type: 'choose-year', year: 2025 }],
    'start-over': [{ type: 'start-over' }],
    'print-receipt': [{ type: 'print-receipt' }],
    'ask-document': [REQUESTS['space-documents']],
    'find-towns': [{ type: 'find-towns', postalCode: '44000' }],
    'report-address': [{ ...REQUESTS['space-address'], lines: [...REQUESTS['space-address'].lines] }],
    'open-contact': [{ type: 'open-contact' }],
    'change-contact': [
      { type: 'change-contact', channel: 'email', value: 'autre@exemple.fr', valueAgain: 'autre@exemple.fr' },
      { type: 'change-contact', channel: 'sms', value: '0639980077', valueAgain: '0639980077' },
    ],
    'report-situation': [REQUESTS['space-situation']],
    'ask-question': [REQUESTS['space-question']],
    'change-device': (['block', 'unblock', 'delete'] as const).map((to) => ({
      ...{ type: 'change-device', device, to },
    })),
    'send-fresh-code': SENT_CHANNELS.map((channel) => ({ type: 'send-fresh-code', channel })),
    'enter-fresh-code': [{ type: 'enter-fresh-code', code: CODE }],
    'confirm-access': [true, false].map((keep) => ({ type: 'confirm-access', id: device, keep })),
    'find-helper': [{ type: 'find-helper', number: '00345678', familyName: 'Fictif' }],
    'offer-delegation': [{ type: 'offer-delegation', scope: 'all', months: 12 }],
    'answer-delegation': delegations.flatMap((delegation) => [
      { type: 'answer-delegation', delegation, accept: true },
      { type: 'answer-delegation', delegation, accept: false },
    ]),
    'revoke-delegation': delegations.map((delegation) => ({ type: 'revoke-delegation', delegation })),
    'open-journal': delegations.map((delegation) => ({ type: 'open-journal', delegation })),
    'act-for': [
      ...delegations.map((delegation) => ({ type: 'act-for' as const, delegation })),
      { type: 'act-for', delegation: null },
    ],
  };
}
