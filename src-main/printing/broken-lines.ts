/** Breaks a text at its gaps into lines of so many characters; a longer word stands alone, broken where it must be. */
export function brokenLines(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  // A non-breaking space is no gap.
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
