import { describe, expect, it } from 'vitest';
import { readBirthDate } from '../../../../../src-shared/values/birth-date.ts';
import {
  birthYears,
  dateText,
  eraseDigit,
  NO_DATE,
  readDate,
  stepPart,
  typeDigit,
  type TypedDate,
} from '../../../../../src-renderer/ui/forms/date-parts.ts';

const YEARS = birthYears(2026);

function typed(digits: string, from: TypedDate = NO_DATE): TypedDate {
  return Array.from(digits).reduce(typeDigit, from);
}

describe('a date that is typed', () => {
  it('goes from part to part by itself', () => {
    expect(dateText(typed('05021950'))).toBe('05/02/1950');
    expect(typed('05')).toMatchObject({ day: '05', active: 'month' });
    expect(typed('0502')).toMatchObject({ month: '02', active: 'year' });
  });

  it('needs no zero before a day or month that can only have one digit', () => {
    expect(dateText(typed('521950'))).toBe('05/02/1950');
    expect(typed('3')).toMatchObject({ day: '3', active: 'day' });
  });

  it('takes no digit more once it is whole', () => {
    expect(dateText(typed('050219507'))).toBe('05/02/1950');
  });

  it('is taken back digit by digit, over the edges of its parts', () => {
    let date = typed('05021950');
    for (const left of ['05/02/195', '05/02/19', '05/02/1', '05/02/', '05/0/', '05//', '0//', '']) {
      date = eraseDigit(date);
      expect(dateText(date)).toBe(left);
    }
    expect(eraseDigit(NO_DATE)).toEqual(NO_DATE);
  });

  it('has a part typed afresh that was chosen', () => {
    const chosen: TypedDate = { ...typed('05021950'), active: 'month', fresh: true };
    expect(dateText(typed('11', chosen))).toBe('05/11/1950');
    expect(dateText(eraseDigit(chosen))).toBe('05//1950');
  });

  it('is incomplete without a year of four digits', () => {
    expect(readBirthDate(dateText(typed('050219')), '2026-03-02')).toEqual({
      ok: false,
      reason: 'malformed',
    });
    expect(dateText(NO_DATE)).toBe('');
  });
});

describe('a date that is turned', () => {
  it('goes round in days and months', () => {
    expect(stepPart(typed('31'), 'day', 1, YEARS).day).toBe('01');
    expect(stepPart(typed('01'), 'day', -1, YEARS).day).toBe('31');
    expect(stepPart(typed('0112'), 'month', 1, YEARS).month).toBe('01');
  });

  it('starts an empty part within reach', () => {
    const day = stepPart(NO_DATE, 'day', -1, YEARS);
    const month = stepPart(day, 'month', 1, YEARS);
    expect(dateText(stepPart(month, 'year', 1, YEARS))).toBe('01/01/1976');
  });

  it('stays between the oldest year and this one', () => {
    expect(stepPart(typed('01012026'), 'year', 1, YEARS).year).toBe('2026');
    expect(stepPart(typed('01011896'), 'year', -1, YEARS).year).toBe('1896');
    expect(stepPart(typed('0101195'), 'year', 1, YEARS).year).toBe('1976');
  });

  it('hands the digits to the part that was turned', () => {
    expect(dateText(typed('7', stepPart(typed('05021950'), 'day', 1, YEARS)))).toBe('07/02/1950');
  });
});

describe('a pasted date', () => {
  it.each(['05/02/1950', '05.02.1950', '05021950', ' 1950-02-05 ', '5/2/1950'])('%s', (text) => {
    expect(dateText(readDate(text))).toBe('05/02/1950');
  });

  it('of no digits is no date', () => {
    expect(readDate('hier')).toEqual(NO_DATE);
  });
});
