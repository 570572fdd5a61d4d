import { spaceSamples } from './space-samples.ts';
import { ENTRIES } from '../../src-shared/journey/action.ts';
import type { Screen } from '../../src-shared/journey/screens.ts';
import { MCRN_PASSWORD_POLICY } from '../../src-shared/policy/passwords/password-policy.ts';
import { accountSamples } from './account-samples.ts';
import { ticketSamples } from './ticket-samples.ts';
import { staffSamples } from './staff-samples.ts';
import { activationSamples } from './activation-samples.ts';
import { loginSamples } from './login-samples.ts';
import { PASSWORD, PICTURES, QUESTION, TEXT, view, type Sample } from './sample.ts';
import { HOUR } from '../../src-shared/time/units.ts';

const enterCode = (changes: Partial<Extract<Screen, { id: 'enter-code' }>> = {}): Screen => ({
  id: 'enter-code',
  line: 'up',
  channel: 'email',
  masked: '*****@*****',
  sender: 'no-reply@mutuelle-servicesplus.fr',
  delivery: 'sent',
  expiresIn: 598_000,
  triesLeft: 5,
  resendIn: 47_000,
  problem: null,
  ...changes,
});

const definePassword = (changes: Partial<Extract<Screen, { id: 'define-password' }>> = {}): Screen => ({
  id: 'define-password',
  policy: MCRN_PASSWORD_POLICY,
  isPassed: false,
  challenge: PICTURES,
  problem: null,
  ...changes,
});

const TO_ROBOT = ['.password', PASSWORD, 'submit', '.confirmation', PASSWORD, 'submit'];

/**
 * All samples.
 * @param now wall clock of the samples
 */
