import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { type Item, parseList, type InnerList } from 'structured-headers';
import { describe, expect, it } from 'vitest';
import { signatureBase, type SignedMessage } from '../../../../src-shared/http-signatures/signature-base.ts';
import {
  contentDigest,
  readContentDigest,
  readSignatureHeaders,
  signatureHeaders,
} from '../../../../src-shared/http-signatures/signature-headers.ts';

/** RFC 9421, appendix B.1.4. */
const PRIVATE = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----`);
const PUBLIC = createPublicKey(`-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----`);

/** RFC 9421, appendix B.2: `test-request`. */
const HEADERS: Readonly<Record<string, string>> = {
  host: 'example.com',
  date: 'Tue, 20 Apr 2021 02:07:55 GMT',
  'content-type': 'application/json',
  'content-digest':
    'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
  'content-length': '18',
};
const REQUEST: SignedMessage = {
  method: 'POST',
  authority: 'example.com',
  path: '/foo',
  query: '?param=Value&Pet=dog',
  header: (name) => HEADERS[name],
};

/** RFC 9421, appendix B.2.6. */
const B26 = {
  'signature-input':
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
  signature:
    'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
};

const inputOf = (text: string): InnerList => parseList(text)[0] as InnerList;
const from = (headers: Readonly<Record<string, string>>) => readSignatureHeaders((name) => headers[name]);

describe('the vector of RFC 9421, B.2.6', () => {
  it('has the base of the RFC', () => {
    expect(signatureBase(from(B26)?.input ?? [[], new Map()], REQUEST)?.split('\n')).toEqual([
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@method": POST',
      '"@path": /foo',
      '"@authority": example.com',
      '"content-type": application/json',
      '"content-length": 18',
      `"@signature-params": ${B26['signature-input'].slice('sig-b26='.length)}`,
    ]);
  });

  it('is made and checked, byte for byte', () => {
    const read = from(B26);
    if (read === null) throw new Error('unreadable');
    const base = Buffer.from(signatureBase(read.input, REQUEST) ?? '');
    expect(verify(null, base, PUBLIC, read.signature)).toBe(true);
    expect(Buffer.from(read.signature)).toEqual(sign(null, base, PRIVATE));
    const written = signatureHeaders(read);
    expect(written['signature-input']?.replace('sig=', 'sig-b26=')).toBe(B26['signature-input']);
    expect(written['signature']?.replace('sig=', 'sig-b26=')).toBe(B26.signature);
  });
});

describe('a base', () => {
  it('has the query as it was sent, and a lone question mark without one', () => {
    const base = (query: string) => signatureBase(inputOf('("@query")'), { ...REQUEST, query });
    expect(base('?a=%20b')).toMatch(/^"@query": \?a=%20b\n/u);
    expect(base('')).toMatch(/^"@query": \?\n/u);
  });

  it.each([
    ['a component that is not there', '("x-nowhere")'],
    ['a component twice', '("@method" "@method")'],
    ['a component with a parameter', '("@method";req)'],
    ['a part of a header', '("content-digest";key="sha-512")'],
    ['a header in capitals', '("Date")'],
    ['a component that is no text', '(date)'],
    ['a component that it does not know', '("@status")'],
  ])('is not made of %s', (_what, input) => {
    expect(signatureBase(inputOf(input), REQUEST)).toBeNull();
  });

  it('changes with each part of the message that is covered', () => {
    const input = inputOf('("@method" "@path" "@query" "@authority" "date");created=1');
    const others: SignedMessage[] = [
      { ...REQUEST, method: 'PUT' },
      { ...REQUEST, path: '/fooo' },
      { ...REQUEST, query: '?param=value&Pet=dog' },
      { ...REQUEST, authority: 'example.org' },
      { ...REQUEST, header: () => 'Tue, 20 Apr 2021 02:07:56 GMT' },
    ];
    const bases = [REQUEST, ...others].map((message) => signatureBase(input, message));
    expect(new Set(bases).size).toBe(bases.length);
  });
});

describe('headers', () => {
  const item = (value: string): Item => [value, new Map<string, string>()];
  const written = signatureHeaders({
    input: [[item('@method')], new Map([['created', 1]])],
    signature: Buffer.alloc(64, 7),
  });

  it('are read as they were written', () => {
    expect(from(written)?.signature).toEqual(new Uint8Array(64).fill(7));
    expect(from(written)?.input[0]).toEqual([item('@method')]);
  });

  it.each([
    ['none', {}],
    ['one alone', { 'signature-input': written['signature-input'] ?? '' }],
    ['no structured fields', { ...written, signature: 'sig=:' }],
    ['no bytes', { ...written, signature: 'sig="text"' }],
    ['no list', { ...written, 'signature-input': 'sig="@method"' }],
    ['another name', { ...written, signature: (written['signature'] ?? '').replace('sig', 'other') }],
    [
      'two signatures',
      {
        'signature-input': `${written['signature-input'] ?? ''}, b=("@path")`,
        signature: `${written['signature'] ?? ''}, b=:AAAA:`,
      },
    ],
  ])('with %s are no signature', (_what, headers: Record<string, string>) => {
    expect(from(headers)).toBeNull();
  });

  it('hold the digest of RFC 9530', () => {
    const digest = createHash('sha256').update('{"hello": "world"}').digest();
    const header = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:';
    expect(contentDigest(digest)).toBe(header);
    expect(readContentDigest(header)).toEqual(new Uint8Array(digest));
    expect(readContentDigest(`sha-512=:AAAA:, ${header}`)).toEqual(new Uint8Array(digest));
    expect(readContentDigest(HEADERS['content-digest'])).toBeNull();
    expect(readContentDigest(undefined)).toBeNull();
    expect(readContentDigest('sha-256=')).toBeNull();
  });
});
