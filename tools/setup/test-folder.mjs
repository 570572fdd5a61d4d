import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Linux's file system in memory. */
const MEMORY = '/dev/shm';

/** Free bytes needed there. */
const ENOUGH = 4_000_000_000;

/**
 * A folder in memory for files of tests, since databases wait for the disk at each commit.
 * @returns {{ path: string, remove: () => void } | null} null when there is no such file system, or too little space
 */
export function folderInMemory() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ENOUGH) return null;
    const folder = mkdtempSync(path.join(MEMORY, 'borne-tests-'));
    const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    // PostgreSQL runs as its own user.
    chmodSync(folder, 0o755);
    if (runsPrograms(folder)) return { path: folder, remove };
    remove();
    return null;
  } catch {
    return null;
  }
}

/** Containers often forbid running programs there, and a test needs to. */
function runsPrograms(folder) {
  const script = path.join(folder, 'script');
  writeFileSync(script, '#!/bin/sh\n', { mode: 0o755 });
  const { status } = spawnSync(script);
  rmSync(script);
  return status === 0;
}