export function samples(now: number): Sample[] {
  const soon = now + 3 * 60_000;
  const tomorrow = now + 22 * HOUR;
  const menu: Screen = {
    id: 'menu',
    entries: ENTRIES.filter((entry) => entry !== 'lost-identifier'),
  };
  const offers: Extract<Screen, { id: 'choose-channel' }>['offers'] = [
    { channel: 'email', masked: '*****@*****', nextAt: null },
    { channel: 'sms', masked: '** ** ** ** 91', nextAt: null },
    { channel: 'letter', masked: null, nextAt: null },
  ];
  const attract = { canGoBack: false, canLeave: false };
  return [
    { name: 'attract', view: view({ id: 'attract' }, attract) },
    {
      name: 'attract-staff',
      view: view(
        { id: 'attract' },
        { ...attract, staffNotice: { kind: 'journal-set-aside', reference: 'K7-2MX' } },
      ),
    },
    {
      name: 'attract-updates-overdue',
      view: view(
        { id: 'attract' },
        { ...attract, staffNotice: { kind: 'updates-overdue', reference: 'unreachable' } },
      ),
    },
    { name: 'menu', view: view(menu, { canGoBack: false }) },
    { name: 'menu-largest', view: view(menu, { canGoBack: false, textSize: 'largest' }) },
    {
      name: 'menu-alone',
      view: view(
        { id: 'menu', entries: ['password', 'login', 'help', 'security-advice'] },
        { canGoBack: false },
      ),
    },
    { name: 'menu-en', view: view(menu, { canGoBack: false, language: 'en' }) },
    { name: 'menu-contrast', view: view(menu, { canGoBack: false, highContrast: true }) },
    { name: 'identify', view: view({ id: 'identify', purpose: 'password', byEmail: true, problem: null }) },
    {
      name: 'identify-typed',
      view: view({ id: 'identify', purpose: 'password', byEmail: true, problem: null }),
      steps: ['key-0', 'key-1', 'key-2', '#Digit3', 'key-4', 'key-5'],
    },
    {
      name: 'identify-malformed',
      view: view({
        id: 'identify',
        purpose: 'password',
        byEmail: true,
        problem: { kind: 'malformed', minDigits: 6, maxDigits: 10 },
      }),
      steps: ['key-4'],
    },
    {
      name: 'identify-unknown',
      view: view({
        id: 'identify',
        purpose: 'password',
        byEmail: true,
        problem: { kind: 'unknown', triesLeft: 3 },
      }),
    },
    {
      name: 'identify-loading',
      view: view({ id: 'identify', purpose: 'password', byEmail: true, problem: { kind: 'loading' } }),
    },
    {
      name: 'identify-paused',
      view: view({
        id: 'identify',
        purpose: 'password',
        byEmail: true,
        problem: { kind: 'paused', until: soon },
      }),
    },
    {
      name: 'identify-contrast',
      view: view(
        { id: 'identify', purpose: 'password', byEmail: true, problem: null },
        { highContrast: true },
      ),
    },
    {
      name: 'identify-largest-en',
      view: view(
        { id: 'identify', purpose: 'password', byEmail: true, problem: null },
        { textSize: 'largest', language: 'en' },
      ),
    },
    ...(['identify', 'sms', 'letter'] as const).map((before) => ({
      name: `anti-robot-${before}`,
      view: view({ id: 'anti-robot', before, challenge: PICTURES, problem: null }),
    })),
    {
      name: 'anti-robot-letters-en',
      view: view({ id: 'anti-robot', before: 'sms', challenge: TEXT, problem: null }, { language: 'en' }),
    },
    {
      name: 'anti-robot-missed-largest',
      view: view(
        { id: 'anti-robot', before: 'letter', challenge: QUESTION, problem: { kind: 'challenge-missed' } },
        { textSize: 'largest' },
      ),
    },
    {
      name: 'anti-robot-paused-contrast',
      view: view(
        {
          id: 'anti-robot',
          before: 'identify',
          challenge: PICTURES,
          problem: { kind: 'paused', until: soon },
        },
        { highContrast: true },
      ),
    },
    { name: 'choose-channel', view: view({ id: 'choose-channel', line: 'up', offers, problem: null }) },
    {
      name: 'choose-channel-en',
      view: view({ id: 'choose-channel', line: 'up', offers, problem: null }, { language: 'en' }),
    },
    {
      name: 'choose-channel-letter',
      view: view({ id: 'choose-channel', line: 'up', offers: offers.slice(2), problem: null }),
    },
    ...(['tries-exhausted', 'sends-exhausted', 'channel-closed', 'not-now', 'kiosk-paused'] as const).map(
      (kind) => ({
        name: `choose-channel-${kind}`,
        view: view({
          id: 'choose-channel',
          line: 'up',
          offers: offers.map((offer) =>
            offer.channel === 'letter' ? offer : { ...offer, nextAt: tomorrow },
          ),
          problem: { kind, until: tomorrow },
        }),
      }),
    ),
    {
      name: 'choose-channel-fallback',
      view: view({ id: 'choose-channel', line: 'fallback', offers, problem: null }),
    },
    {
      name: 'choose-channel-down',
      view: view({ id: 'choose-channel', line: 'down', offers: offers.slice(2), problem: null }),
    },
    { name: 'enter-code-fallback', view: view(enterCode({ line: 'fallback' })) },
    { name: 'enter-code-offline', view: view(enterCode({ problem: { kind: 'offline' } })) },
    { name: 'enter-code-aside', view: view(enterCode(), { canStepAside: true }) },
    { name: 'enter-code', view: view(enterCode()), steps: ['key-1', 'key-2', 'key-3', '#Numpad4'] },
    { name: 'enter-code-en', view: view(enterCode(), { language: 'en' }) },
    { name: 'enter-code-trying', view: view(enterCode({ delivery: 'trying' })) },
    { name: 'enter-code-late', view: view(enterCode({ delivery: 'late', resendIn: 0 })) },
    { name: 'enter-code-refused', view: view(enterCode({ delivery: 'refused', resendIn: 0 })) },
    {
      name: 'enter-code-sms',
      view: view(enterCode({ channel: 'sms', masked: '** ** ** ** 91', sender: 'MCRN', resendIn: null })),
    },
    ...(['malformed', 'wrong', 'expired', 'superseded', 'resend-too-early'] as const).map((kind) => ({
      name: `enter-code-${kind}`,
      view: view(enterCode({ problem: { kind }, triesLeft: 1, expiresIn: kind === 'expired' ? 0 : 300_000 })),
    })),
    { name: 'enter-code-largest', view: view(enterCode(), { textSize: 'largest' }) },
    { name: 'define-password', view: view(definePassword(), { canGoBack: false }) },
    {
      name: 'define-password-typing',
      view: view(definePassword(), { canGoBack: false }),
      steps: ['.password', '"Nantes%', 'show-password', '+{symbols}'],
    },
    {
      name: 'define-password-accents-en',
      view: view(definePassword(), { canGoBack: false, language: 'en' }),
      steps: ['+{accents}', '+é', '+{shift}', '+É'],
    },
    {
      name: 'define-password-good',
      view: view(definePassword(), { canGoBack: false }),
      steps: ['.password', PASSWORD],
    },
    {
      name: 'define-password-confirm',
      view: view(definePassword(), { canGoBack: false }),
      steps: TO_ROBOT.slice(0, 3),
    },
    {
      name: 'define-password-differs',
      view: view(definePassword(), { canGoBack: false }),
      steps: [...TO_ROBOT.slice(0, 4), '"Nantes-l'],
    },
    {
      name: 'define-password-refused',
      view: view(definePassword({ problem: { kind: 'refused', broken: ['common', 'personal'] } }), {
        canGoBack: false,
      }),
      steps: [...TO_ROBOT, 'picture-3'],
    },
    {
      name: 'define-password-mismatch',
      view: view(definePassword({ problem: { kind: 'mismatch' } }), { canGoBack: false }),
      steps: [...TO_ROBOT, 'picture-3'],
    },
    { name: 'define-password-robot', view: view(definePassword(), { canGoBack: false }), steps: TO_ROBOT },
    {
      name: 'define-password-robot-missed',
      view: view(definePassword({ problem: { kind: 'challenge-missed' } }), { canGoBack: false }),
      steps: TO_ROBOT,
    },
    {
      name: 'define-password-robot-expired-contrast',
      view: view(definePassword({ problem: { kind: 'challenge-expired' } }), {
        canGoBack: false,
        highContrast: true,
      }),
      steps: TO_ROBOT,
    },
    {
      name: 'define-password-question',
      view: view(definePassword({ challenge: QUESTION }), { canGoBack: false }),
      steps: [...TO_ROBOT, '.answer', '"vel'],
    },
    {
      name: 'define-password-question-missed',
      view: view(definePassword({ challenge: QUESTION, problem: { kind: 'challenge-missed' } }), {
        canGoBack: false,
      }),
      steps: TO_ROBOT,
    },
    {
      name: 'define-password-largest',
      view: view(definePassword(), { canGoBack: false, textSize: 'largest' }),
    },
    ...([null, 'kept', 'accepted', 'superseded'] as const).map((headOffice) => ({
      name: `password-done-${headOffice ?? 'alone'}`,
      view: view({ id: 'password-done', headOffice, isAttested: false }, { canGoBack: false }),
    })),
    {
      name: 'password-done-en',
      view: view(
        { id: 'password-done', headOffice: 'kept', isAttested: false },
        { canGoBack: false, language: 'en' },
      ),
    },
    {
      name: 'password-done-attested',
      view: view({ id: 'password-done', headOffice: 'kept', isAttested: true }, { canGoBack: false }),
    },
    ...ticketSamples(now),
    { name: 'letter-code', view: view({ id: 'letter-code', problem: null }) },
    {
      name: 'letter-code-typed-en',
      view: view({ id: 'letter-code', problem: null }, { language: 'en' }),
      steps: ['key-A', 'key-C', 'key-D', 'key-3', 'key-4', 'key-W'],
    },
    {
      name: 'letter-code-wrong',
      view: view({ id: 'letter-code', problem: { kind: 'wrong', triesLeft: 4 } }),
    },
    {
      name: 'letter-code-locked',
      view: view({ id: 'letter-code', problem: { kind: 'locked', until: tomorrow } }, { highContrast: true }),
    },
    ...(['malformed', 'expired', 'used', 'offline'] as const).map((kind) => ({
      name: `letter-code-${kind}`,
      view: view({ id: 'letter-code', problem: { kind } }),
    })),
    {
      name: 'letter-requested',
      view: view(
        {
          id: 'letter-requested',
          arrivesBy: now + 192 * HOUR,
          nextLetterAt: now + 24 * HOUR,
          headOffice: 'kept',
        },
        { canGoBack: false },
      ),
    },
    ...loginSamples({ soon, tomorrow }),
    { name: 'security-advice', view: view({ id: 'security-advice' }) },
    { name: 'security-advice-en', view: view({ id: 'security-advice' }, { language: 'en' }) },
    { name: 'help', view: view({ id: 'help', byEmail: true }) },
    { name: 'help-en', view: view({ id: 'help', byEmail: true }, { language: 'en' }) },
    { name: 'help-largest', view: view({ id: 'help', byEmail: true }, { textSize: 'largest' }) },
    { name: 'help-alone', view: view({ id: 'help', byEmail: false }) },
    { name: 'help-contrast', view: view({ id: 'help', byEmail: true }, { highContrast: true }) },
    ...accountSamples(now),
    ...spaceSamples(now),
    {
      name: 'idle-warning',
      view: view(enterCode(), { idle: { cause: 'idle', answerIn: 24_000, total: 30_000 } }),
    },
    {
      name: 'idle-warning-limit',
      view: view(enterCode(), { idle: { cause: 'limit', answerIn: 58_000, total: 60_000 } }),
    },
    {
      name: 'idle-warning-last',
      view: view(menu, { idle: { cause: 'last', answerIn: 41_000, total: 60_000 } }),
    },
    {
      name: 'idle-warning-en',
      view: view(menu, { idle: { cause: 'idle', answerIn: 1_000_000, total: 1_500_000 }, language: 'en' }),
    },
    {
      name: 'out-of-service',
      view: view(
        { id: 'out-of-service', reason: 'fault', reference: 'K7-2MX', details: [], version: '1.4.0' },
        attract,
      ),
    },
    {
      name: 'out-of-service-configuration',
      view: view(
        {
          id: 'out-of-service',
          reason: 'configuration',
          reference: 'K7-2MX',
          details: [
            'mail.port: expected a whole number from 1 to 65535',
            'sesion: unknown key (did you mean session?)',
          ],
          version: '1.4.0',
        },
        attract,
      ),
    },
    ...(['storage', 'key', 'display', 'revoked', 'enrolment', 'unreachable'] as const).map((reason) => ({
      name: `out-of-service-${reason}-en`,
      view: view(
        { id: 'out-of-service' as const, reason, reference: 'K7-2MX', details: [], version: '1.4.0' },
        { ...attract, language: 'en' as const },
      ),
    })),
    ...activationSamples(now),
    ...staffSamples(now),
  ];
}
