import type { RequestKind } from '../../src-shared/member-requests/request-kinds.ts';
import { SITUATION_RULES } from '../../src-shared/policy/situation-rules.ts';
import type { Screen } from '../../src-shared/journey/screens.ts';
import type { SentRequest, SpaceBar } from '../../src-shared/journey/space-screens.ts';
import type { View } from '../../src-shared/journey/view.ts';
import { ADDRESS_FROM } from '../../src-shared/policy/requests.ts';
import { DOCUMENTS } from '../../src-shared/values/member-space/document.ts';
import { QUESTION_TOPICS } from '../../src-shared/values/member-space/question.ts';
import { TEXT_MAX_LENGTH } from '../../src-shared/values/text.ts';
import { daysAround } from '../../src-shared/policy/situation-dates.ts';
import { SITUATION_CHANGES } from '../../src-shared/values/member-space/situation-change.ts';
import { BAR } from './space-bar-sample.ts';
import { delegationSamples } from './space-delegation-samples.ts';
import { touchDigits, view, type Sample } from './sample.ts';
import { DAY, HOUR } from '../../src-shared/time/units.ts';
import { addDays } from '../../src-shared/time/days.ts';
import { NEW_ADDRESS_HELD } from '../../src-shared/policy/letters.ts';

type ScreenOf<Id extends Screen['id']> = Extract<Screen, { id: Id }>;

const TODAY = '2026-03-02';

const ACTING: SpaceBar = {
  ...BAR,
  name: 'Marie-Christine Exemple-de-la-Démonstration',
  acting: { helper: 'Zoé Exemple', scope: 'ask', endsOn: '2026-06-02' },
};

const LARGE: Partial<View> = { textSize: 'largest' };
const LARGE_ENGLISH: Partial<View> = { ...LARGE, language: 'en' };
const CONTRAST: Partial<View> = { highContrast: true };

const sent = (changes: Partial<SentRequest> = {}): SentRequest => ({
  receipt: 'KT4M-7XWA',
  headOffice: 'accepted',
  print: 'possible',
  ...changes,
});

/** Samples of the member space's screens for requests and settings. */
export function askSamples(now: number): Sample[] {
  return [
    ...documentSamples(now),
    ...addressSamples(now),
    ...contactSamples(),
    ...situationSamples(),
    ...questionSamples(),
    ...requestSamples(now),
    ...delegationSamples(now),
  ];
}

/** What was asked for, and what became of it. */
const PAST = [
  ['document', 'member-card', 'done'],
  ['question', 'contract', 'in-progress'],
  ['situation', 'marriage', 'refused'],
  ['document', 'vitale-certificate', 'rejected'],
  ['address', 'VERTOU', 'superseded'],
] as const satisfies readonly (readonly [RequestKind, string, string])[];

function past(now: number) {
  const rows = PAST.map(([kind, topic, state], index) => ({
    receipt: `KT4M-7XW${index}`,
    ...{ kind, topic, state },
    madeAt: now - (index * 30 + 3) * 24 * HOUR,
    madeBy: state === 'in-progress' ? 'Noël Durand' : null,
    rejected: state === 'rejected' ? ('expired' as const) : null,
    reply: state === 'refused' ? 'Il manque la date : merci de la préciser à votre agence.' : null,
  }));
  return { state: 'ready' as const, total: 12, page: 0, pages: 3, rows };
}

const UNSENT = { sent: null, problem: null } as const;

function requestSamples(now: number): Sample[] {
  const screen = (changes: Partial<ScreenOf<'space-requests'>> = {}): Screen => ({
    ...{ id: 'space-requests', bar: BAR, kept: [], history: past(now) },
    ...changes,
  });
  const kept = [
    {
      ...{ receipt: 'AB2C-9XYZ', kind: 'document' as const, topic: 'doctor-certificate' },
      madeAt: now - HOUR,
    },
  ];
  return [
    { name: 'space-requests', view: view(screen({ kept })) },
    { name: 'space-requests-acting-largest-en', view: view(screen({ bar: ACTING }), LARGE_ENGLISH) },
    { name: 'space-requests-offline', view: view(screen({ kept, history: { state: 'offline' } })) },
    {
      name: 'space-requests-none',
      view: view(screen({ history: { state: 'ready', total: 0, page: 0, pages: 1, rows: [] } })),
    },
  ];
}

