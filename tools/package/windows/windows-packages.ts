import { cp, mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { RELEASE_KEYS_FILE } from '../../../src-shared/release/handover.ts';
import { WINDOWS_FILES } from '../../../src-shared/release/windows-setup.ts';
import { NODE, ROOT } from '../../setup/paths.mjs';
import type { Commit } from '../commit.ts';
import { filesBelow } from '../files.ts';
import { signBelow, signFile, type Authenticode } from './authenticode.ts';
import { WINDOWS_SOURCES } from './compile.ts';
import { writeMsi } from './msi.ts';
import { writeNsis } from './nsis.ts';
import { makeSetupTools, type SetupTools } from './setup-tool.ts';

/** What both packages for Windows hold. */
export interface WindowsFiles {
  readonly version: string;
  readonly layout: boolean;
  readonly commit: string;
  /** Seconds since 1970: the time of every file. */
  readonly epoch: number;
  /** Folder of `app` and `updater`. */
  readonly folder: string;
  /** MB that an update needs on the disk. */
  readonly need: number;
  readonly tools: SetupTools;
}

/** What they are made of. */
export interface WindowsParts {
  readonly version: string;
  readonly layout: boolean;
  readonly commit: Commit;
  /** Folder of the packed application for Windows. */
  readonly unpacked: string;
  readonly notices: string;
  /** The program of the update service; null: it could not be made, and the packages take no updates. */
  readonly updater: string | null;
  /** Public keys of releases (PEM) that updates must be signed with; null: every update is refused. */
  readonly keys: string | null;
  /** null: nothing is signed. */
  readonly signing: Authenticode | null;
}

/** Licences of what the setups bring besides the kiosk. */
export function windowsNotices(): string {
  return `\n${'='.repeat(80)}\n${readFileSync(path.join(WINDOWS_SOURCES, 'NOTICES.txt'), 'utf8')}`;
}

/** Name of the files of both packages, without their end. */
export function windowsName(version: string, layout: boolean): string {
  return `borne-adherent${layout ? '-layout' : ''}-${version}-x64`;
}

/**
 * Makes the NSIS setup and the MSI, and signs both and all programs inside.
 * @param work folder for what is needed on the way; emptied
 * @param into folder of the packages
 * @returns their files
 * @throws SetupError when a tool is missing or something cannot be signed
 */
export async function windowsPackages(
  parts: WindowsParts,
  work: string,
  into: string,
): Promise<{ nsis: string; msi: string }> {
  const { version, layout, commit, signing } = parts;
  await rm(work, { recursive: true, force: true });
  const folder = path.join(work, 'files');
  const app = path.join(folder, 'app');
  await mkdir(app, { recursive: true });
  await cp(parts.unpacked, app, { recursive: true });
  await writeFile(path.join(app, 'THIRD-PARTY-NOTICES.txt'), parts.notices.replaceAll('\n', '\r\n'));
  for (const file of ['it.md', 'configuration.md', 'updates.md'])
    await cp(path.join(ROOT, 'docs', file), path.join(app, 'docs', file));
  await cp(path.join(WINDOWS_SOURCES, 'config.json'), path.join(app, 'docs', 'config.json'));
  if (parts.updater !== null)
    await cp(parts.updater, path.join(folder, ...WINDOWS_FILES.updater.split('\\')));
  if (parts.keys !== null) await writeFile(path.join(app, 'resources', RELEASE_KEYS_FILE), parts.keys);
  const tools = await makeSetupTools(path.join(work, 'tools'), version);
  if (signing !== null) {
    await signBelow(folder, signing);
    await signBelow(path.join(work, 'tools'), signing);
  }
  await setTimes(folder, commit.epoch);
  const files: WindowsFiles = {
    version,
    layout,
    commit: commit.hash,
    epoch: commit.epoch,
    folder,
    need: 2 * (await megabytes(folder)) + 50,
    tools,
  };
  const name = path.join(into, windowsName(version, layout));
  const packages = { nsis: `${name}-setup.exe`, msi: `${name}.msi` };
  await writeNsis(files, work, packages.nsis, signing === null ? null : SIGN_COMMAND);
  await writeMsi(files, work, packages.msi);
  if (signing !== null) for (const file of Object.values(packages)) await signFile(file, signing);
  await rm(work, { recursive: true, force: true });
  return packages;
}

/** Signs the uninstaller, which NSIS makes on the way; the environment says how. */
const SIGN_COMMAND = `"${NODE}" "${path.join(import.meta.dirname, 'sign-uninstaller.ts')}"`;

async function setTimes(folder: string, epoch: number): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await utimes(path.join(entry.parentPath, entry.name), epoch, epoch);
}

async function megabytes(folder: string): Promise<number> {
  const sizes = await Promise.all(
    (await filesBelow(folder)).map(async (file) => (await stat(path.join(folder, file))).size),
  );
  return Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / (1024 * 1024));
}
