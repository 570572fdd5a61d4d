import { SITUATION_RULES } from '../../../../src-shared/policy/situation-rules.ts';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../src-shared/time/days.ts';
import {
  daysAround,
  readDayWithin,
  readSituationDates,
} from '../../../../src-shared/policy/situation-dates.ts';
import { SITUATION_CHANGES } from '../../../../src-shared/values/member-space/situation-change.ts';

const TODAY = '2026-11-22';

describe('days', () => {
  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-11-22', 365, '2027-11-22'],
    ['2026-11-22', 0, '2026-11-22'],
  ])('%s and %i make %s', (date, days, sum) => {
    expect(addDays(date, days)).toBe(sum);
  });

  it('are taken within a range, ends included', () => {
    const range = daysAround(TODAY, { earliest: 60, latest: 365 });
    expect(range).toEqual({ earliest: '2026-09-23', latest: '2027-11-22' });
    const read = (typed: string) => readDayWithin(typed, range);
    expect(read('2026-09-23')).toEqual({ ok: true, value: '2026-09-23' });
    expect(read('22/11/2027')).toEqual({ ok: true, value: '2027-11-22' });
    expect(read('2026-09-22')).toEqual({ ok: false, reason: 'too-old' });
    expect(read('2027-11-23')).toEqual({ ok: false, reason: 'future' });
    expect(read('')).toEqual({ ok: false, reason: 'missing' });
    expect(read('30/02/2027')).toEqual({ ok: false, reason: 'no-such-day' });
    expect(read('tomorrow')).toEqual({ ok: false, reason: 'malformed' });
  });
});

describe('the days of a change of situation', () => {
  it.each(SITUATION_CHANGES)('%s: its range is that of its rule', (change) => {
    const { earliest, latest } = daysAround(TODAY, SITUATION_RULES[change].from);
    const until = SITUATION_RULES[change].until === 'none' ? '' : addDays(latest, 10);
    const problem = (from: string) => {
      const parsed = readSituationDates(change, { from, until }, TODAY);
      return parsed.ok ? null : [parsed.field, parsed.reason];
    };
    expect(problem(earliest)).toBeNull();
    expect(problem(latest)).toBeNull();
    expect(problem(addDays(earliest, -1))).toEqual(['from', 'too-old']);
    expect(problem(addDays(latest, 1))).toEqual(['from', 'future']);
    expect(problem('')).toEqual(['from', 'missing']);
  });

  it('asks for an end where there must be one', () => {
    const read = (until: string) => readSituationDates('leave-of-absence', { from: TODAY, until }, TODAY);
    expect(read('')).toEqual({ ok: false, field: 'until', reason: 'missing' });
    expect(read('2026-11-21')).toEqual({ ok: false, field: 'until', reason: 'before-begin' });
    expect(read('2026-02-30')).toEqual({ ok: false, field: 'until', reason: 'no-such-day' });
    expect(read('2036-11-23')).toEqual({ ok: false, field: 'until', reason: 'future' });
    expect(read('2036-11-22')).toEqual({ ok: true, from: TODAY, until: '2036-11-22' });
    expect(read(TODAY)).toEqual({ ok: true, from: TODAY, until: TODAY });
    expect(read('22/11/2027')).toEqual({ ok: true, from: TODAY, until: '2027-11-22' });
  });

  it('takes an end or none where it is free, and none where nothing ends', () => {
    const read = (change: 'other' | 'retirement', until: string) =>
      readSituationDates(change, { from: TODAY, until }, TODAY);
    expect(read('other', ' ')).toEqual({ ok: true, from: TODAY, until: null });
    expect(read('other', '2027-01-01')).toEqual({ ok: true, from: TODAY, until: '2027-01-01' });
    expect(read('retirement', '')).toEqual({ ok: true, from: TODAY, until: null });
    expect(read('retirement', '2027-01-01')).toEqual({ ok: false, field: 'until', reason: 'malformed' });
  });
});
