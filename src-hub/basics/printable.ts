/** Control and invisible characters. They can make a terminal show something other than the text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** Makes a text safe for one line of a terminal or of JSON: invisible characters become `\uXXXX`. */
export function printable(text: string): string {
  return text.replaceAll(UNSEEN, (sign) =>
    Array.from({ length: sign.length }, (_, at) => escapeUnit(sign.charCodeAt(at))).join(''),
  );
}

function escapeUnit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
