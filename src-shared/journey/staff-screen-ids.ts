// Types alone come from the screens: their schemas have no part in the first load of the page.
import type { Screen, ScreenId } from './screens.ts';

/** Id of a screen of staff mode. */
export type StaffScreenId = Extract<ScreenId, `staff-${string}`>;

/** Whether a screen is a visitor's. */
export function isMemberScreen<Any extends Screen>(
  screen: Any,
): screen is Exclude<Any, { id: StaffScreenId }> {
  return !isStaffScreen(screen.id);
}

/** Whether a screen is of staff mode: it stands over that of the member. */
export function isStaffScreen(id: ScreenId): id is StaffScreenId {
  return id.startsWith('staff-');
}
