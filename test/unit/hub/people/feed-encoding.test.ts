import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  chooseCompression,
  compress,
  compressStream,
  type Compression,
} from '../../../../src-hub/people/feed/feed-encoding.ts';

const LONG = 'Exemple Zoé\n'.repeat(1000);

const unpack = (bytes: Buffer, encoding: Compression): string =>
  (encoding === 'br'
    ? brotliDecompressSync(bytes)
    : encoding === 'gzip'
      ? gunzipSync(bytes)
      : bytes
  ).toString();

describe('packing of the feed', () => {
  it.each<[string | undefined, Compression]>([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['BR', 'br'],
    ['br; q=0.000, gzip;q=0', 'identity'],
    ['deflate', 'identity'],
  ])('accepting %j it chooses %s', (accepted, expected) => {
    expect(chooseCompression(accepted)).toBe(expected);
  });

  it.each<Compression>(['br', 'gzip', 'identity'])('packs whole and in a stream: %s', async (wanted) => {
    const { bytes, encoding } = await compress(LONG, wanted);
    expect(encoding).toBe(wanted);
    expect(unpack(bytes, encoding)).toBe(LONG);
    async function* texts(): AsyncGenerator<string> {
      yield LONG;
      await Promise.resolve();
      yield 'end';
    }
    const pieces: Buffer[] = [];
    for await (const piece of compressStream(texts(), wanted)) pieces.push(piece as Buffer);
    expect(unpack(Buffer.concat(pieces), wanted)).toBe(`${LONG}end`);
  });

  it('leaves short texts as they are', async () => {
    expect((await compress('short', 'br')).encoding).toBe('identity');
  });

  it('ends its source when whoever takes it goes away, and with an error of the source', async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) {
          await Promise.resolve();
          yield LONG;
        }
      } finally {
        ended = true;
      }
    }
    for await (const piece of compressStream(endless(), 'br')) {
      expect(piece).toBeInstanceOf(Buffer);
      break;
    }
    await expect.poll(() => ended).toBe(true);
    async function* broken(): AsyncGenerator<string> {
      await Promise.resolve();
      yield LONG;
      throw new Error('the database went away');
    }
    await expect(compressStream(broken(), 'gzip').toArray()).rejects.toThrow('went away');
  });
});
