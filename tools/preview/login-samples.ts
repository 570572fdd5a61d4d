import type { Screen } from '../../src-shared/journey/screens.ts';
import { PASSWORD, PICTURES, view, type Sample } from './sample.ts';

const login = (changes: Partial<Extract<Screen, { id: 'login' }>> = {}): Screen => ({
  id: 'login',
  identifier: '',
  byEmail: true,
  isPassed: false,
  challenge: PICTURES,
  problem: null,
  ...changes,
});

/**
 * Samples of the login.
 * @param moments of the wall clock, at which it is possible again
 */
export function loginSamples({
  soon,
  tomorrow,
}: {
  readonly soon: number;
  readonly tomorrow: number;
}): Sample[] {
  return [
    { name: 'login', view: view(login()) },
    { name: 'login-en', view: view(login(), { language: 'en' }) },
    { name: 'login-offline', view: view(login({ problem: { kind: 'offline' } })) },
    { name: 'login-loading', view: view(login({ problem: { kind: 'loading' } })) },
    { name: 'login-known', view: view(login({ identifier: '012345678' })) },
    { name: 'login-wrong', view: view(login({ identifier: '012345678', problem: { kind: 'wrong' } })) },
    {
      name: 'login-delayed',
      view: view(login({ identifier: '012345678', problem: { kind: 'delayed', until: soon } })),
    },
    {
      name: 'login-kiosk-paused',
      view: view(login({ identifier: '012345678', problem: { kind: 'kiosk-paused', until: tomorrow } })),
    },
    {
      name: 'login-robot',
      view: view(login({ identifier: '012345678' })),
      steps: ['.password', PASSWORD, 'submit'],
    },
    {
      name: 'login-robot-missed-en',
      view: view(login({ identifier: '012345678', problem: { kind: 'challenge-missed' } }), {
        language: 'en',
      }),
      steps: ['.password', PASSWORD, 'submit'],
    },
  ];
}
