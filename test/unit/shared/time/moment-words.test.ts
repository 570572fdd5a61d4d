import { describe, expect, it } from 'vitest';
import {
  longDay,
  intlLocale,
  longMoment,
  momentWords,
  shortMoment,
} from '../../../../src-shared/time/moment-words.ts';
import { HOUR, MINUTE } from '../../../../src-shared/time/units.ts';

const PARIS = 'Europe/Paris';
/** 14 May 2026, 14:32 in Paris (summer time). */
const NOW = Date.UTC(2026, 4, 14, 12, 32);

describe('momentWords', () => {
  it.each([
    { at: NOW, fr: '14\u00a0h\u00a032', en: '2:32\u00a0pm' },
    { at: NOW - 5 * HOUR - 27 * MINUTE, fr: '9\u00a0h\u00a005', en: '9:05\u00a0am' },
    { at: NOW - 14 * HOUR - 32 * MINUTE, fr: '0\u00a0h\u00a000', en: '12:00\u00a0am' },
  ])('writes the time as $fr', ({ at, fr, en }) => {
    expect(momentWords(at, NOW, 'fr', PARIS).time).toBe(fr);
    expect(momentWords(at, NOW, 'en', PARIS).time.toLowerCase()).toBe(en);
  });

  it.each([
    { name: 'in three minutes', after: 3 * MINUTE, day: 'today' },
    { name: 'the last minute of today', after: 9 * HOUR + 27 * MINUTE, day: 'today' },
    { name: 'the first minute of tomorrow', after: 9 * HOUR + 28 * MINUTE, day: 'tomorrow' },
    { name: 'in 24 hours', after: 24 * HOUR, day: 'tomorrow' },
    { name: 'in 48 hours', after: 48 * HOUR, day: 'other' },
    { name: 'a day ago', after: -24 * HOUR, day: 'other' },
  ])('$name is $day', ({ after, day }) => {
    expect(momentWords(NOW + after, NOW, 'fr', PARIS).day).toBe(day);
  });

  it('knows tomorrow on the night that has an hour less', () => {
    const eve = Date.UTC(2026, 2, 28, 22, 30);
    expect(momentWords(eve + 24 * HOUR, eve, 'fr', PARIS).day).toBe('other');
    expect(momentWords(eve + 22 * HOUR, eve, 'fr', PARIS).day).toBe('tomorrow');
  });

  it('is that of the machine when no zone is named', () => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const elsewhere = timeZone === PARIS ? 'Asia/Tokyo' : PARIS;
    expect(momentWords(NOW, NOW, 'fr')).toEqual(momentWords(NOW, NOW, 'fr', timeZone));
    expect(momentWords(NOW, NOW, 'fr')).not.toEqual(momentWords(NOW, NOW, 'fr', elsewhere));
  });

  it('says the day in the language of the screen', () => {
    expect(momentWords(NOW, NOW, 'fr', PARIS).date).toBe('jeudi 14 mai');
    expect(momentWords(NOW, NOW, 'en', PARIS).date).toMatch(/^Thursday,? 14 May$/u);
  });
});

describe('a moment at the agency', () => {
  /** 1 May 2026, 00:30 in Paris, which is still April by UTC. */
  const FIRST = Date.UTC(2026, 3, 30, 22, 30);

  it('is written at length', () => {
    expect(longMoment(NOW, 'fr')).toBe('jeudi 14 mai 2026 à 14:32');
    expect(longMoment(FIRST, 'fr')).toBe('vendredi 1er mai 2026 à 00:30');
    expect(longMoment(FIRST, 'en')).toBe('Friday, 1 May 2026 at 00:30');
  });

  it('is written in figures', () => {
    expect(shortMoment(FIRST, 'fr')).toBe('01/05/2026 00:30');
    expect(shortMoment(FIRST, 'en')).toBe('01/05/2026 00:30');
  });

  it('is written as a day', () => {
    expect(longDay(new Date(FIRST), 'fr')).toBe('vendredi 1er mai 2026');
    expect(longDay(new Date(NOW), 'fr')).toBe('jeudi 14 mai 2026');
    expect(longDay(new Date(FIRST), 'en')).toMatch(/^Friday,? 1 May 2026$/u);
  });

  it('has the locale of the country', () => {
    expect([intlLocale('fr'), intlLocale('en')]).toEqual(['fr-FR', 'en-GB']);
  });
});
