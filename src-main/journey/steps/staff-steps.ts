import type { ActOutcome } from '../../../src-shared/journey/staff-screens.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { TestPart } from '../../../src-shared/policy/staff/morning-test.ts';
import type { Adviser } from '../../advisers/staff-desk.ts';
import type { PartResult } from '../../advisers/staff-place.ts';

/** States of staff mode. */
export type StaffStep =
  | { readonly at: 'staff-login'; readonly problem: ScreenOf<'staff-login'>['problem'] }
  | { readonly at: 'staff-home'; readonly adviser: Adviser }
  | { readonly at: 'staff-assist'; readonly adviser: Adviser; readonly outcome: ActOutcome | null }
  | { readonly at: 'staff-sync'; readonly adviser: Adviser }
  | {
      readonly at: 'staff-test';
      readonly adviser: Adviser;
      readonly results: Readonly<Partial<Record<TestPart, PartResult>>>;
      readonly told: 'kept' | 'sent' | null;
    };
