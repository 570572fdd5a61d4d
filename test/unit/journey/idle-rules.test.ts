import { describe, expect, it } from 'vitest';
import {
  judgeVisit,
  sessionTimesSchema,
  warnedEnd,
  type SessionTimes,
  type VisitTimes,
} from '../../../src-main/journey/idle-rules.ts';

const TIMES: SessionTimes = {
  warnAfterSeconds: 60,
  warnAfterWhileWaitingSeconds: 300,
  answerSeconds: 30,
  warnAfterInSpaceSeconds: 45,
  hardEndSeconds: 1200,
  spaceHardEndSeconds: 900,
};
const START = 1_800_000_000_000;

/** Nothing was told, nothing extended. */
const FRESH = { warning: null, isExtended: false, isLastTold: false, extraTimes: 0 } as const;
const LIMIT = { warning: { cause: 'limit', since: START + 1140_000 } } as const;
const LAST = { isExtended: true, isLastTold: true } as const;

describe('a visit', () => {
  it.each<
    [string, { touched: number; warned: number | null; waiting: boolean; now: number }, string, number]
  >([
    ['fresh', { touched: 0, warned: null, waiting: false, now: 0 }, 'active', 60],
    ['59.9 s without a touch', { touched: 0, warned: null, waiting: false, now: 59.9 }, 'active', 60],
    ['60 s without a touch', { touched: 0, warned: null, waiting: false, now: 60 }, 'warned', 90],
    ['60 s while waiting for a code', { touched: 0, warned: null, waiting: true, now: 60 }, 'active', 300],
    ['5 min while waiting for a code', { touched: 0, warned: null, waiting: true, now: 300 }, 'warned', 330],
    ['warned, 29 s ago', { touched: 0, warned: 60, waiting: false, now: 89 }, 'warned', 90],
    ['warned, 30 s ago', { touched: 0, warned: 60, waiting: false, now: 90 }, 'ended', 90],
    ['touched again at 50 s', { touched: 50, warned: null, waiting: false, now: 100 }, 'active', 110],
    ['20 min, touched just now', { touched: 1199, warned: null, waiting: false, now: 1200 }, 'ended', 1200],
    [
      'shortly before: the end is told before the question whether somebody is there',
      { touched: 1130, warned: null, waiting: false, now: 1130 },
      'active',
      1140,
    ],
    [
      'asleep for 10 min and not yet warned: still gets the warning',
      { touched: 0, warned: null, waiting: false, now: 600 },
      'warned',
      600,
    ],
  ])('%s', (_name, { touched, warned, waiting, now }, phase, lookAgain) => {
    const at = (seconds: number): number => START + seconds * 1000;
    const verdict = judgeVisit(
      {
        ...{ startedAt: START, lastTouch: at(touched), ...FRESH },
        warning: warned === null ? null : { cause: 'idle', since: at(warned) },
        ...{ waiting, inSpace: false, loggedInAt: null },
      },
      TIMES,
      at(now),
    );
    expect(verdict).toMatchObject({ phase, lookAgainAt: at(lookAgain) });
  });
});

