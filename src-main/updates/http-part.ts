import type { Dispatcher } from 'undici';
import type { WantedPart, IncomingPart } from './release-source.ts';
import type { UpdateAnswer, UpdateFault } from './update-fault.ts';

/** Headers of every request for bytes: packed ones could be of any size once unpacked. */
export const PLAIN_BYTES = { 'accept-encoding': 'identity' } as const;

/** What an answer is, from status and headers alone. Nothing is ever unpacked, and no redirect is followed. */
export function headFault(
  { statusCode, headers }: Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>,
  expected: readonly number[],
): UpdateFault | null {
  if (statusCode >= 300 && statusCode < 400) return 'redirected';
  if (statusCode === 429 || statusCode === 503) return 'busy';
  if (statusCode === 416) return 'wrong-range';
  if (statusCode === 404 || statusCode === 410) return 'absent';
  if (!expected.includes(statusCode)) return 'proxy';
  if (!['', 'identity'].includes(text(headers['content-encoding']))) return 'encoded';
  // Pages of proxies and portals come with 200.
  return text(headers['content-type']).startsWith('text/html') ? 'proxy' : null;
}

/**
 * Judges the answer to a request for a part. A server that knows no parts answers with the whole, from its first byte.
 */
export function judgePart(
  answer: Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>,
  { target: { size }, first, last }: WantedPart,
): UpdateAnswer<Pick<IncomingPart, 'first' | 'length'>> {
  const fault = headFault(answer, [200, 206]);
  if (fault !== null) return { ok: false, fault };
  const isWhole = answer.statusCode === 200;
  const part = isWhole ? { first: 0, length: size } : { first, length: last - first + 1 };
  if (!isWhole && text(answer.headers['content-range']) !== `bytes ${first}-${last}/${size}`)
    return { ok: false, fault: 'wrong-range' };
  const length = text(answer.headers['content-length']);
  if (length !== '' && Number(length) !== part.length) return { ok: false, fault: 'wrong-length' };
  return { ok: true, value: part };
}

function text(header: string | string[] | undefined): string {
  // What comes twice is neither the one nor the other.
  return [header ?? ''].flat().join(', ').trim().toLowerCase();
}
