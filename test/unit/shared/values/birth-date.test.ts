import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  birthDateSchema,
  readBirthDate,
  readSaidBirthDate,
  sameBirthDate,
  UNKNOWN_BIRTH_DATE,
} from '../../../../src-shared/values/birth-date.ts';

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
    ['1950/12/31', '1950-12-31'],
    ['19501231', '1950-12-31'],
    ['20121012', '2012-10-12'],
    ['12102012', '2012-10-12'],
    ['1950-12-31 00:00:00', '1950-12-31'],
    ['31/12/1950 00:00', '1950-12-31'],
    ['1950-12-31T00:00:00.000Z', '1950-12-31'],
    ['31\u201112\u20111950', '1950-12-31'],
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
    ['32/01/1950', 'no-such-day'],
    ['01/13/1950', 'no-such-day'],
    ['02/03/2026', 'future'],
    ['01/01/2030', 'future'],
    ['00/00/2027', 'future'],
    ['04/2026', 'future'],
    ['00/00/1895', 'too-old'],
    ['1895', 'too-old'],
    ['31/12/1895', 'too-old'],
    ['01/01/0001', 'too-old'],
    ['31/04/0000', 'no-such-day'],
    ['32/00/1941', 'no-such-day'],
    ['00/13/1941', 'no-such-day'],
    ['00/00/0000', 'missing'],
    ['99/99/9999', 'missing'],
    ['0000-00-00', 'missing'],
    ['00000000', 'missing'],
    ['XX/XX/XXXX', 'missing'],
    ['—', 'missing'],
    ['NEANT', 'missing'],
    ['15042', 'malformed'],
    ['05/41', 'malformed'],
    ['1950-12-30T23:00:00.000Z', 'malformed'],
    ['01/01/50', 'malformed'],
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
        if (month > 12 || day > (month === 0 ? 31 : lastDay)) {
          none += 1;
          expect(was).toBe('no-such-day');
        } else if (date.replaceAll('-00', '-01') > TODAY) expect(was).toBe('future');
        else expect(was).toBe(year < 1896 ? 'too-old' : date);
      }),
      { numRuns: 1000 },
    );
    // One in seven, when this was written.
    expect(none).toBeGreaterThan(80);
    expect(none).toBeLessThan(500);
  });
});

describe('a birth date of which a part is not known', () => {
  it.each([
    ['00/05/1941', '1941-05-00'],
    ['1941-05-00', '1941-05-00'],
    ['00/00/1941', '1941-00-00'],
    ['1941-00-00', '1941-00-00'],
    ['0/5/1941', '1941-05-00'],
    ['99/05/1941', '1941-05-00'],
    ['99/99/1941', '1941-00-00'],
    ['1941-99-99', '1941-00-00'],
    ['19419999', '1941-00-00'],
    ['XX/05/1941', '1941-05-00'],
    ['??/??/1941', '1941-00-00'],
    ['--/05/1941', '1941-05-00'],
    ['1941-XX-XX', '1941-00-00'],
    ['05/1941', '1941-05-00'],
    ['5/1941', '1941-05-00'],
    ['1941-05', '1941-05-00'],
    ['1941', '1941-00-00'],
    ['00051941', '1941-05-00'],
    ['00001941', '1941-00-00'],
    ['19410500', '1941-05-00'],
    ['19410000', '1941-00-00'],
    ['07/00/1941', '1941-00-07'],
    ['07/03/0000', '0000-03-07'],
    ['07/03/9999', '0000-03-07'],
    ['29/02/0000', '0000-02-29'],
  ])('%j is kept as %s', (typed, date) => {
    expect(read(typed)).toBe(date);
    expect(birthDateSchema.parse(date)).toBe(date);
    expect(read(date)).toBe(date);
  });

  it.each(['1941-02-30', '1941-13-00', '1941-00-32', '1941-5-00', '00/05/1941', '1941', ''])(
    '%j is in no form of the wires',
    (text) => {
      expect(birthDateSchema.safeParse(text).success).toBe(false);
    },
  );

  it.each([
    ['1941-03-07', '1941-03-07', true],
    ['1941-03-07', '1941-03-08', false],
    ['1941-03-07', '1941-03-00', true],
    ['1941-03-31', '1941-03-00', true],
    ['1941-04-07', '1941-03-00', false],
    ['1941-03-07', '1941-00-00', true],
    ['1942-03-07', '1941-00-00', false],
    ['1941-03-07', '1941-00-07', true],
    ['1941-03-08', '1941-00-07', false],
    // Who says less than the file knows has not said it.
    ['1941-03-00', '1941-03-07', false],
    ['1941-00-00', '1941-03-07', false],
    ['1941-00-00', '1941-03-00', false],
    ['1941-00-00', '1941-00-00', true],
    ['1941-03-00', '1941-03-00', true],
    // Without a year it proves nothing.
    ['1941-03-07', '0000-03-07', false],
    ['0000-03-07', '0000-03-07', false],
    ['1941-03-07', UNKNOWN_BIRTH_DATE, false],
    [UNKNOWN_BIRTH_DATE, UNKNOWN_BIRTH_DATE, false],
    ['', UNKNOWN_BIRTH_DATE, false],
    ['', '1941-03-07', false],
  ])('who says %s where %s is on file: %s', (said, onFile, fits) => {
    expect(sameBirthDate(said, onFile)).toBe(fits);
  });

  it('is said with its year', () => {
    expect(readSaidBirthDate('00/05/1941', TODAY)).toEqual({ ok: true, value: '1941-05-00' });
    expect(readSaidBirthDate('07/03/1941', TODAY)).toEqual({ ok: true, value: '1941-03-07' });
    expect(readSaidBirthDate('07/03/0000', TODAY)).toEqual({ ok: false, reason: 'malformed' });
    expect(readSaidBirthDate('00/00/0000', TODAY)).toEqual({ ok: false, reason: 'missing' });
  });
});
