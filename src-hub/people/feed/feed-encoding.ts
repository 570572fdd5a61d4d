import { Readable, pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';

/** Compression of an answer. */
export type Compression = 'br' | 'gzip' | 'identity';

/** Shorter texts, in bytes, are not compressed: they fit one packet anyway. */
const LEAST_COMPRESSED = 1400;

// The lowest level of both: the next one costs as much time as several kiosks, to save a few per cent.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 }, chunkSize: 65_536 };
const GZIP = { level: 1, chunkSize: 65_536 };

/** Chooses by the header `Accept-Encoding`: brotli before gzip; `q=0` excludes an encoding. */
export function chooseCompression(accepted: string | undefined): Compression {
  const refused = /;\s*q=0(\.0*)?\s*$/u;
  const names = (accepted ?? '')
    .split(',')
    .filter((part) => !refused.test(part))
    .map((part) => part.split(';')[0]?.trim().toLowerCase());
  if (names.includes('br')) return 'br';
  return names.includes('gzip') ? 'gzip' : 'identity';
}

/** Compresses a whole text. @returns the bytes and the encoding that was used */
export async function compress(
  text: string,
  wanted: Compression,
): Promise<{ bytes: Buffer; encoding: Compression }> {
  const plain = Buffer.from(text);
  if (wanted === 'identity' || plain.length < LEAST_COMPRESSED) return { bytes: plain, encoding: 'identity' };
  const bytes =
    wanted === 'br'
      ? await promisify(brotliCompress)(plain, BROTLI)
      : await promisify<Buffer, object, Buffer>(gzip)(plain, GZIP);
  return { bytes, encoding: wanted };
}

/** Compresses texts as they are read; a slow reader slows the source. An error of either end closes both. */
export function compressStream(texts: AsyncIterable<string>, encoding: Compression): Readable {
  const source = Readable.from(texts, { objectMode: false });
  if (encoding === 'identity') return source;
  const compressor = encoding === 'br' ? createBrotliCompress(BROTLI) : createGzip(GZIP);
  // The compressor reports the error too, to whoever reads it.
  pipeline(source, compressor, () => undefined);
  return compressor;
}
