import { describe, expect, it } from 'vitest';
import { pageLanguage } from '../../../../src-hub/pages/page-language.ts';

describe('the language of a page', () => {
  it.each([
    ['the chosen one', 'en', 'fr-FR', 'fr', 'en'],
    ['that of the account', undefined, 'fr-FR', 'en', 'en'],
    ['that of the browser', undefined, 'de-DE,EN-gb;q=0.7,fr;q=0.3', null, 'en'],
    ['French when the browser says nothing', undefined, undefined, null, 'fr'],
    ['French when there is none of what it says', undefined, 'de,*;q=0.1', null, 'fr'],
    ['never one that there is not', 'de', undefined, 'en', 'en'],
    ['never a list', ['en', 'fr'], undefined, null, 'fr'],
    ['not one that only begins alike', undefined, 'frr,en', null, 'en'],
  ] as const)('is %s', (_, query, acceptLanguage, ofAccount, expected) => {
    expect(pageLanguage({ query, acceptLanguage }, ofAccount)).toBe(expected);
  });
});
