import { z } from 'zod';
import type { View } from '../../src-shared/journey/view.ts';
import { VISIT_SECONDS } from '../../src-shared/policy/sessions.ts';
import { MORE_TIME } from '../../src-shared/policy/staff/staff-mode.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Schema of {@link SessionTimes}: the configuration's `session`, in seconds. */
export const sessionTimesSchema = z.strictObject({
  warnAfterSeconds: z
    .number()
    .min(1)
    .max(3600)
    .default(VISIT_SECONDS.warnAfter)
    .describe('seconds without a touch before the warning'),
  warnAfterWhileWaitingSeconds: z
    .number()
    .min(1)
    .max(3600)
    .default(VISIT_SECONDS.warnAfterWhileWaiting)
    .describe('the same while the visitor waits for a code'),
  warnAfterInSpaceSeconds: z
    .number()
    .min(1)
    .max(3600)
    .default(VISIT_SECONDS.warnAfterInSpace)
    .describe('the same in the member space, where more is to be seen by whoever comes next'),
  answerSeconds: z
    .number()
    .min(1)
    .max(600)
    .default(VISIT_SECONDS.answer)
    .describe('seconds to answer the warning before everything is wiped (WCAG 2.2.1 asks for at least 20)'),
  hardEndSeconds: z
    .number()
    .min(10)
    .max(7200)
    .default(VISIT_SECONDS.hardEnd)
    .describe(
      'longest visit in seconds; it is told a minute before, and can be extended once, by five minutes',
    ),
  spaceHardEndSeconds: z
    .number()
    .min(10)
    .max(1200)
    .default(VISIT_SECONDS.spaceHardEnd)
    .describe(
      'longest stay in the member space in seconds, from the login; told and extended like the visit',
    ),
});

/** Longest time without a touch, and longest visit. */
export type SessionTimes = z.infer<typeof sessionTimesSchema>;

/** Why a visitor is warned: no touch; the longest visit, which can be extended; the same once it was extended. */
type WarningCause = NonNullable<View['idle']>['cause'];

/** What the rules need to know about a visit. Moments are steady. */
export interface VisitTimes {
  readonly startedAt: number;
  readonly lastTouch: number;
  /** The warning on screen, and since when; null: no warning. */
  readonly warning: { readonly cause: WarningCause; readonly since: number } | null;
  /** The visitor has extended the visit. */
  readonly isExtended: boolean;
  /** The end of the extended visit was told, and the visitor went on. */
  readonly isLastTold: boolean;
  /** True while the visitor waits for a code. */
  readonly waiting: boolean;
  /** True in the member space. */
  readonly inSpace: boolean;
  /** Moment of the visit's first login; null: none yet. */
  readonly loggedInAt: number | null;
  /** How many times an adviser has given more time. */
  readonly extraTimes: number;
}

/** State of a visit, and when to check again. */
export type VisitVerdict = {
  /** Steady moment of the next change, unless a touch moves it. */
  readonly lookAgainAt: number;
} & ({ readonly phase: 'active' | 'ended' } | { readonly phase: 'warned'; readonly cause: WarningCause });

/** What the limits of a visit depend on. */
type Limited = Pick<VisitTimes, 'startedAt' | 'loggedInAt' | 'isExtended' | 'extraTimes'>;

/** The two limits of a visit: steady moments of the end and of its warning. The nearer one counts. */
function limitOf(visit: Limited, times: SessionTimes): { readonly endAt: number; readonly warnAt: number } {
  const limits = [
    {
      from: visit.startedAt + visit.extraTimes * MORE_TIME.span,
      seconds: times.hardEndSeconds,
    },
    { from: visit.loggedInAt ?? Infinity, seconds: times.spaceHardEndSeconds },
  ].map(({ from, seconds }) => {
    const more = visit.isExtended ? Math.min(VISIT_SECONDS.extension, seconds) : 0;
    const endAt = from + (seconds + more) * SECOND;
    return { endAt, warnAt: endAt - Math.min(VISIT_SECONDS.warnBeforeEnd, seconds / 4) * SECOND };
  });
  const [first, second] = limits;
  return first !== undefined && (second === undefined || first.endAt <= second.endAt)
    ? first
    : (second ?? { endAt: Infinity, warnAt: Infinity });
}

/** Steady moment at which a visit ends, whatever happens. An adviser's more time does not lengthen the member space. */
export function hardEndOf(visit: Limited, times: SessionTimes): number {
  return limitOf(visit, times).endAt;
}

/** Judges a visit: active, to be warned, or ended. */
export function judgeVisit(visit: VisitTimes, times: SessionTimes, now: number): VisitVerdict {
  const { warning } = visit;
  const limit = limitOf(visit, times);
  if (now >= limit.endAt) return { phase: 'ended', lookAgainAt: now };
  if (warning !== null && warning.cause !== 'idle')
    return { phase: 'warned', cause: warning.cause, lookAgainAt: limit.endAt };
  const limitAt = visit.isLastTold ? limit.endAt : limit.warnAt;
  // A visitor who is asked whether somebody is there answers that first.
  if (warning === null && now >= limitAt)
    return { phase: 'warned', cause: visit.isExtended ? 'last' : 'limit', lookAgainAt: limit.endAt };
  const usual = visit.inSpace ? times.warnAfterInSpaceSeconds : times.warnAfterSeconds;
  const patience = visit.waiting ? times.warnAfterWhileWaitingSeconds : usual;
  const warnAt = warning?.since ?? visit.lastTouch + patience * SECOND;
  if (now < warnAt) return { phase: 'active', lookAgainAt: Math.min(warnAt, limitAt) };
  const endAt = warnAt + times.answerSeconds * SECOND;
  // The warning counts from the moment it could be seen: after the machine has slept, the visitor still has the time
  // to answer.
  if (warning !== null && now >= endAt) return { phase: 'ended', lookAgainAt: now };
  return { phase: 'warned', cause: 'idle', lookAgainAt: Math.min(Math.max(endAt, now), limit.endAt) };
}

/** Steady moment at which the visit ends unless the warning on screen is answered; null: no warning. */
export function warnedEnd(visit: VisitTimes, times: SessionTimes): number | null {
  const { warning } = visit;
  if (warning === null) return null;
  const { endAt } = limitOf(visit, times);
  return warning.cause === 'idle' ? Math.min(warning.since + times.answerSeconds * SECOND, endAt) : endAt;
}
