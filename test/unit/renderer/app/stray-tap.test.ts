import { describe, expect, it } from 'vitest';
import { StrayTap } from '../../../../src-renderer/app/stray-tap.ts';

const at = (timeStamp: number, clientX = 100, clientY = 900) => ({ timeStamp, clientX, clientY });

const never = (): number => Number.NEGATIVE_INFINITY;

describe('the second tap of a double tap', () => {
  it('is dropped when the first has led on, and so is a third', () => {
    let place = 'enter-code';
    const taps = new StrayTap(() => place, never);
    expect(taps.isStray(at(1000))).toBe(false);
    place = 'define-password';
    expect(taps.isStray(at(1180, 110, 905))).toBe(true);
    expect(taps.isStray(at(1400))).toBe(true);
    expect(taps.isStray(at(2000))).toBe(false);
  });

  it('counts where nothing has changed: a digit is touched twice, a page turned twice', () => {
    const taps = new StrayTap(() => 'identify', never);
    expect([1000, 1150, 1300].map((time) => taps.isStray(at(time)))).toEqual([false, false, false]);
  });

  it.each([
    ['half a second later', at(1501)],
    ['elsewhere', at(1100, 160, 900)],
  ])('is a tap of its own %s', (_where, next) => {
    let place = 'menu';
    const taps = new StrayTap(() => place, never);
    taps.isStray(at(1000));
    place = 'identify';
    expect(taps.isStray(next)).toBe(false);
  });
});

describe('a tap on what has just come by itself', () => {
  it('is dropped for half a second, in which nobody can have seen it', () => {
    let suddenAt = 1000;
    const taps = new StrayTap(
      () => 'menu',
      () => suddenAt,
    );
    expect(taps.isStray(at(1200))).toBe(true);
    expect(taps.isStray(at(1499))).toBe(true);
    expect(taps.isStray(at(1500))).toBe(false);
    suddenAt = 1600;
    expect(taps.isStray(at(1700, 500, 100))).toBe(true);
  });
});
