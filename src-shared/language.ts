import { z } from 'zod';
import { baseLocale, locales } from './messages/compiled/runtime.js';

/**
 * Languages that a visitor can choose: those of `messages/project.inlang/settings.json`. Each has its file of
 * messages.
 */
export const LANGUAGES = locales;

/** Language of a visit or letter when the person's own is unknown. */
export const DEFAULT_LANGUAGE = baseLocale;

/** Schema of {@link Language}. */
export const languageSchema = z.enum(LANGUAGES);

/** BCP 47 tag of a language. */
export type Language = z.infer<typeof languageSchema>;
