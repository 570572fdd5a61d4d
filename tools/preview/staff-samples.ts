import type { Screen, ScreenOf } from '../../src-shared/journey/screens.ts';
import type { View } from '../../src-shared/journey/view.ts';
import { TEST_PARTS } from '../../src-shared/policy/staff/morning-test.ts';
import { STAFF_ACT_NAMES } from '../../src-shared/policy/staff/staff-acts.ts';
import { MINUTE } from '../../src-shared/time/units.ts';
import { view, type Sample } from './sample.ts';

const adviser = { name: 'Camille D.', role: 'adviser', isOffline: false } as const;

/** Screens of staff mode. @param now wall clock of the samples */
export function staffSamples(now: number): Sample[] {
  const visit: NonNullable<ScreenOf<'staff-assist'>['visit']> = {
    step: 'enter-code',
    block: { kind: 'code-tries', until: now + 12 * MINUTE },
    tried: [
      { step: 'identify', block: 'unknown-number', times: 2 },
      { step: 'enter-code', block: 'code-wrong', times: 4 },
    ],
    begunAt: now - 6 * MINUTE,
    endsAt: now + 14 * MINUTE,
  };
  const assist = (changes: Partial<ScreenOf<'staff-assist'>> = {}): Screen => ({
    id: 'staff-assist',
    adviser,
    visit,
    acts: STAFF_ACT_NAMES.map((act) => ({
      act,
      hindrance: act === 'attest-anti-robot' ? 'not-here' : null,
      needsCode: act === 'give-try',
    })),
    outcome: null,
    ...changes,
  });
  const test = (result: 'sent' | null): Screen => ({
    id: 'staff-test',
    adviser: { ...adviser, role: 'it' },
    parts: TEST_PARTS.map((part, index) => ({
      part,
      result: result === null && index > 3 ? null : part === 'printer' ? 'bad' : 'good',
      found: null,
      value: part === 'certificate' ? 61 : null,
    })),
    result,
    canRestart: true,
  });
  const around: Partial<View> = { parked: true };
  const sample = (name: string, screen: Screen, steps?: readonly string[]): Sample => ({
    name,
    view: view(screen, { ...around, canGoBack: name !== 'staff-login' && name !== 'staff-home' }),
    ...(steps && { steps }),
  });
  return [
    sample('staff-login', { id: 'staff-login', problem: null }),
    sample('staff-login-locked', {
      id: 'staff-login',
      problem: { kind: 'locked', until: now + 15 * MINUTE },
    }),
    sample('staff-login-pin', { id: 'staff-login', problem: null }, [
      'key-4',
      'key-7',
      'key-1',
      'key-1',
      'submit',
    ]),
    sample('staff-home', {
      id: 'staff-home',
      adviser,
      visit,
      needs: { notice: null, waiting: 2, test: true },
    }),
    sample('staff-assist', assist()),
    sample(
      'staff-assist-offline',
      assist({
        adviser: { ...adviser, isOffline: true },
        acts: STAFF_ACT_NAMES.map((act) => ({
          act,
          hindrance: act === 'give-try' || act === 'start-letter' ? 'offline' : null,
          needsCode: false,
        })),
        outcome: { act: 'more-time', result: 'done', until: null },
      }),
    ),
    sample('staff-assist-reason', assist(), ['act-correct-contact']),
    sample('staff-assist-contact', assist(), ['act-correct-contact', 'choose-moved']),
    sample('staff-assist-value', assist(), ['act-correct-contact', 'choose-moved', 'choose-email']),
    sample('staff-assist-document', assist(), ['act-give-try', 'choose-identity-shown']),
    sample('staff-sync', {
      ...{ id: 'staff-sync', adviser, lastContact: now - 3 * MINUTE, lastFault: 'unreachable' },
      ...{ waiting: [{ kind: 'password-set', count: 2 }], oldest: 4 * MINUTE, messages: 0 },
      ...{ members: 'ready', rowsBehind: 0, clockAhead: null, now, version: '1.4.0' },
    }),
    sample('staff-test', test(null)),
    sample('staff-test-sent', test('sent')),
    {
      name: 'call-none',
      view: view(
        { id: 'menu', entries: ['password', 'login', 'help'] },
        { call: { state: 'none', by: null } },
      ),
      steps: ['call'],
    },
    {
      name: 'call-unanswered',
      view: view(
        { id: 'menu', entries: ['password', 'login', 'help'] },
        { call: { state: 'unanswered', by: null } },
      ),
    },
    {
      name: 'attract-light',
      view: view({ id: 'attract' }, { canGoBack: false, canLeave: false, call: { state: 'here', by: null } }),
    },
  ];
}
