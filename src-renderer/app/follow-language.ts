import type { Language } from '../../src-shared/language.ts';
import { overwriteGetLocale } from '../../src-shared/messages/compiled/runtime.js';

/**
 * Makes every message follow the language of the view. The given function reads rune state, so each text on
 * screen is drawn again when the language changes, without losing what has been typed.
 */
export function followLanguage(current: () => Language): void {
  overwriteGetLocale(current);
}
