/** An activation code as people read it: two groups of three digits. */
export function groupCode(code: string, separator: string): string {
  return `${code.slice(0, 3)}${separator}${code.slice(3)}`;
}
