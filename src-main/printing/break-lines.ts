/** Breaks a text at spaces into lines of at most `columns` characters. A longer word is cut. */
export function breakLines(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  // A non-breaking space does not break.
  for (const word of text.split(' ').flatMap((long) => cutWord(long, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function cutWord(word: string, columns: number): string[] {
  const count = Math.max(1, Math.ceil(word.length / columns));
  return Array.from({ length: count }, (_, part) => word.slice(part * columns, (part + 1) * columns));
}

/**
 * Paragraphs as they are printed in columns: the printer's type has one width of space, and often no other hyphen.
 * @param columns characters in a line
 */
export function inColumns(paragraphs: readonly (readonly string[])[], columns: number): string {
  const plain = (line: string): string => line.replaceAll('\u202f', '\u00a0').replaceAll('\u2011', '-');
  const text = paragraphs
    .map((lines) => lines.flatMap((line) => breakLines(plain(line), columns)).join('\n'))
    .join('\n\n');
  return `${text}\n`;
}
