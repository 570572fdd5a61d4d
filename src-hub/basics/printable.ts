/** Controls and invisible signs, which can make a terminal show something else than is there. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** A text on one line of a terminal, or in one line of JSON: signs that are not seen are written as `\uXXXX`. */
export function printable(text: string): string {
  return text.replaceAll(UNSEEN, (sign) =>
    Array.from({ length: sign.length }, (_, at) => escapeUnit(sign.charCodeAt(at))).join(''),
  );
}

function escapeUnit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
