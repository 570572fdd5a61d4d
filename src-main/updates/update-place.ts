import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SERVICE_FOLDER } from '../../src-shared/release/handover.ts';
import type { KioskMachine } from '../../src-shared/release/fitting-target.ts';

/** Machine and place of this kiosk, as updates need to know it. */
export interface UpdatePlace {
  readonly system: KioskMachine['system'];
  readonly architecture: KioskMachine['architecture'];
  /** Tells a start of the machine from another; null: not known. */
  readonly boot: string | null;
  /** Usual folder of the update service. */
  readonly service: string;
  /** Public keys of releases that the package brings; null: it brings none. */
  readonly keys: string | null;
}

/** The place of this process. @param keys as in {@link UpdatePlace} */
export function placeOfProcess(keys: string | null): UpdatePlace {
  const isWindows = process.platform === 'win32';
  const programData = process.env['ProgramData'] ?? 'C:\\ProgramData';
  return {
    system: isWindows ? 'windows' : 'linux',
    architecture: process.arch === 'arm64' ? 'arm64' : 'x64',
    boot: isWindows ? null : bootId(),
    service: isWindows ? path.win32.join(programData, SERVICE_FOLDER.windows) : SERVICE_FOLDER.linux,
    keys,
  };
}

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 64);
  } catch {
    return null;
  }
}
