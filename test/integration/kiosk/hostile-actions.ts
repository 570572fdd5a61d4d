import { CHANNELS } from '../../../src-shared/values/contact/channel.ts';
import fc from 'fast-check';
import { ENTRIES, type ChallengeAnswer, type Action } from '../../../src-shared/journey/action.ts';
import { LANGUAGES } from '../../../src-shared/messages/languages.ts';
import { demoMembers } from '../../../tools/demo/demo-members.ts';

/** Texts that have broken programs before. */
export const NAUGHTY = [
  '',
  ' ',
  '\u0000',
  '\u202e0000',
  '\ud800',
  '١٢٣٤٥٦',
  '１２３４５６',
  '00123456\u0000',
  '-1',
  '1e9',
  'NaN',
  '__proto__',
  'constructor',
  "'; DROP TABLE credential; --",
  '" OR ""="',
  '<img src=x onerror=alert(1)>',
  '${7*7}{{7*7}}',
  '../../../etc/passwd',
  '%s%n%x',
  '\r\nBcc: everyone@exemple.invalid',
  '😀'.repeat(64),
  'x'.repeat(256),
  '000000',
  '123456',
] as const;

const numbers = demoMembers()
  .slice(0, 20)
  .map(({ number }) => number);

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NAUGHTY) },
  { weight: 2, arbitrary: fc.string({ maxLength: 256, unit: 'binary' }) },
  { weight: 2, arbitrary: fc.constantFrom(...numbers) },
  { weight: 1, arbitrary: fc.stringMatching(/^[0-9]{6,10}$/u) },
);

const opaque = fc.stringMatching(/^[A-Za-z0-9_-]{16,32}$/u);

const answer: fc.Arbitrary<ChallengeAnswer> = fc.oneof(
  fc.record({ way: fc.constant('picture' as const), challenge: opaque, picture: opaque }),
  fc.record({ way: fc.constant('question' as const), challenge: opaque, typed: text }),
);

const optional = { requiredKeys: ['type'] as ['type'] };

/** Any action that the schema accepts, whether it makes sense or not; no visit ends too often to get anywhere. */
export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<Action>({ type: 'show' }, { type: 'stay' }, { type: 'resend' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Action>({ type: 'back' }, { type: 'continue' }),
  },
  { weight: 1, arbitrary: fc.constant<Action>({ type: 'leave' }) },
  {
    weight: 3,
    arbitrary: fc.record(
      { type: fc.constant('begin' as const), language: fc.constantFrom(...LANGUAGES) },
      optional,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('set-language' as const),
      language: fc.constantFrom(...LANGUAGES),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        type: fc.constant('set-display' as const),
        textSize: fc.constantFrom('normal', 'large', 'largest'),
        highContrast: fc.boolean(),
        sound: fc.boolean(),
      },
      optional,
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('open' as const), entry: fc.constantFrom(...ENTRIES) }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('identify' as const), number: text }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('choose-channel' as const),
      channel: fc.constantFrom(...CHANNELS),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('enter-code' as const), code: text }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('ask-challenge' as const),
      way: fc.constantFrom('picture', 'question'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('answer-challenge' as const), answer }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('define-password' as const),
      password: text,
      confirmation: text,
      answer: fc.option(answer),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('login' as const),
      identifier: text,
      password: text,
      answer: fc.option(answer),
    }),
  },
);

/** Payloads that are hardly ever an action: any value, near misses, and actions with something too much or too little. */
export const anyPayload: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withTypedArray: true,
  }),
  fc.record({ serial: fc.anything(), action: fc.anything() }),
  fc.record({ serial: fc.double(), action: fc.record({ type: text, number: fc.anything() }) }),
  fc.record({ serial: fc.nat(), action: anyAction, extra: fc.anything() }),
  fc.tuple(fc.nat(), anyAction, text, fc.anything()).map(([serial, action, key, value]) => {
    const spoilt = { ...action };
    Object.defineProperty(spoilt, key, { value, enumerable: true });
    return { serial, action: spoilt };
  }),
  fc.record({
    serial: fc.constant(0),
    action: fc.record({
      type: fc.constant('identify'),
      number: fc.string({ minLength: 257, maxLength: 5000 }),
    }),
  }),
);
