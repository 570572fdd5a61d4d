import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReleaseTarget } from '../../src-shared/release/manifest.ts';
import { Refusal } from '../http/refuse.ts';

/** Part of a file, both ends included; `whole`: no part, or none that can be read, was asked for. */
type Part = { readonly first: number; readonly last: number } | 'whole' | 'outside';

/** Reads a `Range` header of one part. Others are answered by the whole file, as RFC 9110 allows. */
export function partOf(header: string | undefined, size: number): Part {
  const found = /^bytes=(\d{1,15})-(\d{0,15})$/u.exec(header ?? '');
  if (found === null) return 'whole';
  const first = Number(found[1]);
  const last = found[2] === '' ? size - 1 : Math.min(Number(found[2]), size - 1);
  if (first >= size) return 'outside';
  return last < first ? 'whole' : { first, last };
}

/**
 * Answers with the bytes of a package, or a part of them.
 * @param folder of all releases
 */
export async function sendPackage(
  folder: string,
  version: string,
  { file, size, sha256 }: ReleaseTarget,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply | Refusal<'unavailable' | 'bad-range'>> {
  const place = path.join(folder, version, file);
  const found = await stat(place).catch(() => null);
  // Another hub may have it.
  if (found?.isFile() !== true || found.size !== size)
    return new Refusal('unavailable', 'this hub does not have the file of the release');
  const part = partOf(request.headers.range, size);
  void reply.header('accept-ranges', 'bytes');
  if (part === 'outside') {
    void reply.header('content-range', `bytes */${size}`);
    return new Refusal('bad-range', 'the file has fewer bytes');
  }
  const { first, last } = part === 'whole' ? { first: 0, last: size - 1 } : part;
  if (part !== 'whole') void reply.code(206).header('content-range', `bytes ${first}-${last}/${size}`);
  return reply
    .type('application/octet-stream')
    .headers({
      etag: `"${sha256}"`,
      'content-length': last - first + 1,
      // Compressed on the way, its length would not be that of the range.
      'cache-control': 'private, no-store, no-transform',
    })
    .send(createReadStream(place, { start: first, end: last }));
}
