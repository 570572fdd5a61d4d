import type { Panel } from '../../src-shared/journey/panel.ts';
import type { ScannerSettings } from '../../src-shared/journey/scanner-settings.ts';
import { isStaffScreen } from '../../src-shared/journey/staff-screen-ids.ts';
import type { View } from '../../src-shared/journey/view.ts';
import { agencyZone } from '../../src-shared/time/zone.ts';
import { handlerOf } from './handlers.ts';
import { warnedEnd, type SessionTimes } from './idle-rules.ts';
import type { StaffGesture } from '../../src-shared/journey/staff-gesture.ts';
import type { JourneyContext } from './steps/step-handler.ts';
import type { Step } from './steps/step.ts';
import { canStepAside } from './password/waiting-ticket.ts';

/** What a view has beside the visit. */
export interface ViewParts {
  readonly serial: number;
  readonly scanner: ScannerSettings;
  readonly panel: Panel;
  readonly gesture: StaffGesture;
  readonly times: SessionTimes;
  /** Notice for staff, shown on `attract`. */
  readonly staffNotice: () => View['staffNotice'];
}

/** The view of a visit as it is now. */
export function viewOf(context: JourneyContext, parts: ViewParts): View {
  const { services, visit } = context;
  const { step, display, warning } = visit;
  const handler = handlerOf(step);
  const endAt = warnedEnd({ ...visit, waiting: false, inSpace: false }, parts.times);
  return {
    serial: parts.serial,
    ...display,
    agency: services.agency,
    timeZone: agencyZone(),
    scanner: parts.scanner,
    panel: parts.panel,
    progress: handler.progress?.(step, services) ?? null,
    canGoBack: handler.back !== undefined,
    canLeave: step.at !== 'attract' && !isPermanent(step),
    idle:
      warning === null || endAt === null
        ? null
        : {
            cause: warning.cause,
            answerIn: Math.max(0, endAt - services.clock.now()),
            total: Math.max(0, endAt - warning.since),
          },
    staffNotice: step.at === 'attract' ? parts.staffNotice() : null,
    gesture: services.staff === null ? null : parts.gesture,
    parked: context.parked !== null,
    draft: visit.draft,
    call: callOf(context),
    canStepAside: canStepAside(step, context),
    screen: handler.screen(step, context),
  };
}

/** The call for an adviser; null: none can be called from this screen. */
function callOf({ services: { staff }, visit }: JourneyContext): View['call'] {
  if (staff === null) return null;
  const { at } = visit.step;
  if (at === 'attract') return staff.calls.isLit ? { state: 'here', by: null } : null;
  return at === 'out-of-service' || isStaffScreen(at) ? null : staff.calls.view(visit.id);
}

/** A fault ended the visit: its screen goes away by itself. */
export function isFault(step: Step): boolean {
  return step.at === 'out-of-service' && !step.permanent;
}

/** Ended only by a change outside the kiosk. */
export function isPermanent(step: Step): boolean {
  return step.at === 'out-of-service' && step.permanent;
}
