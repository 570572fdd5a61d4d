import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { uptime } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { RELEASE_KEYS_FILE, SERVICE_FOLDER } from '../src-shared/release/handover.ts';
import { publicKeysIn } from '../src-shared/release/signature.ts';
import type { Wish } from './round/run-round.ts';
import type { Edges } from './round/edges.ts';

/** How the service was called. */
export interface Called {
  readonly wish: Wish;
  readonly config: string;
  readonly home: string;
  /** Folder with the public keys of releases; left out: that of the application. */
  readonly resources: string | undefined;
  readonly command: 'round' | 'status' | 'version' | 'help';
}

/** The places of a system. */
export function places(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>) {
  if (platform !== 'win32')
    return {
      config: '/etc/borne-adherent/config.json',
      home: SERVICE_FOLDER.linux,
    };
  const data = env['ProgramData'] ?? 'C:\\ProgramData';
  return {
    config: path.win32.join(data, 'BorneAdherent', 'config.json'),
    home: path.win32.join(data, SERVICE_FOLDER.windows),
  };
}

/** Words of `--help`. */
export const USAGE = `borne-updater                           one round: end what was interrupted, else look for a release
borne-updater --install=FOLDER  the same with a release that somebody has brought; --now: also in opening
                                         hours, and while something is still to be sent (never during a visit)
borne-updater --recover         only end what was interrupted (at the start of the machine)
borne-updater --status          what is under way, and the last outcomes
Further: --config=FILE, --home=FOLDER, --resources=FOLDER, --version`;

/**
 * Reads the command line.
 * @throws TypeError for what it does not know
 */
export function readCall(
  args: readonly string[],
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): Called {
  const usual = places(platform, env);
  const { values } = parseArgs({
    args: [...args],
    options: {
      install: { type: 'string' },
      now: { type: 'boolean', default: false },
      recover: { type: 'boolean', default: false },
      status: { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      config: { type: 'string', default: usual.config },
      home: { type: 'string', default: usual.home },
      resources: { type: 'string' },
    },
  });
  const command = values.help ? 'help' : values.version ? 'version' : values.status ? 'status' : 'round';
  return {
    command,
    config: values.config,
    home: values.home,
    resources: values.resources,
    wish: {
      atOnce: values.now,
      recoverOnly: values.recover,
      ...(values.install !== undefined && { folder: values.install }),
    },
  };
}

/** The data folder that the configuration of the kiosk names; null: there is no configuration, or it names none. */
export function dataFolderOf(config: string): string | null {
  if (!existsSync(config)) return null;
  try {
    const { dataDir } = z
      .object({ dataDir: z.string().min(1) })
      .parse(JSON.parse(readFileSync(config, 'utf8')));
    return path.resolve(path.dirname(config), dataDir);
  } catch {
    return null;
  }
}

/** Keys of which one must have signed a release; null: none are known, and every release is refused. */
export function releaseKeys(resources: string): Edges['keys'] {
  const file = path.join(resources, RELEASE_KEYS_FILE);
  return existsSync(file) ? publicKeysIn(readFileSync(file, 'utf8')) : null;
}

const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** Clocks and disks of this machine. */
export function systemEdges(): Pick<Edges, 'now' | 'sleep' | 'free'> {
  // On Windows anybody could make a folder of that name.
  const boot =
    process.platform !== 'win32' && existsSync(BOOT_ID) ? readFileSync(BOOT_ID, 'utf8').trim() : null;
  return {
    now: () => ({ uptime: uptime(), boot, wall: Date.now() }),
    sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
    free: (folder) => {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    },
  };
}
