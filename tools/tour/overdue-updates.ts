import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { UpdateMemory } from '../../src-main/updates/update-memory.ts';
import { UPDATES_FOLDER } from '../../src-shared/release/handover.ts';

/** Updates of a kiosk whose web folder is not there. */
export const DEAD_WEB_FOLDER = { web: 'http://127.0.0.1:9/' } as const;

/** Lets a kiosk that has not started yet remember that it has asked for updates in vain for years. */
export function rememberSilence(dataDir: string): void {
  const folder = path.join(dataDir, UPDATES_FOLDER);
  mkdirSync(folder, { recursive: true });
  new UpdateMemory(folder, 0).change({});
}
