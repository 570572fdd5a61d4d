import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { TEST_PARTS, type TestPart } from '../../../src-shared/policy/staff/morning-test.ts';
import { STAFF_ACT_NAMES } from '../../../src-shared/policy/staff/staff-acts.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

export const ADVISER = { name: 'Camille D.', role: 'adviser', isOffline: false } as const;

/** Staff mode stands over a visit that waits. */
export const PARKED = { parked: true } as const;

type Assist = ScreenOf<'staff-assist'>;

export const visit = (changes: Partial<NonNullable<Assist['visit']>> = {}): NonNullable<Assist['visit']> => ({
  ...{ step: 'enter-code', block: { kind: 'code-tries', until: Date.now() + 12 * MINUTE } },
  tried: [{ step: 'enter-code', block: 'code-wrong', times: 4 }],
  ...{ begunAt: Date.now(), endsAt: Date.now() + 10 * MINUTE },
  ...changes,
});

/** Every act can be done, but those with a hindrance. */
export const assist = (
  hindrances: Partial<Record<(typeof STAFF_ACT_NAMES)[number], Assist['acts'][number]['hindrance']>> = {},
  changes: Partial<Assist> = {},
): Assist => ({
  ...{ id: 'staff-assist', adviser: ADVISER, visit: visit(), outcome: null },
  acts: STAFF_ACT_NAMES.map((act) => ({
    act,
    hindrance: hindrances[act] ?? null,
    needsCode: act === 'give-try',
  })),
  ...changes,
});

/** The morning test, with these parts tried. */
export const morning = (
  tried: Partial<Record<TestPart, Partial<ScreenOf<'staff-test'>['parts'][number]>>> = {},
  changes: Partial<ScreenOf<'staff-test'>> = {},
): ScreenOf<'staff-test'> => ({
  ...{ id: 'staff-test', adviser: ADVISER, result: null, canRestart: false },
  parts: TEST_PARTS.map((part) => ({ part, result: null, found: null, value: null, ...tried[part] })),
  ...changes,
});
