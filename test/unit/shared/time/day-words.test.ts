import { describe, expect, it } from 'vitest';
import { birthDateWords, dateWords, dayWords, monthWord } from '../../../../src-shared/time/day-words.ts';

describe('a date in words', () => {
  it('is said as people say it', () => {
    expect(dateWords('1950-02-05', 'fr')).toBe('5 février 1950');
    expect(dateWords('1950-02-01', 'fr')).toBe('1er février 1950');
    expect(dateWords('1950-02-11', 'fr')).toBe('11 février 1950');
    expect(dateWords('1950-02-01', 'en')).toBe('1 February 1950');
  });

  it('has no part that is not known', () => {
    expect(birthDateWords('1950-02-01', 'fr')).toBe('1er février 1950');
    expect(birthDateWords('1950-02-00', 'fr')).toBe('février 1950');
    expect(birthDateWords('1950-02-00', 'en')).toBe('February 1950');
    expect(birthDateWords('1950-00-00', 'fr')).toBe('1950');
    expect(birthDateWords('1950-00-07', 'fr')).toBe('07/00/1950');
  });

  it('is that of a moment where it is read', () => {
    const newYear = Date.UTC(2025, 11, 31, 23, 30);
    expect(dayWords(newYear, 'fr', 'Europe/Paris')).toBe('1er janvier 2026');
    expect(dayWords(newYear, 'en', 'UTC')).toBe('31 December 2025');
  });

  it('names a month once it is whole', () => {
    expect(monthWord('01', 'fr')).toBe('janvier');
    expect(monthWord('02', 'fr')).toBe('février');
    expect(monthWord('12', 'en')).toBe('December');
    expect(['', '1', '00', '13'].map((month) => monthWord(month, 'fr'))).toEqual(['', '', '', '']);
  });
});
