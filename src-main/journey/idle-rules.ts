import { z } from 'zod';
import { VISIT_SECONDS } from '../../src-shared/policy/sessions.ts';
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
    .describe('longest visit in seconds, whatever happens'),
  spaceHardEndSeconds: z
    .number()
    .min(10)
    .max(1200)
    .default(VISIT_SECONDS.spaceHardEnd)
    .describe('longest stay in the member space in seconds, from the login, whatever happens'),
});

/** Longest time without a touch, and longest visit. */
export type SessionTimes = z.infer<typeof sessionTimesSchema>;

/** What the rules need to know about a visit. Moments are steady. */
export interface VisitTimes {
  readonly startedAt: number;
  readonly lastTouch: number;
  /** Moment at which the warning appeared; null: no warning. */
  readonly warnedAt: number | null;
  /** True while the visitor waits for a code. */
  readonly waiting: boolean;
  /** True in the member space. */
  readonly inSpace: boolean;
  /** Moment of the visit's first login; null: none yet. */
  readonly loggedInAt: number | null;
}

/** State of a visit, and when to check again. */
export interface VisitVerdict {
  readonly phase: 'active' | 'warned' | 'ended';
  /** Steady moment of the next change, unless a touch moves it. */
  readonly lookAgainAt: number;
}

/** Judges a visit: active, to be warned, or ended. */
export function judgeVisit(visit: VisitTimes, times: SessionTimes, now: number): VisitVerdict {
  const hardEnd = Math.min(
    visit.startedAt + times.hardEndSeconds * SECOND,
    (visit.loggedInAt ?? Infinity) + times.spaceHardEndSeconds * SECOND,
  );
  if (now >= hardEnd) return { phase: 'ended', lookAgainAt: now };
  const usual = visit.inSpace ? times.warnAfterInSpaceSeconds : times.warnAfterSeconds;
  const patience = visit.waiting ? times.warnAfterWhileWaitingSeconds : usual;
  const warnAt = visit.warnedAt ?? visit.lastTouch + patience * SECOND;
  if (now < warnAt) return { phase: 'active', lookAgainAt: Math.min(warnAt, hardEnd) };
  const endAt = warnAt + times.answerSeconds * SECOND;
  // The warning counts from the moment it could be seen: after the machine has slept, the visitor still has the time
  // to answer.
  if (visit.warnedAt !== null && now >= endAt) return { phase: 'ended', lookAgainAt: now };
  return { phase: 'warned', lookAgainAt: Math.min(Math.max(endAt, now), hardEnd) };
}
