/**
 * An address with a domain of a key: it takes the place of what stands after the `@`, or is added.
 * @returns the text as it is when no name stands before the `@` yet
 */
export function withDomain(typed: string, domain: string): string {
  const name = typed.trim().split('@', 1)[0] ?? '';
  return name === '' ? typed : `${name}@${domain}`;
}
