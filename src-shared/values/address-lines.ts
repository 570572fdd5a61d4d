/** Longest line of a French postal address (NF Z 10-011), in characters. */
export const ADDRESS_LINE_MAX_LENGTH = 38;

/** Most lines between the name and the town. */
export const ADDRESS_LINES = 3;

/** Latin letters, digits and what stands between them in the name of a street. */
const PATTERN = /^[\p{Script=Latin}0-9 '/.,-]+$/u;

/** What is wrong with the lines of an address. */
export type AddressLinesProblem = 'missing' | 'characters' | 'too-long';

/** The lines that were given, or what is wrong with the first bad one. */
export type ParsedAddressLines =
  | { readonly ok: true; readonly lines: string[] }
  | { readonly ok: false; readonly problem: AddressLinesProblem };

/** Reads the lines between the name and the town as typed; empty ones do not count. Capitals stay as they are. */
export function parseAddressLines(typed: readonly string[]): ParsedAddressLines {
  // Gaps of a line are made one, but a line break or a tab within one is not of a person's typing.
  if (typed.some((line) => /\p{Cc}/u.test(line))) return { ok: false, problem: 'characters' };
  const lines = typed
    .map((line) => line.normalize('NFC').replaceAll('’', "'").replaceAll(/\s+/gu, ' ').trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return { ok: false, problem: 'missing' };
  if (lines.some((line) => !PATTERN.test(line) || !/[\p{L}0-9]/u.test(line)))
    return { ok: false, problem: 'characters' };
  if (lines.length > ADDRESS_LINES || lines.some((line) => line.length > ADDRESS_LINE_MAX_LENGTH))
    return { ok: false, problem: 'too-long' };
  return { ok: true, lines };
}
