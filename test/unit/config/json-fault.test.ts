import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOfJsonFault } from '../../../src-main/files/json-fault.ts';

function placeOf(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    return placeOfJsonFault(text, error);
  }
  throw new Error('this is JSON');
}

describe('the place of a fault in JSON', () => {
  it.each([
    ['{"a": demo}', 'line 1, column 7'],
    ['{\n  "mode": demo\n}', 'line 2, column 11'],
    ['{"a": 1,}', 'line 1, column 9'],
    ['[1 2]', 'line 1, column 4'],
    ['{"a": "b" "c"}', 'line 1, column 11'],
    ['\n\n x', 'line 3, column 2'],
    ['{"a": tru}', 'line 1, column 10'],
    ['{"a": 1} x', 'line 1, column 10'],
    ['', 'the end of the file'],
    ['{"a": tr', 'the end of the file'],
  ])('%j: %s', (text, place) => {
    expect(placeOf(text)).toBe(`syntax error at ${place}`);
  });

  it('is the letter that was put into sound JSON where none can stand', () => {
    const spoilt = fc.json().map((json) => ({ json, text: `[${json}, x]` }));
    fc.assert(
      fc.property(spoilt, ({ json, text }) => {
        expect(placeOf(text)).toBe(`syntax error at line 1, column ${json.length + 4}`);
      }),
    );
  });
});
