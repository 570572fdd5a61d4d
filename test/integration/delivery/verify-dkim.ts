import { createHash, type KeyObject, verify } from 'node:crypto';

/** What a receiver finds out of a DKIM signature. */
export interface DkimVerdict {
  readonly valid: boolean;
  readonly domain: string | undefined;
  readonly selector: string | undefined;
  readonly signedHeaders: readonly string[];
}

/** Verifies the signature of a raw message as RFC 6376 tells receivers to (RSA, relaxed/relaxed). */
export function verifyDkim(raw: string, publicKey: KeyObject): DkimVerdict {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).split(/\r\n(?![ \t])/u);
  const nameOf = (header: string): string => header.slice(0, header.indexOf(':')).trim().toLowerCase();
  const signature = headers.find((header) => nameOf(header) === 'dkim-signature') ?? '';
  const tags = new Map(
    signature
      .slice(signature.indexOf(':') + 1)
      .split(';')
      .map((tag) => [
        tag.slice(0, tag.indexOf('=')).trim(),
        tag.slice(tag.indexOf('=') + 1).replace(/\s/gu, ''),
      ]),
  );
  const signedHeaders = (tags.get('h') ?? '').toLowerCase().split(':');
  const left = [...headers];
  const lines = signedHeaders.flatMap((name) => {
    const index = left.findLastIndex((header) => nameOf(header) === name);
    return index < 0 ? [] : left.splice(index, 1).map(relaxedHeader);
  });
  const unsigned = relaxedHeader(signature).replace(/(\bb=)[^;]*/u, '$1');
  const data = Buffer.from([...lines, unsigned].join('\r\n'), 'latin1');
  const bytes = Buffer.from(tags.get('b') ?? '', 'base64');
  const bodyHash = createHash('sha256')
    .update(Buffer.from(relaxedBody(raw.slice(end + 4)), 'latin1'))
    .digest('base64');
  const rightKey = tags.get('a') === 'rsa-sha256' && verify('sha256', data, publicKey, bytes);
  return {
    valid: tags.get('c') === 'relaxed/relaxed' && tags.get('bh') === bodyHash && rightKey,
    domain: tags.get('d'),
    selector: tags.get('s'),
    signedHeaders,
  };
}

function relaxedHeader(header: string): string {
  const colon = header.indexOf(':');
  const value = header
    .slice(colon + 1)
    .replace(/\r\n/gu, '')
    .replace(/[ \t]+/gu, ' ')
    .trim();
  return `${header.slice(0, colon).trim().toLowerCase()}:${value}`;
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/gu, ' ').replace(/ $/u, ''));
  const text = lines.join('\r\n').replace(/(?:\r\n)*$/u, '');
  return text === '' ? '' : `${text}\r\n`;
}
