import {
  type InnerList,
  isInnerList,
  ParseError,
  parseDictionary,
  serializeDictionary,
  serializeInnerList,
} from 'structured-headers';

/** Header with what a signature covers, and its parameters (RFC 9421, section 4.1). */
export const SIGNATURE_INPUT_HEADER = 'signature-input';

/** Header with the signature itself (RFC 9421, section 4.2). */
export const SIGNATURE_HEADER = 'signature';

/** Header with the digest of the body (RFC 9530). */
export const CONTENT_DIGEST_HEADER = 'content-digest';

/** Name of the signature in both headers; a reader takes any name. */
const LABEL = 'sig';

/** The one signature of a request. */
export interface RequestSignature {
  /** The components that it covers, and its parameters. */
  readonly input: InnerList;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Writes both headers of a signature. */
export function signatureHeaders({ input, signature }: RequestSignature): Record<string, string> {
  return {
    [SIGNATURE_INPUT_HEADER]: `${LABEL}=${serializeInnerList(input)}`,
    [SIGNATURE_HEADER]: serializeDictionary({ [LABEL]: [signature, new Map()] }),
  };
}

/**
 * Reads both headers.
 * @returns null when one is missing or unreadable, or when there is more than one signature: which of several counts is
 *   a question that a check must not have
 */
export function readSignatureHeaders(header: (name: string) => string | undefined): RequestSignature | null {
  const inputs = dictionaryOf(header(SIGNATURE_INPUT_HEADER));
  const signatures = dictionaryOf(header(SIGNATURE_HEADER));
  if (inputs?.size !== 1 || signatures?.size !== 1) return null;
  const [[label, input] = []] = inputs;
  const [bytes] = signatures.get(label ?? '') ?? [];
  if (input === undefined || !isInnerList(input) || !(bytes instanceof ArrayBuffer)) return null;
  return { input, signature: new Uint8Array(bytes) };
}

/** Writes the header with the digest of a body. @param sha256 32 bytes */
export function contentDigest(sha256: Uint8Array<ArrayBuffer>): string {
  return serializeDictionary({ 'sha-256': [sha256, new Map()] });
}

/** Reads the SHA-256 of that header; other digests beside it are left aside. @returns null when there is none */
export function readContentDigest(header: string | undefined): Uint8Array | null {
  const [bytes] = dictionaryOf(header)?.get('sha-256') ?? [];
  return bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : null;
}

function dictionaryOf(header: string | undefined): ReturnType<typeof parseDictionary> | null {
  if (header === undefined) return null;
  try {
    return parseDictionary(header);
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}
