/** Control characters other than tab and line ends. PostgreSQL refuses the first of them in any text. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/** Whether a value of JSON holds a control character, in a text or a key at any depth. The depth is the sender's choice. */
export function holdsControlCharacter(value: unknown): boolean {
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string' && CONTROL.test(next)) return true;
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, inside] of Object.entries(next)) {
      if (CONTROL.test(key)) return true;
      left.push(inside);
    }
  }
  return false;
}
