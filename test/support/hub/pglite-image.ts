import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * An empty PGlite data folder as it is after its first start, which takes two seconds: made once a machine and
 * version, and kept in the system's temporary folder.
 */
export async function pgliteImage(): Promise<Blob> {
  const version = readFileSync(
    path.join(path.dirname(import.meta.filename), '../../../node_modules/@electric-sql/pglite/package.json'),
  );
  const mark = createHash('sha256').update(version).digest('hex').slice(0, 16);
  const file = path.join(tmpdir(), `borne-pglite-${mark}.tar`);
  if (!existsSync(file)) {
    const pglite = await PGlite.create();
    const image = await pglite.dumpDataDir('none');
    await pglite.close();
    // Renamed when whole: several test processes may make it at once.
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, Buffer.from(await image.arrayBuffer()), { mode: 0o600 });
    renameSync(draft, file);
  }
  return new Blob([readFileSync(file)]);
}
