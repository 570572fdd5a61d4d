import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText, TEXT_MAX_LENGTH } from '../../../../src-shared/values/text.ts';
import { NAUGHTY_STRINGS } from '../../../support/hostile/naughty-strings.ts';

/** Any text, halves of characters among it. */
const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 700 })
  .map((units) => String.fromCharCode(...units));

describe('a question or a note', () => {
  it.each([
    [' Quand serai-je remboursée\u00a0? ', 'Quand serai-je remboursée\u00a0?'],
    ["<script>alert('1')</script>", "<script>alert('1')</script>"],
    ["'; DROP TABLE member; --", "'; DROP TABLE member; --"],
    ['une\r\n\r\nautre\tligne', 'une autre ligne'],
    ['nul\u0000 et cloche\u0007', 'nul et cloche'],
    ['e\u0301te\u0301', 'été'],
    ['\ud83d sans moitié', '\ufffd sans moitié'],
    ['👩‍👩‍👧 مرحبا', '👩‍👩‍👧 مرحبا'],
  ])('%j is taken as %j', (typed, text) => {
    expect(readText(typed)).toEqual({ ok: true, value: text });
  });

  it('is missing when nothing of it is left', () => {
    const unseen = [
      '\u200b\u200c',
      '\u00ad',
      '\u3164',
      '\u2800',
      '\u2060 \ufeff',
      '\u202e',
      '\u0301',
      '\u{e0041}',
    ];
    for (const typed of ['', ' \n ', '\u0000\u0007', ...unseen])
      expect(readText(typed)).toEqual({ ok: false, reason: 'missing' });
  });

  it('has at most 600 characters', () => {
    expect(readText('é'.repeat(TEXT_MAX_LENGTH)).ok).toBe(true);
    expect(readText(`${'é'.repeat(TEXT_MAX_LENGTH)}!`)).toEqual({ ok: false, reason: 'too-long' });
  });

  it('is well formed, without control characters, and the same when it is read again', () => {
    fc.assert(
      fc.property(fc.oneof(codeUnits, fc.constantFrom(...NAUGHTY_STRINGS)), (typed) => {
        const parsed = readText(typed);
        if (!parsed.ok) return;
        expect(parsed.value.isWellFormed()).toBe(true);
        expect(parsed.value).not.toMatch(/\p{Cc}/u);
        expect(parsed.value.length).toBeLessThanOrEqual(TEXT_MAX_LENGTH);
        expect(readText(parsed.value)).toEqual(parsed);
      }),
    );
  });
});
