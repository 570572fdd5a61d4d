import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minutesAndSeconds, remaining } from '../../../../../src-renderer/ui/time/countdown.ts';

describe('remaining', () => {
  it.each([
    { span: 60_000, receivedAt: 1_000, now: 1_000, left: 60_000 },
    { span: 60_000, receivedAt: 1_000, now: 31_000, left: 30_000 },
    { span: 60_000, receivedAt: 1_000, now: 61_000, left: 0 },
    { span: 60_000, receivedAt: 1_000, now: 99_000, left: 0 },
    { span: 0, receivedAt: 1_000, now: 1_000, left: 0 },
    // A ticker that was read just before the view came must not add time.
    { span: 60_000, receivedAt: 1_000, now: 600, left: 60_000 },
  ])('leaves $left of $span after $receivedAt → $now', ({ span, receivedAt, now, left }) => {
    expect(remaining(span, receivedAt, now)).toBe(left);
  });

  it('never grows as time passes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), fc.nat(), (span, receivedAt, elapsed, more) => {
        const earlier = remaining(span, receivedAt, receivedAt + elapsed);
        const later = remaining(span, receivedAt, receivedAt + elapsed + more);
        expect(later).toBeLessThanOrEqual(earlier);
        expect(later).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('minutesAndSeconds', () => {
  it.each([
    [0, 0, 0],
    [1, 0, 1],
    [999, 0, 1],
    [1_000, 0, 1],
    [59_001, 1, 0],
    [60_000, 1, 0],
    [598_000, 9, 58],
    [-5, 0, 0],
  ])('shows %i ms as %i min %i s', (milliseconds, minutes, seconds) => {
    expect(minutesAndSeconds(milliseconds)).toEqual({ minutes, seconds });
  });
});
