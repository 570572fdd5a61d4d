import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { placeOfJsonFault } from '../files/json-fault.ts';
import type { AccountSettings } from './account-settings.ts';
import { readShippedTerms, TERMS_LANGUAGES, termsFileSchema, type TermsFile } from './terms.ts';

/** The terms of use, or the setting whose file is invalid. */
export type TermsResult =
  | { readonly ok: true; readonly terms: TermsFile }
  | { readonly ok: false; readonly key: 'accounts.terms'; readonly expected: string };

/** Reads and checks the file of the settings; at start, so that IT sees a mistake at once. */
export function readTerms({ terms: file }: AccountSettings): TermsResult {
  if (file === undefined) return { ok: true, terms: readShippedTerms() };
  const fail = (what: string): TermsResult => ({
    ok: false,
    key: 'accounts.terms',
    expected: `a JSON file with version, since, ${TERMS_LANGUAGES.join(' and ')}; ${what}`,
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

/** Path of the mistake, without the value. */
function nameOf({ path, code, message }: z.core.$ZodIssue): string {
  const place = path.length === 0 ? '(whole file)' : path.join('.');
  return code === 'custom' ? `${place} ${message}` : place;
}
