/** Longest question or note, in characters. */
export const TEXT_MAX_LENGTH = 600;

/** A text in its one form, or what is wrong with it. */
export type ParsedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: 'missing' | 'too-long' };

/**
 * Reads a question or a note as typed. It stays what it is, whatever it looks like; line breaks become gaps,
 * control characters go, and half a character (a lone surrogate, which no UTF-8 has) becomes the sign for a bad one.
 */
export function parseFreeText(typed: string): ParsedText {
  const text = typed
    .toWellFormed()
    .normalize('NFC')
    // Tab, line feed, vertical tab, form feed, carriage return.
    .replaceAll(/[\t-\r]+/gu, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .trim();
  if (text === '') return { ok: false, problem: 'missing' };
  return text.length > TEXT_MAX_LENGTH ? { ok: false, problem: 'too-long' } : { ok: true, text };
}
