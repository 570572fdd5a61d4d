import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDay } from '../../../../src-shared/time/days.ts';
import { letterTerm } from '../../../../src-hub/letters/codes/letter-term.ts';
import { longDay } from '../../../../src-shared/time/moment-words.ts';
import { DAY } from '../../../../src-shared/time/units.ts';

describe('dates of letters', () => {
  it.each([
    ['2026-01-10T11:00:00Z', '2026-01-30T23:00:00.000Z', 'vendredi 30 janvier 2026'],
    ['2026-01-10T23:30:00Z', '2026-01-31T23:00:00.000Z', 'samedi 31 janvier 2026'],
    ['2026-04-11T08:00:00Z', '2026-05-01T22:00:00.000Z', 'vendredi 1er mai 2026'],
    // Over the change to summer time (29 March) and back (25 October).
    ['2026-03-20T12:00:00Z', '2026-04-09T22:00:00.000Z', 'jeudi 9 avril 2026'],
    ['2026-10-10T12:00:00Z', '2026-10-30T23:00:00.000Z', 'vendredi 30 octobre 2026'],
    ['2028-02-15T12:00:00Z', '2028-03-06T23:00:00.000Z', 'lundi 6 mars 2028'],
  ])('handed over at %s: good until %s, printed as %s', (now, expiresAt, words) => {
    const term = letterTerm(new Date(now));
    expect(term.expiresAt.toISOString()).toBe(expiresAt);
    expect(longDay(term.lastDay, 'fr')).toBe(words);
  });

  it('last at most 21 days and at least 20, and end with the printed day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2025-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (now) => {
          const { expiresAt, lastDay } = letterTerm(now);
          const span = expiresAt.getTime() - now.getTime();
          // The hour of summer time may be lacking or over.
          expect(span).toBeGreaterThan(20 * DAY - 3_600_000);
          expect(span).toBeLessThanOrEqual(21 * DAY + 3_600_000);
          expect(localDay(new Date(expiresAt.getTime() - 1))).toBe(localDay(lastDay));
          expect(localDay(expiresAt)).not.toBe(localDay(lastDay));
        },
      ),
    );
  });

  it('are written in the language of the paragraph', () => {
    const day = new Date('2026-11-01T12:00:00Z');
    expect(longDay(day, 'fr')).toBe('dimanche 1er novembre 2026');
    expect(longDay(day, 'en')).toBe('Sunday, 1 November 2026');
    expect(longDay(new Date('2026-11-11T12:00:00Z'), 'fr')).toBe('mercredi 11 novembre 2026');
  });
});
