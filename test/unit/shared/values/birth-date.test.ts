import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBirthDate } from '../../../../src-shared/values/birth-date.ts';

const TODAY = '2026-03-01';

const read = (typed: string, today = TODAY): string => {
  const parsed = readBirthDate(typed, today);
  return parsed.ok ? parsed.value : parsed.reason;
};

describe('a birth date', () => {
  it.each([
    ['31/12/1950', '1950-12-31'],
    ['31121950', '1950-12-31'],
    ['1950-12-31', '1950-12-31'],
    ['1/2/1950', '1950-02-01'],
    [' 01.02.1950 ', '1950-02-01'],
    ['01 02 1950', '1950-02-01'],
    ['01-02-1950', '1950-02-01'],
    ['３１１２１９５０', '1950-12-31'],
    ['29/02/1948', '1948-02-29'],
    ['29/02/2000', '2000-02-29'],
    [`01/03/2026`, '2026-03-01'],
    ['01/01/1896', '1896-01-01'],
  ])('%j is read as %s', (typed, date) => {
    expect(read(typed)).toBe(date);
  });

  it.each([
    ['', 'missing'],
    ['  ', 'missing'],
    ['31/02/1950', 'no-such-day'],
    ['31021950', 'no-such-day'],
    ['1950-02-31', 'no-such-day'],
    ['29/02/1900', 'no-such-day'],
    ['29/02/1950', 'no-such-day'],
    ['31/04/1950', 'no-such-day'],
    ['00/01/1950', 'no-such-day'],
    ['01/00/1950', 'no-such-day'],
    ['32/01/1950', 'no-such-day'],
    ['01/13/1950', 'no-such-day'],
    ['02/03/2026', 'future'],
    ['01/01/9999', 'future'],
    ['31/12/1895', 'too-old'],
    ['01/01/0000', 'too-old'],
    ['01/01/50', 'malformed'],
    ['1/1950', 'malformed'],
    ['1211950', 'malformed'],
    ['31/12/19500', 'malformed'],
    ['le 3 mai', 'malformed'],
    ['-1/01/1950', 'malformed'],
    ['1950-1-1', 'malformed'],
    ['1950-12-310', 'malformed'],
    ['11950-12-31', 'malformed'],
    ['311219500', 'malformed'],
    ['131121950', 'malformed'],
    ['131/12/1950', 'malformed'],
    ['💌', 'malformed'],
  ])('%j is refused: %s', (typed, problem) => {
    expect(read(typed)).toBe(problem);
  });

  it('is at the earliest the first day of the year 130 years ago', () => {
    expect(read('1896-01-01', '2026-01-01')).toBe('1896-01-01');
    expect(read('1896-01-01', '2026-12-31')).toBe('1896-01-01');
    expect(read('1895-12-31', '2026-01-01')).toBe('too-old');
    expect(read('1896-12-31', '2027-01-01')).toBe('too-old');
  });

  it('of every real day is read in all forms, whatever the day of today', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-03-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (moment) => {
        const date = moment.toISOString().slice(0, 10);
        const [year, month, of] = date.split('-');
        for (const typed of [
          date,
          `${of}/${month}/${year}`,
          `${of}${month}${year}`,
          `${Number(of)}.${Number(month)}.${year}`,
        ]) {
          expect(read(typed)).toBe(date);
        }
        expect(read(date, date)).toBe(date);
      }),
    );
  });

  it('is the day that was typed, when there is such a day', () => {
    const pad = (value: number): string => String(value).padStart(2, '0');
    const [days, months] = [fc.integer({ min: 0, max: 33 }), fc.integer({ min: 0, max: 13 })];
    let none = 0;
    fc.assert(
      fc.property(days, months, fc.integer({ min: 1890, max: 2030 }), (day, month, year) => {
        const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
        const date = `${year}-${pad(month)}-${pad(day)}`;
        const was = read(`${pad(day)}${pad(month)}${year}`);
        if (month < 1 || month > 12 || day < 1 || day > lastDay) {
          none += 1;
          expect(was).toBe('no-such-day');
        } else if (date > TODAY) expect(was).toBe('future');
        else expect(was).toBe(year < 1896 ? 'too-old' : date);
      }),
      { numRuns: 1000 },
    );
    // Three in ten, when this was written.
    expect(none).toBeGreaterThan(100);
    expect(none).toBeLessThan(500);
  });
});
