import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { plainText, readMessages } from '../../support/messages.ts';

const guide = readFileSync(path.join(import.meta.dirname, '../../../docs/advisers.md'), 'utf8');
const texts = [...readMessages('fr').values()].flat().map(plainText);

/** What the guide quotes, between guillemets or in italics. */
const quotes = [
  ...new Set(
    [...plainText(guide).matchAll(/« (?<said>[^»]+) »|(?<![\w*`])_(?<control>[^_`]+)_(?![\w`])/gu)].map(
      ({ groups }) => groups?.['said'] ?? groups?.['control'] ?? '',
    ),
  ),
];

/** A quote as a pattern: what is left out, and figures, stand for anything. */
function pattern(quote: string): RegExp {
  const parts = quote.split(/\s?…\s?|\d+/u).map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&'));
  return new RegExp(parts.join('.*'), 'iu');
}

it('quotes the screens', () => expect(quotes.length).toBeGreaterThan(40));

it.each(quotes)('“%s” stands on a screen as the guide of advisers quotes it', (quote) => {
  expect(texts.some((text) => pattern(quote).test(text))).toBe(true);
});
