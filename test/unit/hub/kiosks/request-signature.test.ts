import { createHash, createPrivateKey, sign } from 'node:crypto';
import { type InnerList, parseList } from 'structured-headers';
import { describe, expect, it } from 'vitest';
import {
  checkSignature,
  isTimely,
  publicKeyOf,
  type RequestHead,
} from '../../../../src-hub/kiosks/request-signature.ts';
import { makeKeyPair } from '../../../../src-main/hub-client/key-pair.ts';
import { signatureBase } from '../../../../src-shared/http-signatures/signature-base.ts';
import { contentDigest } from '../../../../src-shared/http-signatures/signature-headers.ts';

const PAIR = makeKeyPair();
const KEY = publicKeyOf(Buffer.from(PAIR.publicKey, 'base64url'));
const der = Buffer.from(PAIR.privateKey, 'base64url');
const PRIVATE = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
const CREATED = 1_796_036_400;
const NOW = new Date(CREATED * 1000);
const NEEDED = '"@method" "@path" "@query" "authorization" "content-digest"';

/** A request as a website signs it with a library of its own. */
function signed(list: string, change: Partial<RequestHead> = {}): RequestHead {
  const request: RequestHead = {
    method: 'POST',
    url: '/v1/logins?a=1',
    headers: {
      host: 'hub.mcrn.example',
      authorization: 'Bearer token',
      'content-type': 'application/json',
      'content-digest': contentDigest(createHash('sha256').update('{}').digest()),
    },
    ...change,
  };
  const header = (name: string): string | undefined => request.headers[name] as string | undefined;
  const [path = '', query] = request.url.split('?');
  const base = signatureBase(parseList(list)[0] as InnerList, {
    ...{ method: request.method, path, query: query === undefined ? '' : `?${query}`, header },
    authority: 'hub.mcrn.example',
  });
  const signature = sign(null, Buffer.from(base ?? ''), PRIVATE).toString('base64');
  return {
    ...request,
    headers: { ...request.headers, 'signature-input': `sig1=${list}`, signature: `sig1=:${signature}:` },
  };
}

const PARAMETERS = `;keyid="site";alg="ed25519";created=${CREATED};nonce="0123456789abcdef"`;

describe('a signature of another library', () => {
  it('is taken, whatever its name, its order, and what it covers besides', () => {
    const list = `("content-type" "@authority" ${NEEDED})${PARAMETERS}`;
    expect(checkSignature(signed(list), KEY)).toEqual({
      created: NOW.getTime(),
      expires: Infinity,
      nonce: '0123456789abcdef',
      bodyDigest: createHash('sha256').update('{}').digest(),
    });
  });

  it.each([
    ['a nonce that is short', PARAMETERS.replace('0123456789abcdef', '0123456')],
    ['a nonce that is no text', PARAMETERS.replace('"0123456789abcdef"', '5')],
    ['a nonce with a gap', PARAMETERS.replace('0123456789', '01234 6789')],
    ['a time that is no number', PARAMETERS.replace(String(CREATED), '"now"')],
    ['an end that is no number', `${PARAMETERS};expires="never"`],
    ['another algorithm', PARAMETERS.replace('ed25519', 'rsa-pss-sha512')],
  ])('is refused with %s', (_what, parameters) => {
    expect(checkSignature(signed(`(${NEEDED})${parameters}`), KEY)).toBeNull();
  });

  it.each(['host', 'authorization', 'content-type', 'content-digest'])(
    'is refused when %s is another than was signed',
    (name) => {
      const request = signed(`("content-type" "@authority" ${NEEDED})${PARAMETERS}`);
      const headers = { ...request.headers, [name]: `${String(request.headers[name])}x` };
      expect(checkSignature({ ...request, headers }, KEY)).toBeNull();
    },
  );

  it('is refused beside a second one, be that the right one', () => {
    const request = signed(`(${NEEDED})${PARAMETERS}`);
    const headers = {
      ...request.headers,
      'signature-input': `a=("@method");created=1, ${String(request.headers['signature-input'])}`,
      signature: `a=:AAAA:, ${String(request.headers['signature'])}`,
    };
    expect(checkSignature({ ...request, headers }, KEY)).toBeNull();
  });

  it('is refused with a digest that is none, and with headers that came twice', () => {
    const digest = { ...signed('("@method")').headers, 'content-digest': 'sha-256=:AAAA' };
    expect(checkSignature(signed(`(${NEEDED})${PARAMETERS}`, { headers: digest }), KEY)).toBeNull();
    const request = signed(`(${NEEDED})${PARAMETERS}`);
    const twice = { ...request.headers, signature: [String(request.headers['signature']), 'x=:AAAA:'] };
    expect(checkSignature({ ...request, headers: twice }, KEY)).toBeNull();
  });
});

describe('the time of a signature', () => {
  const at = (expires: number): boolean => {
    const found = checkSignature(signed(`(${NEEDED})${PARAMETERS};expires=${expires}`), KEY);
    if (found === null) throw new Error('refused');
    return isTimely(found, NOW, null);
  };

  it('may end sooner by its own word, never later', () => {
    expect(at(CREATED + 1)).toBe(true);
    expect(at(CREATED - 1)).toBe(false);
    const found = checkSignature(signed(`(${NEEDED})${PARAMETERS};expires=${CREATED + 86_400}`), KEY);
    expect(found && isTimely(found, new Date(NOW.getTime() + 61_000), null)).toBe(false);
  });

  it('is after the beginning of the epoch', () => {
    const found = checkSignature(signed(`(${NEEDED})${PARAMETERS}`), KEY);
    expect(found && isTimely(found, NOW, new Date(NOW.getTime() - 1))).toBe(true);
    expect(found && isTimely(found, NOW, NOW)).toBe(false);
  });
});
