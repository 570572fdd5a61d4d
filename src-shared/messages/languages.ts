import { z } from 'zod';
import { baseLocale, locales } from './compiled/runtime.js';

/**
 * Languages that a visitor can choose: those that `project.inlang/settings.json` lists, which is the place to add one.
 * Each has its file of messages.
 */
export const LANGUAGES = locales;

/** Language of a visit or letter when the person's own is unknown. */
export const DEFAULT_LANGUAGE: typeof baseLocale = baseLocale;

/** Schema of {@link Language}. */
export const languageSchema = z.enum(LANGUAGES);

/** BCP 47 tag of a language. */
export type Language = z.infer<typeof languageSchema>;

type DefaultLanguage = typeof DEFAULT_LANGUAGE;
type OtherLanguage = Exclude<Language, DefaultLanguage>;

/** A value for some languages, always including {@link DEFAULT_LANGUAGE}. */
export type InLanguages<Value> = Readonly<
  Record<DefaultLanguage, Value> & Partial<Record<OtherLanguage, Value | undefined>>
>;

/** The value for a language, else for {@link DEFAULT_LANGUAGE}. */
export function inLanguage<Value>(values: InLanguages<Value>, language: Language): Value {
  return values[language] ?? values[DEFAULT_LANGUAGE];
}

/**
 * Fields of the schema of {@link InLanguages}, one for each language.
 * @param value schema of the value
 * @param required languages that must have a value
 */
export function languageFields<Value extends z.ZodType>(
  value: Value,
  required: readonly string[] = [DEFAULT_LANGUAGE],
): LanguageFields<Value> {
  const fields = LANGUAGES.map((language) => [
    language,
    required.includes(language) ? value : value.optional(),
  ]);
  return Object.fromEntries(fields) as LanguageFields<Value>;
}

type LanguageFields<Value extends z.ZodType> = Record<DefaultLanguage, Value> &
  Record<OtherLanguage, z.ZodOptional<Value>>;
