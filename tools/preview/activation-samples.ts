import { readShippedTerms, termsIn } from '../../src-main/accounts/terms.ts';
import { SECRET_QUESTIONS } from '../../src-shared/values/secret-question.ts';
import type { Terms } from '../../src-shared/journey/terms.ts';
import type { Screen } from '../../src-shared/journey/screens.ts';
import type { View } from '../../src-shared/journey/view.ts';
import { MCRN_PASSWORD_POLICY } from '../../src-shared/policy/passwords/password-policy.ts';
import { PICTURES, touchDigits, view, type Sample } from './sample.ts';
import { HOUR } from '../../src-shared/time/units.ts';

type ScreenOf<Id extends Screen['id']> = Extract<Screen, { id: Id }>;

/** The shipped terms of use. */
function terms(language: 'fr' | 'en'): Terms {
  return termsIn(readShippedTerms(), language);
}

const EMAIL = 'claire.exemple@orange.fr';
const ON_FILE = 'c•••e@orange.fr';
const LONG_ON_FILE = 'm•••n@messagerie-longue-de-la-demonstration.example.fr';
const LONG_EMAIL = 'marie-christine.exemple-de-la-demonstration@messagerie-longue.example.fr';
const PASSWORD = '"Nantes-Loire44';

const activate = (problem: ScreenOf<'activate'>['problem'] = null): Screen => ({
  ...{ id: 'activate', situation: 'member', problem },
});

const identity = (changes: Partial<ScreenOf<'activate-identity'>> = {}): Screen => ({
  id: 'activate-identity',
  questions: [...SECRET_QUESTIONS],
  emailOnFile: null,
  policy: MCRN_PASSWORD_POLICY,
  terms: terms('fr'),
  problem: null,
  ...changes,
});

const pending = (changes: Partial<ScreenOf<'activated-pending'>> = {}): Screen => ({
  id: 'activated-pending',
  email: EMAIL,
  sender: 'no-reply@mutuelle-servicesplus.fr',
  mail: 'sent',
  linkFor: 48 * HOUR,
  codeFor: 598_000,
  triesLeft: 5,
  resendIn: 47_000,
  problem: null,
  ...changes,
});

const accountCode = (changes: Partial<ScreenOf<'account-code'>> = {}): Screen => ({
  id: 'account-code',
  email: EMAIL,
  sender: 'no-reply@mutuelle-servicesplus.fr',
  expiresIn: 598_000,
  triesLeft: 5,
  resendIn: 47_000,
  problem: null,
  ...changes,
});

const identify = (problem: ScreenOf<'identify'>['problem'] = null): Screen => ({
  id: 'identify',
  purpose: 'password',
  byEmail: true,
  problem,
});

const login = (changes: Partial<ScreenOf<'login'>> = {}): Screen => ({
  id: 'login',
  identifier: '',
  byEmail: true,
  isPassed: false,
  challenge: PICTURES,
  problem: null,
  ...changes,
});

const TO_CODE = [...touchDigits('012345678'), 'submit'];
const NIR_TO_CODE = ['choose-insured', ...touchDigits('255081416802538'), 'submit'];
const CODE = ['key-A', 'key-C', 'key-D', 'key-3', 'key-4', 'key-E', 'key-F', 'key-G', 'key-6', 'key-7'];

const TO_EMAIL = ['.secret-answer', '"Jules Ferry', 'submit'];
const TO_AGAIN = [...TO_EMAIL, '.email', `"${EMAIL}`, 'submit'];
const TO_PASSWORD = [...TO_AGAIN, '.email-again', `"${EMAIL}`, 'submit'];
const TO_CONFIRMATION = [...TO_PASSWORD, '.password', PASSWORD, 'submit'];
const TO_TERMS = [...TO_CONFIRMATION, '.confirmation', PASSWORD, 'submit'];
/** Keys that pass the button for another address and scroll to the end of the text. */
const READ = [...TO_TERMS, '#Tab', '#Tab', '#End'];

