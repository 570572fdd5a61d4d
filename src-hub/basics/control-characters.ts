/** Control characters other than tab and line ends. PostgreSQL refuses the first of them in any text. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/** Whether a value of JSON holds a control character, in a text or a key at any depth. */
export function holdsControlCharacter(value: unknown): boolean {
  if (typeof value === 'string') return CONTROL.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inside]) => CONTROL.test(key) || holdsControlCharacter(inside));
}
