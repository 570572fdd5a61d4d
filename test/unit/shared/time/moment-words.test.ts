import { describe, expect, it, onTestFinished } from 'vitest';
import {
  longDay,
  intlLocale,
  longMoment,
  momentWords,
  shortMoment,
} from '../../../../src-shared/time/moment-words.ts';
import { DEFAULT_ZONE, setAgencyZone } from '../../../../src-shared/time/zone.ts';
import { HOUR, MINUTE } from '../../../../src-shared/time/units.ts';

/** 14 May 2026, 14:32 in Paris (summer time). */
const NOW = Date.UTC(2026, 4, 14, 12, 32);

describe('momentWords', () => {
  it.each([
    { at: NOW, fr: '14\u00a0h\u00a032', en: '2:32\u00a0pm' },
    { at: NOW - 5 * HOUR - 27 * MINUTE, fr: '9\u00a0h\u00a005', en: '9:05\u00a0am' },
    { at: NOW - 14 * HOUR - 32 * MINUTE, fr: '0\u00a0h\u00a000', en: '12:00\u00a0am' },
  ])('writes the time as $fr', ({ at, fr, en }) => {
    expect(momentWords(at, NOW, 'fr').time).toBe(fr);
    expect(momentWords(at, NOW, 'en').time.toLowerCase()).toBe(en);
  });

  it.each([
    { name: 'in three minutes', after: 3 * MINUTE, day: 'today' },
    { name: 'the last minute of today', after: 9 * HOUR + 27 * MINUTE, day: 'today' },
    { name: 'the first minute of tomorrow', after: 9 * HOUR + 28 * MINUTE, day: 'tomorrow' },
    { name: 'in 24 hours', after: 24 * HOUR, day: 'tomorrow' },
    { name: 'in 48 hours', after: 48 * HOUR, day: 'other' },
    { name: 'a day ago', after: -24 * HOUR, day: 'other' },
  ])('$name is $day', ({ after, day }) => {
    expect(momentWords(NOW + after, NOW, 'fr').day).toBe(day);
  });

  it('knows tomorrow on the night that has an hour less', () => {
    const eve = Date.UTC(2026, 2, 28, 22, 30);
    expect(momentWords(eve + 24 * HOUR, eve, 'fr').day).toBe('other');
    expect(momentWords(eve + 22 * HOUR, eve, 'fr').day).toBe('tomorrow');
  });

  it('is the agency’s, whatever zone the machine has', () => {
    onTestFinished(() => setAgencyZone(DEFAULT_ZONE));
    setAgencyZone('Pacific/Noumea');
    expect(momentWords(NOW, NOW, 'fr')).toEqual({
      day: 'today',
      date: 'jeudi 14 mai',
      time: '23\u00a0h\u00a032',
    });
    setAgencyZone('America/Martinique');
    expect(momentWords(NOW + 14 * HOUR, NOW, 'fr').day).toBe('today');
    expect(longMoment(NOW, 'fr')).toBe('jeudi 14 mai 2026 à 8\u00a0h\u00a032');
    expect(longDay(new Date(NOW - 10 * HOUR), 'fr')).toBe('mercredi 13 mai 2026');
  });

  it('says the day in the language of the screen', () => {
    expect(momentWords(NOW, NOW, 'fr').date).toBe('jeudi 14 mai');
    expect(momentWords(Date.UTC(2026, 11, 1, 9), NOW, 'fr').date).toBe('mardi 1er décembre');
    expect(momentWords(NOW, NOW, 'en').date).toMatch(/^Thursday,? 14 May$/u);
  });
});

describe('a moment at the agency', () => {
  /** 1 May 2026, 00:30 in Paris, which is still April by UTC. */
  const FIRST = Date.UTC(2026, 3, 30, 22, 30);

  it('is written at length', () => {
    expect(longMoment(NOW, 'fr')).toBe('jeudi 14 mai 2026 à 14\u00a0h\u00a032');
    expect(longMoment(FIRST, 'fr')).toBe('vendredi 1er mai 2026 à 0\u00a0h\u00a030');
    expect(longMoment(FIRST, 'en')).toBe('Friday, 1 May 2026 at 12:30\u00a0am');
  });

  it('is written in figures', () => {
    expect(shortMoment(FIRST, 'fr')).toBe('01/05/2026 0\u00a0h\u00a030');
    expect(shortMoment(FIRST, 'en')).toBe('01/05/2026 12:30\u00a0am');
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

describe('the hour that clocks show twice', () => {
  const SUMMER = Date.UTC(2026, 9, 25, 0, 30);
  const WINTER = Date.UTC(2026, 9, 25, 1, 30);

  it('is told apart on screens, in mails and in SMS', () => {
    expect(momentWords(SUMMER, SUMMER, 'fr').time).toBe('2\u00a0h\u00a030 (heure d’été)');
    expect(momentWords(WINTER, SUMMER, 'fr').time).toBe('2\u00a0h\u00a030 (heure d’hiver)');
    expect(longMoment(SUMMER, 'fr')).toBe('dimanche 25 octobre 2026 à 2\u00a0h\u00a030 (heure d’été)');
    expect(longMoment(WINTER, 'en')).toBe('Sunday, 25 October 2026 at 2:30\u00a0am (winter time)');
    expect(shortMoment(SUMMER, 'fr')).toBe('25/10/2026 2\u00a0h\u00a030 (heure d’été)');
  });

  it('is that hour alone', () => {
    const told = (at: number) => /\((.*)\)/u.exec(momentWords(at, at, 'fr').time)?.[1] ?? null;
    expect(told(SUMMER - 31 * MINUTE)).toBeNull();
    expect(told(SUMMER - 30 * MINUTE)).toBe('heure d’été');
    expect(told(SUMMER + 29 * MINUTE)).toBe('heure d’été');
    expect(told(SUMMER + 30 * MINUTE)).toBe('heure d’hiver');
    expect(told(WINTER + 29 * MINUTE)).toBe('heure d’hiver');
    expect(told(WINTER + 30 * MINUTE)).toBeNull();
    // Clocks put forward skip an hour; no moment is shown twice.
    for (let at = Date.UTC(2026, 2, 28, 20); at < Date.UTC(2026, 2, 29, 6); at += 15 * MINUTE)
      expect(told(at)).toBeNull();
  });

  it('is not where clocks are never put back', () => {
    onTestFinished(() => setAgencyZone(DEFAULT_ZONE));
    setAgencyZone('Indian/Reunion');
    expect(momentWords(SUMMER, SUMMER, 'fr').time).toBe('4\u00a0h\u00a030');
    // Half an hour, on Lord Howe Island.
    setAgencyZone('Australia/Lord_Howe');
    expect(momentWords(Date.UTC(2026, 3, 4, 14, 45), 0, 'fr').time).toBe('1\u00a0h\u00a045 (heure d’été)');
    expect(momentWords(Date.UTC(2026, 3, 4, 15, 15), 0, 'fr').time).toBe('1\u00a0h\u00a045 (heure d’hiver)');
  });
});
