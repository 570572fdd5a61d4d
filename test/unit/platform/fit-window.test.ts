import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitWindow } from '../../../src-main/platform/fit-window.ts';

const extents = fc.record({
  width: fc.integer({ min: 320, max: 7680 }),
  height: fc.integer({ min: 320, max: 7680 }),
});

describe('a window', () => {
  it.each([
    [
      { width: 1280, height: 800 },
      { width: 1080, height: 1920 },
      { width: 1080, height: 675 },
    ],
    [
      { width: 1280, height: 800 },
      { width: 1366, height: 728 },
      { width: 1164, height: 728 },
    ],
    [
      { width: 1280, height: 800 },
      { width: 1920, height: 1080 },
      { width: 1280, height: 800 },
    ],
    [
      { width: 1080, height: 1920 },
      { width: 1920, height: 1040 },
      { width: 585, height: 1040 },
    ],
  ])('of %o on a display with %o has %o', (wanted, room, size) => {
    expect(fitWindow(wanted, room)).toEqual(size);
  });

  it('of any size fits, in its proportions, and fills the display where it is smaller than wanted', () => {
    fc.assert(
      fc.property(extents, extents, (wanted, room) => {
        const { width, height } = fitWindow(wanted, room);
        expect(width).toBeLessThanOrEqual(room.width);
        expect(height).toBeLessThanOrEqual(room.height);
        expect(Math.abs(width * wanted.height - height * wanted.width)).toBeLessThanOrEqual(
          Math.max(wanted.width, wanted.height),
        );
        const isWhole = width === wanted.width && height === wanted.height;
        expect(isWhole || room.width - width <= 1 || room.height - height <= 1).toBe(true);
      }),
    );
  });

  it('has the wanted size on a display that is not known', () => {
    expect(fitWindow({ width: 1280, height: 800 }, { width: 0, height: 0 })).toEqual({
      width: 1280,
      height: 800,
    });
  });
});
