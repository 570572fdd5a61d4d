import { describe, expect, it } from 'vitest';
import { judgeVisit, type SessionTimes, sessionTimesSchema } from '../../../src-main/journey/idle-rules.ts';

const TIMES: SessionTimes = {
  warnAfterSeconds: 60,
  warnAfterWhileWaitingSeconds: 300,
  answerSeconds: 30,
  warnAfterInSpaceSeconds: 45,
  hardEndSeconds: 1200,
  spaceHardEndSeconds: 900,
};
const START = 1_800_000_000_000;

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
      '19 min 30 s: the hard end comes before the warning',
      { touched: 1170, warned: null, waiting: false, now: 1170 },
      'active',
      1200,
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
        ...{ startedAt: START, lastTouch: at(touched), warnedAt: warned === null ? null : at(warned) },
        ...{ waiting, inSpace: false, loggedInAt: null },
      },
      TIMES,
      at(now),
    );
    expect(verdict).toEqual({ phase, lookAgainAt: at(lookAgain) });
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
      { login: 600, touched: 1199, waiting: true, now: 1199 },
      'active',
      1200,
    ],
  ])('%s', (_name, { login, touched, waiting, now }, phase, lookAgain) => {
    const at = (seconds: number): number => START + seconds * 1000;
    const visit = { startedAt: START, lastTouch: at(touched), warnedAt: null, waiting };
    const verdict = judgeVisit({ ...visit, inSpace: true, loggedInAt: at(login) }, TIMES, at(now));
    expect(verdict).toEqual({ phase, lookAgainAt: at(lookAgain) });
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