describe('the longest visit', () => {
  const at = (seconds: number): number => START + seconds * 1000;
  const visit = { startedAt: START, ...FRESH, waiting: false, inSpace: false, loggedInAt: null };

  it.each<[string, Partial<VisitTimes>, number, object]>([
    ['1 min before: told', {}, 1140, { phase: 'warned', cause: 'limit', lookAgainAt: at(1200) }],
    ['told: until its end', LIMIT, 1199, { phase: 'warned', cause: 'limit', lookAgainAt: at(1200) }],
    ['not extended: ended', LIMIT, 1200, { phase: 'ended' }],
    ['extended: goes on', { isExtended: true }, 1200, { phase: 'active' }],
    ['extended: told again', { isExtended: true }, 1440, { phase: 'warned', cause: 'last' }],
    ['told for the last time: goes on', LAST, 1441, { phase: 'active' }],
    ['told for the last time: ended', LAST, 1500, { phase: 'ended' }],
    [
      'somebody is asked for meanwhile: that first, and not beyond the end',
      { warning: { cause: 'idle', since: at(1139) } },
      1150,
      { phase: 'warned', cause: 'idle', lookAgainAt: at(1169) },
    ],
    [
      'from the login, in the member space',
      { inSpace: true, loggedInAt: at(100) },
      940,
      { phase: 'warned', cause: 'limit', lookAgainAt: at(1000) },
    ],
    [
      'extended in the member space',
      { inSpace: true, loggedInAt: at(100), isExtended: true },
      1000,
      { phase: 'active' },
    ],
  ])('%s', (_name, more, now, verdict) => {
    expect(judgeVisit({ ...visit, lastTouch: at(now - 1), ...more }, TIMES, at(now))).toMatchObject(verdict);
  });

  it('tells a short limit a quarter of it before', () => {
    const short = { ...TIMES, hardEndSeconds: 20 };
    expect(judgeVisit({ ...visit, lastTouch: at(14) }, short, at(14))).toEqual({
      phase: 'active',
      lookAgainAt: at(15),
    });
    expect(judgeVisit({ ...visit, lastTouch: at(14) }, short, at(15))).toMatchObject({ phase: 'warned' });
  });

  it('says when a warning that is not answered ends the visit', () => {
    expect(warnedEnd({ ...visit, lastTouch: START }, TIMES)).toBeNull();
    expect(
      warnedEnd({ ...visit, lastTouch: START, warning: { cause: 'idle', since: at(1190) } }, TIMES),
    ).toBe(at(1200));
    expect(warnedEnd({ ...visit, lastTouch: START, warning: { cause: 'idle', since: at(60) } }, TIMES)).toBe(
      at(90),
    );
    expect(warnedEnd({ ...visit, lastTouch: START, ...LIMIT }, TIMES)).toBe(at(1200));
  });
});

describe('the member space', () => {
  it.each<[string, { login: number; touched: number; waiting: boolean; now: number }, string, number]>([
    ['44.9 s without a touch', { login: 0, touched: 0, waiting: false, now: 44.9 }, 'active', 45],
    ['45 s without a touch', { login: 0, touched: 0, waiting: false, now: 45 }, 'warned', 75],
    ['45 s while waiting for a code', { login: 0, touched: 0, waiting: true, now: 45 }, 'active', 300],
    ['15 min after the login', { login: 100, touched: 999, waiting: false, now: 1000 }, 'ended', 1000],
    [
      'a late login ends with the visit',
      { login: 600, touched: 1139, waiting: true, now: 1139 },
      'active',
      1140,
    ],
  ])('%s', (_name, { login, touched, waiting, now }, phase, lookAgain) => {
    const at = (seconds: number): number => START + seconds * 1000;
    const visit = { startedAt: START, lastTouch: at(touched), ...FRESH, waiting };
    const verdict = judgeVisit({ ...visit, inSpace: true, loggedInAt: at(login) }, TIMES, at(now));
    expect(verdict).toMatchObject({ phase, lookAgainAt: at(lookAgain) });
  });
});

describe('the times of a visit', () => {
  it('are in the configuration, or those of the domain', () => {
    expect(sessionTimesSchema.parse({})).toEqual(TIMES);
    expect(sessionTimesSchema.parse({ answerSeconds: 60 })).toEqual({ ...TIMES, answerSeconds: 60 });
  });

  it.each<[keyof SessionTimes, number, number]>([
    ['warnAfterSeconds', 1, 3600],
    ['warnAfterWhileWaitingSeconds', 1, 3600],
    ['warnAfterInSpaceSeconds', 1, 3600],
    ['answerSeconds', 1, 600],
    ['hardEndSeconds', 10, 7200],
    ['spaceHardEndSeconds', 10, 1200],
  ])('%s is from %i to %i', (key, least, most) => {
    const isTaken = (seconds: number) => sessionTimesSchema.safeParse({ [key]: seconds }).success;
    expect([least, most].map(isTaken)).toEqual([true, true]);
    expect([least - 1, most + 1].map(isTaken)).toEqual([false, false]);
  });
});
