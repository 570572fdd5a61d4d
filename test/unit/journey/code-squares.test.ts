import { describe, expect, it } from 'vitest';
import { appLinksSchema } from '../../../src-main/journey/steps/app-links.ts';
import { codeSquares } from '../../../src-main/journey/space/code-squares.ts';

/** The square that stands in three corners of each QR code (ISO/IEC 18004). */
const FINDER = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];

describe('the squares of a link', () => {
  it.each(Object.values(appLinksSchema.parse({})))('%s', (address) => {
    const rows = codeSquares(address);
    const size = rows.length;
    expect((size - 17) % 4, 'a size of the standard').toBe(0);
    expect(rows.every((row) => row.length === size)).toBe(true);
    const corner = (top: number, left: number): string[] =>
      rows.slice(top, top + 7).map((row) => row.slice(left, left + 7));
    expect(corner(0, 0)).toEqual(FINDER);
    expect(corner(0, size - 7)).toEqual(FINDER);
    expect(corner(size - 7, 0)).toEqual(FINDER);
    expect(rows.join('')).not.toBe(codeSquares(`${address}x`).join(''));
  });

  it('hold the longest link that the configuration takes', () => {
    const address = `https://www.mcrn.fr/${'a'.repeat(180)}`;
    expect(appLinksSchema.safeParse({ android: address }).success).toBe(true);
    expect(codeSquares(address).length).toBeLessThan(100);
  });

  it.each([
    'http://www.mcrn.fr/',
    'javascript:alert(1)',
    'market://details',
    `https://a.fr/${'a'.repeat(200)}`,
  ])('are made of no %s', (address) =>
    expect(appLinksSchema.safeParse({ ios: address }).success).toBe(false),
  );
});
