import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { Adviser } from '../../advisers/staff-desk.ts';

/** The adviser, as a screen shows them. */
export function adviserView({ name, role, session }: Adviser): ScreenOf<'staff-home'>['adviser'] {
  return { name, role, isOffline: session === null };
}
