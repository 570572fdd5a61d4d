import {
  DEFAULT_LANGUAGE,
  LANGUAGES,
  languageSchema,
  type Language,
} from '../../src-shared/messages/languages.ts';

/** What a request says about languages. */
export interface RequestedLanguages {
  /** `?lang=`. */
  readonly query: unknown;
  readonly acceptLanguage: string | undefined;
}

/**
 * The language of a page: the chosen one, otherwise the account's, otherwise the first of the browser's that exists,
 * otherwise French.
 * @param ofAccount null: no account is known
 */
export function pageLanguage(asked: RequestedLanguages, ofAccount: Language | null): Language {
  const chosen = languageSchema.safeParse(asked.query);
  if (chosen.success) return chosen.data;
  if (ofAccount !== null) return ofAccount;
  const wished = (asked.acceptLanguage ?? '').toLowerCase().split(',');
  for (const tag of wished) {
    const found = LANGUAGES.find((language) => tag.trim().split(/[-;]/u)[0] === language);
    if (found !== undefined) return found;
  }
  return DEFAULT_LANGUAGE;
}
