import { createReadStream } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readRelease } from './read-release.ts';
import type { ReleaseSource } from './release-source.ts';
import type { UpdateAnswer } from './update-fault.ts';

/** The folder of a release, such as that of a USB stick. What lies there passes the same checks as all else. */
export function folderSource(folder: string): ReleaseSource {
  return {
    name: 'folder',
    ask: () => readRelease((file, limit) => readShort(path.join(folder, file), limit)),
    part: async ({ target: { file, size }, first, last }, signal) => {
      const place = path.join(folder, file);
      const found = await lstat(place).catch(() => null);
      if (found === null) return { ok: false, fault: 'absent' };
      if (!found.isFile()) return { ok: false, fault: 'misplaced' };
      if (found.size !== size) return { ok: false, fault: 'wrong-length' };
      const pieces = createReadStream(place, { start: first, end: last, signal }) as AsyncIterable<Buffer>;
      return { ok: true, value: { first, length: last - first + 1, pieces } };
    },
    close: () => undefined,
  };
}

async function readShort(file: string, limit: number): Promise<UpdateAnswer<Buffer>> {
  const found = await lstat(file).catch(() => null);
  if (found === null) return { ok: false, fault: 'absent' };
  if (!found.isFile()) return { ok: false, fault: 'misplaced' };
  if (found.size > limit) return { ok: false, fault: 'too-long' };
  const bytes = await readFile(file).catch(() => null);
  return bytes === null ? { ok: false, fault: 'absent' } : { ok: true, value: bytes };
}
