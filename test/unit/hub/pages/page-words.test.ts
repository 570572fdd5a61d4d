import { describe, expect, it } from 'vitest';
import { pageText } from '../../../../src-hub/pages/page-text.ts';
import type { PageKind, PageView } from '../../../../src-hub/pages/page-view.ts';
import { LANGUAGES, type Language } from '../../../../src-shared/messages/languages.ts';

const identifier = 'o•••e@exemple.fr';
const VIEWS: readonly PageView[] = [
  { kind: 'confirm', givenName: 'Odette', identifier },
  { kind: 'done', identifier },
  { kind: 'already' },
  { kind: 'taken' },
  { kind: 'expired', identifier },
  { kind: 'sent', identifier },
  { kind: 'too-early', identifier, at: Date.UTC(2026, 10, 23, 9) },
  { kind: 'too-early', identifier, at: null },
  { kind: 'disavow', at: Date.UTC(2026, 10, 23, 9), place: 'Nantes 1' },
  { kind: 'disavowed' },
  { kind: 'unknown' },
  { kind: 'refused' },
  { kind: 'too-many' },
  { kind: 'unavailable' },
];

function textsOf(view: PageView, language: Language): string[] {
  const { title, paragraphs, facts = [], then = [], button, note } = pageText(view, language);
  return [title, ...paragraphs, ...facts.flat(), ...then, button ?? '', note ?? ''];
}

describe('words of the pages', () => {
  it('are there for every page', () => {
    // A kind that is missing here does not compile.
    const kinds: Readonly<Record<PageKind, true>> = {
      ...{ confirm: true, done: true, already: true, taken: true, expired: true, sent: true },
      ...{ disavow: true, disavowed: true },
      ...{ 'too-early': true, unknown: true, refused: true, 'too-many': true, unavailable: true },
    };
    expect(new Set(VIEWS.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)));
    for (const view of VIEWS)
      for (const language of LANGUAGES)
        for (const text of textsOf(view, language)) expect(text).not.toMatch(/^page_/u);
  });

  it('are other words in every language, with the same facts and buttons', () => {
    for (const view of VIEWS) {
      const [fr, en] = LANGUAGES.map((language) => pageText(view, language));
      expect(fr?.title).not.toBe(en?.title);
      expect([fr?.facts?.length, fr?.button === undefined]).toEqual([
        en?.facts?.length,
        en?.button === undefined,
      ]);
    }
  });

  it('keep French punctuation on the line of its word', () => {
    const french = VIEWS.flatMap((view) => textsOf(view, 'fr'));
    expect(french.filter((text) => / [:;?!»]|« /u.test(text))).toEqual([]);
  });

  it('ask for a button where there is something to do, and nowhere else', () => {
    const withButton = VIEWS.filter((view) => pageText(view, 'fr').button !== undefined);
    expect(withButton.map(({ kind }) => kind)).toEqual(['confirm', 'expired', 'disavow']);
  });
});
