import type { Panel } from '../../src-shared/journey/panel.ts';
import type { ScannerSettings } from '../../src-shared/journey/scanner-settings.ts';
import type { View } from '../../src-shared/journey/view.ts';
import { agencyZone } from '../../src-shared/time/zone.ts';
import { handlerOf } from './handlers.ts';
import { warnedEnd, type SessionTimes } from './idle-rules.ts';
import type { Services } from './steps/services.ts';
import type { Step } from './steps/step.ts';
import type { Visit } from './steps/visit.ts';

/** What a view has beside the visit. */
export interface ViewParts {
  readonly serial: number;
  readonly scanner: ScannerSettings;
  readonly panel: Panel;
  readonly times: SessionTimes;
  /** Notice for staff, shown on `attract`. */
  readonly staffNotice: () => View['staffNotice'];
}

/** The view of a visit as it is now. */
export function viewOf(context: { services: Services; visit: Visit }, parts: ViewParts): View {
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
    progress: handler.progress?.(step) ?? null,
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
    screen: handler.screen(step, context),
  };
}

/** A fault ended the visit: its screen goes away by itself. */
export function isFault(step: Step): boolean {
  return step.at === 'out-of-service' && !step.permanent;
}

/** Ended only by a change outside the kiosk. */
export function isPermanent(step: Step): boolean {
  return step.at === 'out-of-service' && step.permanent;
}
