import { Readable, pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';

/** How an answer is packed. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** Texts shorter than this go unpacked: one packet either way. */
const WORTH_PACKING = 1400;

// The least effort of both: the next ones cost the time of several kiosks for a few per cent.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 }, chunkSize: 65_536 };
const GZIP = { level: 1, chunkSize: 65_536 };

/** Chooses by the header `Accept-Encoding`: brotli before gzip, a weight of 0 refuses. */
export function chooseEncoding(accepted: string | undefined): Encoding {
  const refused = /;\s*q=0(\.0*)?\s*$/u;
  const names = (accepted ?? '')
    .split(',')
    .filter((part) => !refused.test(part))
    .map((part) => part.split(';')[0]?.trim().toLowerCase());
  if (names.includes('br')) return 'br';
  return names.includes('gzip') ? 'gzip' : 'identity';
}

/** Packs a whole text. @returns the bytes and how they are packed */
export async function pack(text: string, wanted: Encoding): Promise<{ bytes: Buffer; encoding: Encoding }> {
  const plain = Buffer.from(text);
  if (wanted === 'identity' || plain.length < WORTH_PACKING) return { bytes: plain, encoding: 'identity' };
  const bytes =
    wanted === 'br'
      ? await promisify(brotliCompress)(plain, BROTLI)
      : await promisify<Buffer, object, Buffer>(gzip)(plain, GZIP);
  return { bytes, encoding: wanted };
}

/** Packs texts as they come, no faster than they are taken; an error of either end ends both. */
export function packStream(texts: AsyncIterable<string>, encoding: Encoding): Readable {
  const source = Readable.from(texts, { objectMode: false });
  if (encoding === 'identity') return source;
  const packer = encoding === 'br' ? createBrotliCompress(BROTLI) : createGzip(GZIP);
  // The error is on the packer too, where whoever sends it hears of it.
  pipeline(source, packer, () => undefined);
  return packer;
}