function documentSamples(now: number): Sample[] {
  const screen = (changes: Partial<ScreenOf<'space-documents'>> = {}): Screen => ({
    ...{ id: 'space-documents', bar: BAR, documents: [...DOCUMENTS] },
    ...UNSENT,
    ...changes,
  });
  const confirm = ['document-vitale-certificate'];
  return [
    { name: 'space-documents', view: view(screen()) },
    { name: 'space-documents-acting-largest-en', view: view(screen({ bar: ACTING }), LARGE_ENGLISH) },
    { name: 'space-documents-contrast', view: view(screen(), CONTRAST) },
    { name: 'space-documents-confirm', view: view(screen()), steps: confirm },
    {
      name: 'space-documents-confirm-not-allowed',
      view: view(screen({ bar: ACTING, problem: { kind: 'not-allowed' } })),
      steps: confirm,
    },
    {
      name: 'space-documents-confirm-paused-largest',
      view: view(screen({ problem: { kind: 'kiosk-paused', until: now + HOUR } }), LARGE),
      steps: confirm,
    },
    { name: 'space-documents-done', view: view(screen({ sent: sent() })) },
    {
      name: 'space-documents-done-refused-largest-en',
      view: view(screen({ sent: sent({ headOffice: 'refused', print: 'failed' }) }), LARGE_ENGLISH),
    },
  ];
}

const TO_POSTAL = [
  'choose-address',
  '.line-1',
  '"12 rue de la Fiction',
  '.line-2',
  '"Appartement 4',
  'submit',
];
const TO_TOWN = [...TO_POSTAL, ...touchDigits('44120'), 'submit'];
/** The code has one town, which is taken. */
const TO_ADDRESS_RECAP = TO_TOWN;
/** The first day is today, unless it is changed. */
const TO_FROM = [...TO_ADDRESS_RECAP, 'change-from'];

function addressScreen(changes: Partial<ScreenOf<'space-address'>> = {}): Screen {
  return {
    ...{ id: 'space-address', bar: BAR, today: TODAY, latest: daysAround(TODAY, ADDRESS_FROM).latest },
    towns: { postalCode: '44120', towns: ['VERTOU'] },
    ...{ contact: null, code: null, changed: null, lettersFrom: addDays(TODAY, NEW_ADDRESS_HELD / DAY) },
    ...UNSENT,
    ...changes,
  };
}

