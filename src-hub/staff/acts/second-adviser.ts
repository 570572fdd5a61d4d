import type { StaffAct } from '../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { checkFactor, checkPin } from '../staff-login.ts';
import { worksIn } from '../staff-people.ts';
import type { StaffSession } from '../staff-session.ts';
import { refusedAct, type ActResult } from './act.ts';
import { ACT_ROLES } from './allow-act.ts';

/** The second adviser of a correction, or why there is none. */
export type SecondAdviser =
  | { readonly ok: true; readonly badge: string | null }
  | { readonly ok: false; readonly refusal: ActResult };

/**
 * Checks the second adviser: another person of this branch who may correct, by PIN and second factor. Where the settings
 * ask for none, one that is given is checked all the same.
 */
export async function checkSecond(
  deps: HubDeps,
  { kiosk, branch, person }: StaffSession,
  second: Extract<StaffAct, { kind: 'correct-contact' }>['second'],
): Promise<SecondAdviser> {
  const refused = (refusal: ActResult): SecondAdviser => ({ ok: false, refusal });
  if (second === undefined)
    return deps.settings.HUB_STAFF_SECOND_ADVISER
      ? refused(refusedAct('second-adviser'))
      : { ok: true, badge: null };
  const { badge, pin, code } = second;
  if (badge === person.badge) return refused(refusedAct('second-adviser'));
  const shown = await checkPin(deps, { kiosk, badge, pin });
  if (shown.result === 'locked') return refused(refusedAct('second-wrong', shown.waitMs));
  if (shown.result === 'wrong') return refused(refusedAct('second-wrong'));
  const other = shown.person;
  if (!worksIn(other, branch) || !ACT_ROLES['correct-contact'].includes(other.role))
    return refused(refusedAct('second-wrong'));
  const proven = await checkFactor(deps, other, code, { kiosk, place: branch });
  if (proven.result === 'locked') return refused(refusedAct('second-wrong', proven.waitMs));
  return proven.result === 'right' ? { ok: true, badge } : refused(refusedAct('second-wrong'));
}
