import type { Screen } from '../../src-shared/journey/screens.ts';
import { PICTURES, QUESTION, TEXT, touchDigits, view, type Sample } from './sample.ts';
import { HOUR } from '../../src-shared/time/units.ts';

const request = (changes: Partial<Extract<Screen, { id: 'account-request' }>> = {}): Screen => ({
  id: 'account-request',
  isPassed: false,
  purpose: 'create',
  situation: 'member',
  today: '2026-03-02',
  challenge: TEXT,
  problem: null,
  ...changes,
});

const EMAIL = '"claire.exemple@orange.fr';
const TO_EMAIL = [...touchDigits('012345678'), 'submit'];
const TO_AGAIN = [...TO_EMAIL, '.email', EMAIL, 'submit'];
const TO_NAME = [...TO_AGAIN, '.email-again', EMAIL, 'submit'];
const TO_POSTAL = [...TO_NAME, '.family-name', '"Exemple-Démonstration', 'submit'];
const TO_BIRTH = [...TO_POSTAL, ...touchDigits('44000'), 'submit'];
const TO_RECAP = [...TO_BIRTH, ...touchDigits('05021950'), 'submit'];
const TO_ROBOT = [...TO_RECAP, 'submit'];

const NIR = '199052A10901217';
const NIR_KEYS = Array.from(NIR, (character) => `key-${character}`);

const alone = request({ purpose: 'identifier', situation: 'insured' });
const progress = { step: 2, of: 7 };

/** Samples of the screens for asking for an account. */
export function accountSamples(now: number): Sample[] {
  const until = now + 22 * HOUR;
  const robot = (name: string, changes: Parameters<typeof request>[0]): Sample => ({
    name: `account-request-robot-${name}`,
    view: view(request(changes), { progress }),
    steps: TO_ROBOT,
  });
  const part = (name: string, steps: readonly string[]): Sample[] => [
    { name: `account-request-${name}`, view: view(request(), { progress }), steps },
    {
      name: `account-request-${name}-largest-en`,
      view: view(request(), { progress, textSize: 'largest', language: 'en' }),
      steps,
    },
  ];
  const situation: Screen = { id: 'account-situation', purpose: 'create' };
  return [
    { name: 'account-situation', view: view(situation, { progress: { step: 1, of: 7 } }) },
    { name: 'account-situation-contrast', view: view(situation, { highContrast: true }) },
    {
      name: 'account-situation-largest-en',
      view: view(situation, { textSize: 'largest', language: 'en' }),
    },
    ...part('number', touchDigits('012345')),
    { name: 'account-request-number-malformed', view: view(request()), steps: ['key-4', 'submit'] },
    { name: 'account-request-nir-corsica', view: view(alone), steps: NIR_KEYS.slice(0, 6) },
    { name: 'account-request-nir-largest', view: view(alone, { textSize: 'largest' }), steps: NIR_KEYS },
    {
      name: 'account-request-nir-key',
      view: view(alone),
      steps: [...NIR_KEYS.slice(0, -1), 'key-0', 'submit'],
    },
    { name: 'account-request-nir-known', view: view(alone), steps: [...NIR_KEYS, 'submit', 'back'] },
    ...part('email', [...TO_EMAIL, '.email', '"claire.exem']),
    { name: 'account-request-email-again', view: view(request(), { progress }), steps: TO_AGAIN },
    {
      name: 'account-request-email-doubt',
      view: view(request(), { progress }),
      steps: [...TO_EMAIL, '.email', '"claire.exemple@gmial.com', 'submit'],
    },
    ...part('name', [...TO_NAME, '.family-name', '"Exem']),
    {
      name: 'account-request-name-accents',
      view: view(request()),
      steps: [...TO_NAME, '+{accents}', '+{shift}', '+É'],
    },
    {
      name: 'account-request-name-refused',
      view: view(request()),
      steps: [...TO_NAME, '.family-name', '"Exemple 2', 'submit'],
    },
    ...part('birth', [...TO_BIRTH, ...touchDigits('0502')]),
    {
      name: 'account-request-birth-wheels-contrast',
      view: view(request(), { highContrast: true }),
      steps: [...TO_BIRTH, 'birth-day-up', 'birth-month-down', 'birth-year-up'],
    },
    {
      name: 'account-request-birth-no-such-day',
      view: view(request()),
      steps: [...TO_BIRTH, ...touchDigits('31021950'), 'submit'],
    },
    ...part('postal', [...TO_POSTAL, ...touchDigits('440')]),
    ...part('recap', TO_RECAP),
    {
      name: 'account-request-recap-identifier-contrast',
      view: view(alone, { highContrast: true }),
      steps: [
        ...NIR_KEYS,
        'submit',
        '.family-name',
        '"d’Exemple',
        'submit',
        ...touchDigits('01022001'),
        'submit',
        ...touchDigits('20000'),
        'submit',
      ],
    },
    ...(['offline', 'kiosk-paused'] as const).map((kind) => ({
      name: `account-request-recap-${kind}`,
      view: view(
        request({
          challenge: PICTURES,
          problem: kind === 'offline' ? { kind } : { kind, until },
        }),
        { progress },
      ),
      steps: [...TO_ROBOT, 'picture-2'],
    })),
    {
      name: 'account-request-birth-refused-by-main',
      view: view(
        request({ challenge: PICTURES, problem: { kind: 'field', field: 'birth-date', issue: 'future' } }),
      ),
      steps: [...TO_ROBOT, 'picture-2'],
    },
    ...part('robot', TO_ROBOT),
    robot('missed', { problem: { kind: 'challenge-missed' } }),
    robot('picture', { challenge: PICTURES }),
    robot('question', { challenge: QUESTION }),
    ...(['kept', 'accepted', 'refused'] as const).map((headOffice) => ({
      name: `account-requested-${headOffice}`,
      view: view(
        { id: 'account-requested', purpose: 'create', receipt: 'KT4M-7XWA', headOffice },
        { canGoBack: false },
      ),
    })),
    {
      name: 'account-requested-largest-en',
      view: view(
        { id: 'account-requested', purpose: 'create', receipt: 'KT4M-7XWA', headOffice: 'kept' },
        { canGoBack: false, textSize: 'largest', language: 'en' },
      ),
    },
    {
      name: 'account-requested-identifier',
      view: view(
        { id: 'account-requested', purpose: 'identifier', receipt: 'KT4M-7XWA', headOffice: 'accepted' },
        { canGoBack: false },
      ),
    },
  ];
}
