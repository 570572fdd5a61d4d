import { z } from 'zod';

/** The languages a visitor can choose; French is the default of every visit. */
export const LANGUAGES = ['fr', 'en'] as const;

/** Schema of {@link Language}. */
export const languageSchema = z.enum(LANGUAGES);

/** BCP 47 tag of a language on screen. */
export type Language = z.infer<typeof languageSchema>;
