import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { migrateHub } from '../../../../src-hub/database/migrate.ts';
import { HUB_MIGRATIONS } from '../../../../src-hub/database/migrations/hub-migrations.ts';
import { CACHE, ROOT } from '../../../../tools/setup/paths.mjs';

/** A data folder of PGlite after its first start (which takes two seconds), without tables. */
export async function emptyImage(): Promise<Blob> {
  return read(await emptyFile());
}

function emptyFile(): Promise<string> {
  return keptImage('empty', pgliteVersion(), () => PGlite.create());
}

/** A data folder of PGlite with the hub's tables, which take one more second; `migrateHub` completes it. */
export async function migratedImage(): Promise<Blob> {
  return read(await migratedFile());
}

/** Makes the folder of a database of PGlite (see `connectPglite`) from {@link migratedImage}. */
export async function unpackMigrated(folder: string): Promise<void> {
  const data = path.join(folder, 'data');
  mkdirSync(data, { recursive: true });
  execFileSync('tar', ['-x', '-f', await migratedFile(), '-C', data], { stdio: 'pipe' });
}

function migratedFile(): Promise<string> {
  return keptImage('migrated', pgliteVersion() + JSON.stringify(HUB_MIGRATIONS), async () => {
    const pglite = await PGlite.create({ loadDataDir: await emptyImage() });
    await migrateHub({
      transaction: (work) =>
        pglite.transaction((transaction) =>
          work({
            query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
              (await transaction.query<Row>(sql, [...parameters])).rows,
            copyIn: () => Promise.reject(new Error('no migration copies')),
          }),
        ),
    });
    // Each hub starts its own history with `migrateHub`.
    await pglite.query('DELETE FROM hub');
    return pglite;
  });
}

/** The file of the cached image of the same sources, or of a new one. */
async function keptImage(name: string, sources: string, make: () => Promise<PGlite>): Promise<string> {
  const mark = createHash('sha256').update(sources).digest('hex').slice(0, 16);
  const file = path.join(CACHE, `pglite-${name}-${mark}.tar`);
  if (!existsSync(file)) {
    const pglite = await make();
    const image = await pglite.dumpDataDir('none');
    await pglite.close();
    mkdirSync(CACHE, { recursive: true });
    for (const old of readdirSync(CACHE))
      if (old.startsWith(`pglite-${name}-`) && old.endsWith('.tar')) rmSync(path.join(CACHE, old));
    // Renamed when complete: several test processes may write it at the same time.
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, Buffer.from(await image.arrayBuffer()));
    renameSync(draft, file);
  }
  return file;
}

function read(file: string): Blob {
  return new Blob([readFileSync(file)]);
}

function pgliteVersion(): string {
  return readFileSync(path.join(ROOT, 'node_modules/@electric-sql/pglite/package.json'), 'utf8');
}
