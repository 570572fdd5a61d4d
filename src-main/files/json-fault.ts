/** Start of V8's messages that may have no position. */
const WITHOUT_PLACE = /^Unexpected (?:token|non-whitespace)/u;

/**
 * Describes where a text stops being JSON. The parser's own message is not used, since it quotes the text, which may
 * hold a password.
 * @param error what `JSON.parse` threw for `text`
 */
export function placeOfJsonFault(text: string, error: unknown): string {
  const message = messageOf(error);
  const told = /at position (\d+)/u.exec(message)?.[1];
  if (told !== undefined) return placeAt(text, Number(told));
  if (!WITHOUT_PLACE.test(message)) return 'syntax error at the end of the file';
  return placeAt(text, unexpectedTokenAt(text));
}

/** The position of the unexpected token: the shortest prefix with that error ends there. */
function unexpectedTokenAt(text: string): number {
  let sound = 0;
  let faulty = text.length;
  while (faulty - sound > 1) {
    const middle = Math.floor((sound + faulty) / 2);
    if (hasUnexpectedToken(text.slice(0, middle))) faulty = middle;
    else sound = middle;
  }
  return sound;
}

function hasUnexpectedToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return WITHOUT_PLACE.test(messageOf(error)) && !messageOf(error).includes('at position');
  }
}

function placeAt(text: string, position: number): string {
  const lines = text.slice(0, position).split('\n');
  return `syntax error at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