function addressSamples(now: number): Sample[] {
  const screen = (changes: Partial<ScreenOf<'space-address'>> = {}): Screen => addressScreen(changes);
  const part = (name: string, steps: readonly string[]): Sample[] => [
    { name: `space-address-${name}`, view: view(screen()), steps },
    { name: `space-address-${name}-largest-en`, view: view(screen(), LARGE_ENGLISH), steps },
  ];
  const towns = Array.from({ length: 21 }, (_, index) => `SAINT-EXEMPLE-SUR-LOIRE-${index + 1}`);
  return [
    ...part('choose', []),
    { name: 'space-address-choose-contrast', view: view(screen(), CONTRAST) },
    ...part('lines', TO_POSTAL.slice(0, -1)),
    {
      name: 'space-address-lines-characters',
      view: view(screen()),
      steps: ['choose-address', '.line-1', '"12 rue @', 'submit'],
    },
    ...part('postal', TO_TOWN.slice(0, -2)),
    {
      name: 'space-address-postal-no-town',
      view: view(screen({ towns: { postalCode: '44999', towns: [] } })),
      steps: [...TO_POSTAL, ...touchDigits('44999'), 'submit'],
    },
    {
      name: 'space-address-postal-cedex',
      view: view(screen({ towns: { postalCode: '44040', towns: [] } })),
      steps: [...TO_POSTAL, ...touchDigits('44040'), 'submit'],
    },
    {
      name: 'space-address-town-typed',
      view: view(screen({ towns: { postalCode: '44040', towns: [] } })),
      steps: [...TO_POSTAL, ...touchDigits('44040'), 'submit', 'type-town', '.town', '"NANTES CEDEX 1'],
    },
    ...part('place', [...TO_POSTAL, 'add-line', '.line-3', '"La Noë Fictive']),
    ...part('lines-place', [...TO_POSTAL, 'add-line', '.line-3', '"La Noë Fictive', 'submit']),
    ...part('lines-abroad', ['choose-address', 'abroad', '.line-1', '"5 rue Fictive']),
    ...part('abroad', [...TO_POSTAL, 'abroad', '.country', '"Luxembourg', '.postal-code', '"L-2449']),
    {
      name: 'space-address-town',
      view: view(screen({ towns: { postalCode: '44120', towns: towns.slice(0, 2) } })),
      steps: TO_TOWN,
    },
    {
      name: 'space-address-town-largest-en',
      view: view(screen({ towns: { postalCode: '44120', towns: towns.slice(0, 2) } }), LARGE_ENGLISH),
      steps: TO_TOWN,
    },
    {
      name: 'space-address-towns',
      view: view(screen({ towns: { postalCode: '44120', towns } })),
      steps: [...TO_TOWN, 'next-page'],
    },
    ...part('from', TO_FROM),
    {
      name: 'space-address-from-late',
      view: view(screen(), CONTRAST),
      steps: [...TO_FROM, 'from-year-up', 'from-month-up', 'submit'],
    },
    ...part('recap', TO_ADDRESS_RECAP),
    {
      name: 'space-address-recap-paused',
      view: view(screen({ problem: { kind: 'kiosk-paused', until: now + HOUR } })),
      steps: [...TO_ADDRESS_RECAP, 'submit'],
    },
    {
      name: 'space-address-town-refused-by-main',
      view: view(screen({ problem: { kind: 'field', field: 'town', issue: 'no-such-town' } })),
      steps: [...TO_ADDRESS_RECAP, 'submit'],
    },
    { name: 'space-address-code', view: view(screen({ code: { of: 'address', ask: CODE } })) },
    {
      name: 'space-address-code-largest-en',
      view: view(screen({ code: { of: 'address', ask: CODE } }), LARGE_ENGLISH),
    },
    {
      name: 'space-address-code-none',
      view: view(screen({ code: { of: 'address', ask: { ...CODE, offers: [] } } })),
    },
    { name: 'space-address-done', view: view(screen({ sent: sent({ headOffice: 'kept', print: 'none' }) })) },
    { name: 'space-address-done-largest-en', view: view(screen({ sent: sent() }), LARGE_ENGLISH) },
  ];
}

const CODE = {
  offers: [
    { channel: 'email' as const, masked: '*****@*****' },
    { channel: 'sms' as const, masked: '** ** ** ** 91' },
  ],
  sent: null,
  problem: null,
};

function contactSamples(): Sample[] {
  const contact = { state: 'ready', email: '*****@*****', phone: null, isMember: true } as const;
  const screen = (changes: Partial<ScreenOf<'space-address'>> = {}): Screen =>
    addressScreen({ contact, ...changes });
  const toAgain = ['choose-email', '.email', '"zoe.exemple@orange.fr', 'submit'];
  const toPhoneAgain = ['choose-phone', ...touchDigits('0612345678'), 'submit'];
  const part = (name: string, steps: readonly string[]): Sample[] => [
    { name: `space-contact-${name}`, view: view(screen()), steps },
    { name: `space-contact-${name}-largest-en`, view: view(screen(), LARGE_ENGLISH), steps },
  ];
  const newCode = {
    ...CODE,
    offers: CODE.offers.slice(1),
    sent: {
      ...{ channel: 'sms' as const, to: '06 12 34 56 78', delivery: 'sent' as const },
      ...{ expiresIn: 598_000, triesLeft: 5, resendIn: 47_000 },
    },
  };
  return [
    ...part('email', ['choose-email', '.email', '"zoe.exem']),
    ...part('email-again', toAgain),
    {
      name: 'space-contact-email-doubt',
      view: view(screen()),
      steps: ['choose-email', '.email', '"zoe.exemple@gmial.com', 'submit'],
    },
    ...part('phone', ['choose-phone', ...touchDigits('0612')]),
    {
      name: 'space-contact-phone-malformed',
      view: view(screen()),
      steps: ['choose-phone', ...touchDigits('0240892291'), 'submit'],
    },
    ...part('phone-again', [...toPhoneAgain, ...touchDigits('0612345678')]),
    {
      name: 'space-contact-phone-differs',
      view: view(screen(), CONTRAST),
      steps: [...toPhoneAgain, ...touchDigits('0613')],
    },
    {
      name: 'space-contact-phone-offline',
      view: view(screen({ problem: { kind: 'offline' } })),
      steps: [...toPhoneAgain, ...touchDigits('0612345678'), 'submit'],
    },
    {
      name: 'space-contact-loading',
      view: view(screen({ contact: { state: 'closed' } })),
      steps: ['choose-email'],
    },
    {
      name: 'space-contact-elsewhere',
      view: view(screen({ contact: { ...contact, isMember: false } })),
      steps: ['choose-phone'],
    },
    { name: 'space-contact-code', view: view(screen({ code: { of: 'former', ask: CODE } })) },
    { name: 'space-contact-code-new', view: view(screen({ code: { of: 'new', ask: newCode } })) },
    {
      name: 'space-contact-done',
      view: view(screen({ changed: { channel: 'email', receipt: 'KT4M-7XWA' } })),
    },
    {
      name: 'space-contact-done-largest',
      view: view(screen({ changed: { channel: 'sms', receipt: 'KT4M-7XWA' } }), LARGE),
    },
  ];
}

