/**
 * Adds a domain to an address, or replaces its domain.
 * @returns the unchanged text when there is no name before the `@` yet
 */
export function withDomain(typed: string, domain: string): string {
  const name = typed.trim().split('@', 1)[0] ?? '';
  return name === '' ? typed : `${name}@${domain}`;
}
