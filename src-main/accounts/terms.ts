import { z } from 'zod';
import shippedTerms from '../../resources/terms/terms.json' with { type: 'json' };
import { termsSchema, type Terms } from '../../src-shared/journey/terms.ts';
import { inLanguage, LANGUAGES, languageFields, type Language } from '../../src-shared/messages/languages.ts';
import { LETTER_VALID_DAYS } from '../../src-shared/policy/letters.ts';
import { UNFINISHED_KEPT } from '../../src-shared/policy/retention.ts';
import { DAY } from '../../src-shared/time/units.ts';

const { version, since, sections } = termsSchema.shape;

/** Languages that a file of terms has to contain: those of the shipped terms. */
export const TERMS_LANGUAGES = LANGUAGES.filter((language) => language in shippedTerms);

/** Limits of the policy that a text may name in braces, as `{letterValidDays}`: it then says the one that holds. */
const LIMITS: ReadonlyMap<string, number> = new Map([
  ['letterValidDays', LETTER_VALID_DAYS],
  ['unfinishedKeptDays', UNFINISHED_KEPT / DAY],
]);

const OTHER_LIMIT = `names in braces what is none of ${[...LIMITS.keys()].join(', ')}`;

/** Schema of the sections as written: the result has numbers in place of names in braces. */
const writtenSections = sections.transform((written, context) => {
  const fill = (text: string, path: readonly PropertyKey[]): string =>
    text.replaceAll(/\{([^{}]*)\}/gu, (_braces, name: string) => {
      const number = LIMITS.get(name);
      if (number !== undefined) return String(number);
      context.addIssue({ code: 'custom', path: [...path], message: OTHER_LIMIT });
      return '';
    });
  return written.map(({ title, paragraphs }, section) => ({
    title: fill(title, [section, 'title']),
    paragraphs: paragraphs.map((text, index) => fill(text, [section, 'paragraphs', index])),
  }));
});

/** Schema of {@link TermsFile}. */
export const termsFileSchema = z.strictObject({
  version,
  since,
  ...languageFields(writtenSections, TERMS_LANGUAGES),
});

/** The terms of use, by language. A changed text gets a new version. */
export type TermsFile = z.infer<typeof termsFileSchema>;

/** The terms of use that are shipped. */
export function readShippedTerms(): TermsFile {
  return termsFileSchema.parse(shippedTerms);
}

/** The terms of use in one language; in the default language when they are not translated. */
export function termsIn(terms: TermsFile, language: Language): Terms {
  return { version: terms.version, since: terms.since, sections: inLanguage(terms, language) };
}
