/** A text with a name in it, as print has it: the apostrophes of files are straight. */
export function typeset(text: string): string {
  return text.replaceAll("'", '\u2019');
}