function situationSamples(): Sample[] {
  const changes = SITUATION_CHANGES.map((change) => {
    const { until, from, documents } = SITUATION_RULES[change];
    return { change, until, ...daysAround(TODAY, from), documents: [...documents] };
  });
  const screen = (more: Partial<ScreenOf<'space-situation'>> = {}): Screen => ({
    ...{ id: 'space-situation', bar: BAR, today: TODAY, changes },
    ...UNSENT,
    ...more,
  });
  const part = (name: string, steps: readonly string[]): Sample[] => [
    { name: `space-situation-${name}`, view: view(screen()), steps },
    { name: `space-situation-${name}-largest-en`, view: view(screen(), LARGE_ENGLISH), steps },
  ];
  const toFrom = ['change-parental-leave', 'submit'];
  const toUntil = [...toFrom, 'submit'];
  const toNote = [...toUntil, 'until-year-up', 'submit'];
  const toRecap = [...toNote, '.note', '"Mon deuxième enfant naîtra en avril.', 'submit'];
  return [
    ...part('choose', []),
    ...part('documents', ['change-parental-leave']),
    { name: 'space-situation-documents-none', view: view(screen()), steps: ['change-other'] },
    ...part('from', toFrom),
    {
      name: 'space-situation-from-early',
      view: view(screen()),
      steps: [...toFrom, ...touchDigits('01012020'), 'submit'],
    },
    ...part('until', ['change-other', 'submit', 'submit']),
    {
      name: 'space-situation-until-before',
      view: view(screen(), CONTRAST),
      steps: [...toUntil, 'until-day-down', 'submit'],
    },
    ...part('note', toRecap.slice(0, -1)),
    ...part('recap', toRecap),
    {
      name: 'space-situation-recap-not-allowed',
      view: view(screen({ problem: { kind: 'not-allowed' }, bar: ACTING })),
      steps: [...toRecap, 'submit'],
    },
    { name: 'space-situation-done', view: view(screen({ sent: sent({ print: 'printing' }) })) },
  ];
}

function questionSamples(): Sample[] {
  const screen = (changes: Partial<ScreenOf<'space-question'>> = {}): Screen => ({
    ...{ id: 'space-question', bar: BAR, topics: [...QUESTION_TOPICS], maxLength: TEXT_MAX_LENGTH },
    ...UNSENT,
    ...changes,
  });
  const part = (name: string, steps: readonly string[]): Sample[] => [
    { name: `space-question-${name}`, view: view(screen()), steps },
    { name: `space-question-${name}-largest-en`, view: view(screen(), LARGE_ENGLISH), steps },
  ];
  const toRecap = [
    ...['topic-reimbursement', '.question', '"Pourquoi une part de mes lunettes reste-t-elle à ma charge ?'],
    'submit',
  ];
  const long = `"${'Une longue question, avec bien des mots. '.repeat(15)}`;
  return [
    ...part('topic', []),
    ...part('text', toRecap.slice(0, -1)),
    {
      name: 'space-question-text-long',
      view: view(screen(), CONTRAST),
      steps: ['topic-other', '.question', long, 'submit'],
    },
    ...part('recap', toRecap),
    {
      name: 'space-question-recap-long',
      view: view(screen()),
      steps: ['topic-other', '.question', long.slice(0, 580), 'submit'],
    },
    {
      name: 'space-question-done',
      view: view(screen({ sent: sent({ headOffice: 'kept', print: 'done' }) })),
    },
  ];
}
