import { describe, expect, it } from 'vitest';
import { needsOlderLines, olderPage } from '../../../../src-hub/people/feed/older-lines.ts';

const LINE = [7, '123456', 'Exemple', 'Zoé', '1984-05-17', '44000', 'zoe@exemple.fr', '+33639980001', 'fr'];
const page = (...lines: readonly unknown[][]) => ({
  text: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  rows: lines.length,
  last: 9,
});
const changed = (index: number, value: unknown): unknown[] => LINE.with(index, value as string);

describe('a page for kiosks of contract 1', () => {
  it('is the same where they can read it', () => {
    const readable = page(
      LINE,
      [8, '123457'],
      LINE.with(6, null as never)
        .with(7, null as never)
        .with(8, null as never),
    );
    expect(olderPage(readable)).toEqual({ ...readable, withheld: [] });
  });

  it.each([
    ['email', 6, 'jean&marie@orange.fr'],
    ['email', 6, `${'a'.repeat(250)}@a.fr`],
    ['email', 6, 'jean@xn--fiqs8s.xn--fiqs8s'],
    ['phone', 7, '0639980001'],
    ['language', 8, 'br'],
  ])('has null for a value that may be missing: %s', (field, index, value) => {
    expect(olderPage(page(changed(index, value)))).toMatchObject({
      text: page(changed(index, null)).text,
      withheld: [{ position: 7, field }],
    });
  });

  it.each([
    ['birthDate', 4, '1941-00-00'],
    ['birthDate', 4, '1941-02-30'],
    ['postalCode', 5, 'L-2449'],
    ['familyName', 2, 'x'.repeat(101)],
    ['givenName', 3, ''],
    ['familyName', 2, null],
  ])('removes a member without %s, as newer kiosks do by themselves', (field, index, value) => {
    expect(olderPage(page(changed(index, value), [8, '123457']))).toMatchObject({
      text: page([7, '123456'], [8, '123457']).text,
      rows: 2,
      last: 9,
      withheld: [{ position: 7, field }],
    });
  });

  it('leaves out a member whose number they cannot read, and values that they do not know', () => {
    const { text, withheld } = olderPage(page(changed(1, 'A23456'), [...LINE, 'later', { more: 1 }]));
    expect(text).toBe(page(LINE).text);
    expect(withheld).toEqual([{ position: 7, field: 'number' }]);
  });

  it.each([
    [undefined, true],
    ['1', true],
    ['2', false],
    ['3', false],
    ['x', false],
  ])('is for a caller whose contract is %s: %s', (header, needed) => {
    expect(needsOlderLines(header)).toBe(needed);
  });
});
