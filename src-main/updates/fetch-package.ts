import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, statfs, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { MINUTE } from '../../src-shared/time/units.ts';
import type { Timers } from '../clock/timers.ts';
import { diskFault, networkFault } from '../hub-client/hub-faults.ts';
import type { IncomingPart, ReleaseSource, WantedPart } from './release-source.ts';
import type { UpdateFault } from './update-fault.ts';

/** Bytes that are asked for at once: small, so that a visit and a release that was halted wait for little. */
export const PART_BYTES = 1024 * 1024;

/** Longest time for so many bytes, in milliseconds: a line slower than 9 kB a second is of no use. */
const PART_WITHIN = 2 * MINUTE;

/** Bytes that must stay free on the disk beside the package, for journal, backups and installation. */
const ROOM = 256 * 1024 * 1024;

/** What {@link fetchPackage} needs. */
export interface FetchDeps {
  readonly timers: Timers;
  /** Resolves when the next part may be asked for: not while somebody stands at the kiosk. */
  readonly mayGoOn: () => Promise<void>;
  /** Free bytes of the disk with this folder. Default: as the system says. */
  readonly freeBytes?: (folder: string) => Promise<number>;
  /** Default: {@link PART_BYTES}. */
  readonly partBytes?: number;
}

/** How a download has ended. `more`: bytes have come that were not there, so that another try soon makes sense. */
export type FetchResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: UpdateFault; readonly more: boolean };

/**
 * Fetches a package into a file, and goes on with what is there. The sum is made of the bytes on their way to the disk,
 * those of an earlier run included. With a wrong sum nothing is left.
 * @param file its content is judged by the sum alone
 */
export async function fetchPackage(
  source: Pick<ReleaseSource, 'part'>,
  { version, target }: Pick<WantedPart, 'version' | 'target'>,
  file: string,
  deps: FetchDeps,
  signal: AbortSignal,
): Promise<FetchResult> {
  let handle: FileHandle | null = null;
  let more = false;
  try {
    handle = await open(file, 'a+', 0o644);
    const { size } = await handle.stat();
    let at = size;
    if (at > target.size) at = await empty(handle);
    const free = await (deps.freeBytes ?? freeBytes)(path.dirname(file));
    if (free < target.size - at + ROOM) return { ok: false, fault: 'no-room', more };
    const hash = await hashOf(file, at);
    while (at < target.size) {
      await deps.mayGoOn();
      if (signal.aborted) return { ok: false, fault: 'line-cut', more };
      const last = Math.min(at + (deps.partBytes ?? PART_BYTES), target.size) - 1;
      const limit = new AbortController();
      let cancel = deps.timers.after(PART_WITHIN, () => limit.abort());
      try {
        const part = await source.part(
          { version, target, first: at, last },
          AbortSignal.any([signal, limit.signal]),
        );
        if (!part.ok) {
          // What is there may be what the server does not know.
          const isOdd = part.fault === 'wrong-range' && at > 0;
          if (isOdd) await empty(handle);
          return { ok: false, fault: limit.signal.aborted ? 'slow' : part.fault, more: more && !isOdd };
        }
        cancel();
        const parts = Math.ceil(part.value.length / PART_BYTES);
        cancel = deps.timers.after(PART_WITHIN * parts, () => limit.abort());
        const taken = await take(part.value, at, handle, hash);
        // Who sends more than was asked for may have sent anything.
        if (taken.fault === 'too-long') await handle.truncate(at);
        const kept = taken.fault === 'too-long' ? 0 : taken.bytes;
        at += kept;
        more ||= kept > 0;
        if (taken.fault !== null)
          return { ok: false, fault: limit.signal.aborted ? 'slow' : taken.fault, more };
        await handle.datasync();
      } finally {
        cancel();
      }
    }
    if (hash.digest('hex') === target.sha256) return { ok: true };
    await rm(file, { force: true });
    return { ok: false, fault: 'sum', more: false };
  } catch (error) {
    const fault = diskFault(error);
    if (fault === null) throw error;
    return { ok: false, fault, more };
  } finally {
    await handle?.close();
  }
}

/**
 * Writes a part to the end of a file. What is beyond its length is not written, nor what the file has: who answers with
 * the whole each time, and is cut each time, takes nothing away.
 * @param at bytes that the file has
 * @throws errors of the disk
 */
async function take(
  { pieces, first, length }: IncomingPart,
  at: number,
  handle: FileHandle,
  hash: Hash,
): Promise<{ readonly bytes: number; readonly fault: UpdateFault | null }> {
  const incoming = pieces[Symbol.asyncIterator]();
  let known = at - first;
  let seen = 0;
  let bytes = 0;
  try {
    for (;;) {
      // Faults of the line end here, those of the disk at the caller.
      const next = await incoming.next().catch((error: unknown) => ({ broken: networkFault(error) }));
      if ('broken' in next) return { bytes, fault: next.broken };
      if (next.done === true) return { bytes, fault: seen < length ? 'line-cut' : null };
      seen += next.value.length;
      if (seen > length) return { bytes, fault: 'too-long' };
      const fresh = next.value.subarray(known);
      known = Math.max(0, known - next.value.length);
      if (fresh.length === 0) continue;
      await handle.appendFile(fresh);
      hash.update(fresh);
      bytes += fresh.length;
    }
  } finally {
    await incoming.return?.();
  }
}

async function empty(handle: FileHandle): Promise<0> {
  await handle.truncate(0);
  return 0;
}

async function hashOf(file: string, bytes: number): Promise<Hash> {
  const hash = createHash('sha256');
  if (bytes > 0)
    for await (const piece of createReadStream(file, { end: bytes - 1 })) hash.update(piece as Buffer);
  return hash;
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
