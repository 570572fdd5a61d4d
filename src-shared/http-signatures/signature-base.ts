import { type InnerList, serializeInnerList, serializeItem } from 'structured-headers';

/** What a signature may cover of a request. */
export interface SignedMessage {
  readonly method: string;
  /** Host, with the port unless it is the usual one. */
  readonly authority: string;
  /** From its first slash, as it is sent. */
  readonly path: string;
  /** From its question mark; empty: none. */
  readonly query: string;
  /**
   * The value of a header.
   * @param name in small letters
   * @returns undefined when the request does not have it
   */
  readonly header: (name: string) => string | undefined;
}

/**
 * What is signed (RFC 9421, section 2.5): one line for each covered component, and one for the parameters.
 * @param input the components that are covered, and the parameters of the signature
 * @returns null when a component is no plain one, comes twice, or is missing in the message
 */
export function signatureBase(input: InnerList, message: SignedMessage): string | null {
  const [items] = input;
  const names = new Set<string>();
  const lines: string[] = [];
  for (const [name, parameters] of items) {
    if (typeof name !== 'string' || parameters.size > 0 || names.has(name)) return null;
    const value = componentOf(name, message);
    if (value === undefined) return null;
    names.add(name);
    lines.push(`${serializeItem(name)}: ${value}`);
  }
  return [...lines, `"@signature-params": ${serializeInnerList(input)}`].join('\n');
}

function componentOf(name: string, message: SignedMessage): string | undefined {
  switch (name) {
    case '@method':
      return message.method.toUpperCase();
    case '@authority':
      return message.authority.toLowerCase();
    case '@path':
      return message.path;
    case '@query':
      return message.query === '' ? '?' : message.query;
    default:
      // A name in capitals is no name of a header here, so that nothing is covered under two names.
      return /^[a-z0-9-]+$/u.test(name) ? message.header(name)?.trim() : undefined;
  }
}
