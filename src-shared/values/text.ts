import { refused, taken, hasVisible, type Reading } from './reading.ts';

/** Longest question or note, in characters. */
export const TEXT_MAX_LENGTH = 600;

/** Why a text is none that staff can read. */
export type TextReason = 'missing' | 'too-long';

/**
 * Reads a typed question or note. It is taken as plain text, never interpreted. Line breaks and tabs become spaces,
 * other control characters are removed, and a lone surrogate, which UTF-8 cannot hold, becomes U+FFFD.
 */
export function readText(typed: string): Reading<string, TextReason> {
  const text = typed
    .toWellFormed()
    // Tab, line feed, vertical tab, form feed, carriage return.
    .replaceAll(/[\t-\r]+/gu, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    // Last, since a removed character may have parted a letter from its accent.
    .normalize('NFC')
    .trim();
  if (!hasVisible(text)) return refused('missing');
  return text.length > TEXT_MAX_LENGTH ? refused('too-long') : taken(text);
}

/** A text on one line: composed accents, single spaces, none around it. */
export function oneLine(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}
