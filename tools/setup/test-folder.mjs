import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Linux's file system in memory. */
const MEMORY = '/dev/shm';

/** Bytes that must be free there. */
const ENOUGH = 4_000_000_000;

/**
 * A folder in memory for what tests write, since the databases of tests wait for the disk at each commit.
 * @returns {{ path: string, remove: () => void } | null} null where there is no such file system, or not enough of it
 */
export function folderInMemory() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ENOUGH) return null;
    const folder = mkdtempSync(path.join(MEMORY, 'borne-tests-'));
    const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    // PostgreSQL runs as a user of its own.
    chmodSync(folder, 0o755);
    if (runsPrograms(folder)) return { path: folder, remove };
    remove();
    return null;
  } catch {
    return null;
  }
}

/** Containers often forbid programs there, and a test starts one. */
function runsPrograms(folder) {
  const script = path.join(folder, 'script');
  writeFileSync(script, '#!/bin/sh\n', { mode: 0o755 });
  const { status } = spawnSync(script);
  rmSync(script);
  return status === 0;
}
