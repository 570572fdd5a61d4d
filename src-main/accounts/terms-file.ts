import { readFileSync } from 'node:fs';
import { z } from 'zod';
import shippedTerms from '../../resources/terms/terms.json' with { type: 'json' };
import { termsSchema, type Terms } from '../../src-shared/journey/terms.ts';
import { inLanguage, LANGUAGES, languageFields, type Language } from '../../src-shared/language.ts';
import { LETTER_VALID_DAYS } from '../../src-shared/policy/letters.ts';
import { UNFINISHED_KEPT } from '../../src-shared/policy/retention.ts';
import { DAY } from '../../src-shared/time/units.ts';
import { placeOfJsonFault } from '../files/json-fault.ts';
import type { AccountSettings } from './account-settings.ts';

const { version, since, sections } = termsSchema.shape;

/** Languages that a file of terms has to contain: those of the shipped terms. */
const REQUIRED = LANGUAGES.filter((language) => language in shippedTerms);

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
const termsFileSchema = z.strictObject({ version, since, ...languageFields(writtenSections, REQUIRED) });

/** The terms of use, by language. A changed text gets a new version. */
export type TermsFile = z.infer<typeof termsFileSchema>;

/** The terms of use, or the setting whose file is invalid. */
export type TermsResult =
  | { readonly ok: true; readonly terms: TermsFile }
  | { readonly ok: false; readonly key: 'accounts.terms'; readonly expected: string };

/** Reads and checks the file of the settings; at start, so that IT sees a mistake at once. */
export function readTerms({ terms: file }: AccountSettings): TermsResult {
  if (file === undefined) return { ok: true, terms: termsFileSchema.parse(shippedTerms) };
  const fail = (what: string): TermsResult => ({
    ok: false,
    key: 'accounts.terms',
    expected: `a JSON file with version, since, ${REQUIRED.join(' and ')}; ${what}`,
  });
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/u, '');
  } catch {
    return fail('it cannot be read');
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return fail(placeOfJsonFault(text, error));
  }
  const parsed = termsFileSchema.safeParse(json);
  if (parsed.success) return { ok: true, terms: parsed.data };
  return fail(`at fault: ${[...new Set(parsed.error.issues.map(nameOf))].join(', ')}`);
}

/** The terms of use in one language; in the default language when they are not translated. */
export function termsIn(terms: TermsFile, language: Language): Terms {
  return { version: terms.version, since: terms.since, sections: inLanguage(terms, language) };
}

/** Path of the mistake, without the value. */
function nameOf({ path, code, message }: z.core.$ZodIssue): string {
  const place = path.length === 0 ? '(whole file)' : path.join('.');
  return code === 'custom' ? `${place} ${message}` : place;
}
