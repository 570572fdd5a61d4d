import { z } from 'zod';
import { baseLocale, locales } from './messages/compiled/runtime.js';

/** The languages a visitor can choose: those of `messages/project.inlang/settings.json`, each with its file of messages. */
export const LANGUAGES = locales;

/** Language of a visit, of a letter, or of a person of whom none is known. */
export const DEFAULT_LANGUAGE = baseLocale;

/** Schema of {@link Language}. */
export const languageSchema = z.enum(LANGUAGES);

/** BCP 47 tag of a language on screen. */
export type Language = z.infer<typeof languageSchema>;