/** Samples of the screens that activate and confirm an account, and of e-mail identifiers. */
export function activationSamples(now: number): Sample[] {
  const until = now + 22 * HOUR;
  const step = (place: number): Partial<View> => ({ progress: { step: [1, 1, 3, 8][place] ?? 1, of: 8 } });
  const large: Partial<View> = { textSize: 'largest' };
  const english: Partial<View> = { language: 'en' };
  const largeEnglish: Partial<View> = { ...large, ...english };
  const code = (name: string, problem: ScreenOf<'activate'>['problem']): Sample => ({
    name: `activate-code-${name}`,
    view: view(activate(problem), step(1)),
    steps: TO_CODE,
  });
  const part = (name: string, steps: readonly string[]): Sample[] => [
    { name: `activate-identity-${name}`, view: view(identity(), step(2)), steps },
    {
      name: `activate-identity-${name}-largest-en`,
      view: view(identity({ terms: terms('en') }), { ...step(2), ...largeEnglish }),
      steps,
    },
  ];
  const sent = (name: string, problem: ScreenOf<'activate-identity'>['problem']): Sample => ({
    name: `activate-identity-${name}`,
    view: view(identity({ problem }), step(2)),
    steps: [...READ, 'accept'],
  });
  return [
    { name: 'activate-number-empty', view: view(activate(), step(1)) },
    { name: 'activate-number-largest', view: view(activate(), { ...step(1), ...large }) },
    {
      name: 'activate-number-nir-largest',
      view: view(activate(), { ...step(1), ...large }),
      steps: ['choose-insured'],
    },
    {
      name: 'activate-number-problem-en',
      view: view(activate({ kind: 'expired' }), { ...step(1), ...english }),
    },
    { name: 'activate-number', view: view(activate(), step(1)), steps: TO_CODE.slice(0, 6) },
    {
      name: 'activate-number-known',
      view: view(activate(), step(1)),
      steps: [...NIR_TO_CODE, 'change-number'],
    },
    {
      name: 'activate-number-nir-key',
      view: view(activate(), step(1)),
      steps: [...NIR_TO_CODE.slice(0, -2), 'key-9', 'submit'],
    },
    {
      name: 'activate-code',
      view: view(activate(), step(1)),
      steps: [...TO_CODE, ...CODE.slice(0, 6)],
    },
    { name: 'activate-code-nir', view: view(activate(), step(1)), steps: [...NIR_TO_CODE, ...CODE] },
    {
      name: 'activate-code-largest-en',
      view: view(activate({ kind: 'used' }), { ...step(1), ...largeEnglish }),
      steps: NIR_TO_CODE,
    },
    code('malformed', { kind: 'field', field: 'code', issue: 'malformed' }),
    code('wrong', { kind: 'wrong', triesLeft: 2 }),
    code('expired', { kind: 'expired' }),
    code('used', { kind: 'used' }),
    code('locked', { kind: 'locked', until }),
    code('kiosk-paused', { kind: 'kiosk-paused', until }),
    code('offline', { kind: 'offline' }),
    ...part('question', ['other-question']),
    ...part('answer', [...TO_EMAIL.slice(0, -1), 'show-password']),
    {
      name: 'activate-identity-answer-short',
      view: view(identity(), step(2)),
      steps: ['.secret-answer', '"-', 'submit'],
    },
    ...(['', '-largest', '-largest-en'] as const).map((name) => ({
      name: `activate-identity-email-on-file${name}`,
      view: view(identity({ questions: null, emailOnFile: name === '-largest' ? LONG_ON_FILE : ON_FILE }), {
        ...step(2),
        ...(name === '' ? {} : name === '-largest' ? large : largeEnglish),
      }),
    })),
    {
      name: 'activate-identity-terms-on-file',
      view: view(identity({ questions: null, emailOnFile: ON_FILE }), step(2)),
      steps: ['take-on-file', '.password', PASSWORD, 'submit', '.confirmation', PASSWORD, 'submit'],
    },
    ...part('email', [...TO_EMAIL, '.email', '"claire.exemple']),
    {
      name: 'activate-identity-email-signs',
      view: view(identity({ questions: null }), { ...step(2), highContrast: true }),
      steps: ['.email', '"claire', 'domain-laposte.net', '+{symbols}'],
    },
    {
      name: 'activate-identity-email-malformed',
      view: view(identity({ questions: null }), step(2)),
      steps: ['.email', '"claire.exemple@', 'submit'],
    },
    ...part('email-doubt', [...TO_EMAIL, '.email', '"claire.exemple@gmial.com', 'submit']),
    ...part('email-again', [...TO_AGAIN, '.email-again', `"${EMAIL}`]),
    {
      name: 'activate-identity-email-differs',
      view: view(identity(), step(2)),
      steps: [...TO_AGAIN, '.email-again', '"clara'],
    },
    ...part('password', TO_PASSWORD),
    ...part('confirmation', [...TO_CONFIRMATION, '.confirmation', PASSWORD]),
    ...part('terms', TO_TERMS),
    {
      name: 'activate-identity-terms-next',
      view: view(identity(), step(2)),
      steps: [...TO_TERMS, 'next-part'],
    },
    sent('terms-offline', { kind: 'offline' }),
    sent('email-taken', { kind: 'email-taken' }),
    sent('password-refused', { kind: 'refused', broken: ['personal'] }),
    sent('confirmation-mismatch', { kind: 'mismatch' }),
    sent('question-missing', { kind: 'field', field: 'question', issue: 'missing' }),
    { name: 'activated-pending', view: view(pending(), step(3)), steps: touchDigits('1234') },
    { name: 'activated-pending-on-file', view: view(pending({ email: ON_FILE }), step(3)) },
    { name: 'activated-pending-en', view: view(pending(), { ...step(3), ...english }) },
    { name: 'activated-pending-largest', view: view(pending(), { ...step(3), ...large }) },
    { name: 'activated-pending-largest-en', view: view(pending(), { ...step(3), ...largeEnglish }) },
    {
      name: 'activated-pending-contrast',
      view: view(pending({ email: LONG_EMAIL, sender: null, resendIn: 0 }), {
        ...step(3),
        highContrast: true,
      }),
    },
    { name: 'activated-pending-waiting', view: view(pending({ mail: 'waiting' }), step(3)) },
    { name: 'activated-pending-refused', view: view(pending({ mail: 'refused', resendIn: 0 }), step(3)) },
    {
      name: 'activated-pending-unknown',
      view: view(
        pending({ mail: 'unknown', linkFor: 0, codeFor: 0, triesLeft: 0, problem: { kind: 'offline' } }),
        step(3),
      ),
    },
    { name: 'activated-pending-no-tries', view: view(pending({ triesLeft: 0, resendIn: null }), step(3)) },
    { name: 'activated-pending-code-over', view: view(pending({ codeFor: 0, resendIn: 0 }), step(3)) },
    {
      name: 'activated-pending-link-over',
      view: view(pending({ codeFor: 0, linkFor: 0, resendIn: 0 }), step(3)),
    },
    { name: 'activated-pending-wrong', view: view(pending({ problem: { kind: 'wrong' } }), step(3)) },
    { name: 'activated-pending-change', view: view(pending(), step(3)), steps: ['change-email'] },
    {
      name: 'activated-pending-change-offline',
      view: view(pending({ problem: { kind: 'offline' } }), step(3)),
      steps: ['change-email', 'submit', '.email-again', `"${EMAIL}`, 'submit'],
    },
    { name: 'account-active', view: view({ id: 'account-active', identifier: EMAIL }, { canGoBack: false }) },
    {
      name: 'account-active-largest-en',
      view: view({ id: 'account-active', identifier: LONG_EMAIL }, { canGoBack: false, ...largeEnglish }),
    },
    { name: 'account-code', view: view(accountCode(), step(2)), steps: touchDigits('12') },
    { name: 'account-code-largest-en', view: view(accountCode(), { ...step(2), ...largeEnglish }) },
    ...(['malformed', 'wrong', 'expired', 'resend-too-early', 'offline'] as const).map((kind) => ({
      name: `account-code-${kind}`,
      view: view(accountCode({ problem: { kind }, resendIn: 0 }), step(2)),
    })),
    {
      name: 'account-code-locked',
      view: view(accountCode({ problem: { kind: 'locked', until }, triesLeft: 0, resendIn: null }), step(2)),
    },
    { name: 'identify-email', view: view(identify()), steps: ['use-email', '.email', '"claire@'] },
    { name: 'identify-email-largest', view: view(identify(), large), steps: ['use-email'] },
    {
      name: 'identify-email-malformed',
      view: view(identify({ kind: 'email-malformed' })),
      steps: ['use-email'],
    },
    {
      name: 'identify-email-paused',
      view: view(identify({ kind: 'email-paused', until })),
      steps: ['use-email'],
    },
    { name: 'identify-email-offline', view: view(identify({ kind: 'offline' })), steps: ['use-email'] },
    {
      name: 'identify-number-alone',
      view: view({ id: 'identify', purpose: 'letter', byEmail: false, problem: null }),
    },
    { name: 'login-email', view: view(login()), steps: ['use-email', '.email', '"claire'] },
    { name: 'login-email-largest-en', view: view(login(), largeEnglish), steps: ['use-email'] },
    { name: 'login-email-known', view: view(login({ identifier: EMAIL })) },
    {
      name: 'login-email-known-largest',
      view: view(login({ identifier: LONG_EMAIL, problem: { kind: 'wrong' } }), large),
    },
    {
      name: 'login-email-unconfirmed',
      view: view(login({ identifier: EMAIL, problem: { kind: 'unconfirmed' } })),
    },
    { name: 'login-email-offline', view: view(login({ identifier: EMAIL, problem: { kind: 'offline' } })) },
    { name: 'login-largest', view: view(login(), large) },
    {
      name: 'define-password-offline',
      view: view({
        id: 'define-password',
        policy: MCRN_PASSWORD_POLICY,
        isPassed: false,
        challenge: PICTURES,
        problem: { kind: 'offline' },
      }),
      steps: ['.password', PASSWORD, 'submit', '.confirmation', PASSWORD, 'submit'],
    },
  ];
}
