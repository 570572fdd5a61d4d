import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeUpElectronFiles } from '../placeholder-electron.ts';
import { compileResource, compileWindows, WINDOWS_SOURCES } from './compile.ts';

/**
 * Makes a folder that has all that electron-builder looks for in an unpacked Electron for Windows, and nothing else.
 * @throws SetupError without mingw-w64
 */
export async function makeUpElectronForWindows(folder: string): Promise<void> {
  const work = `${folder}.work`;
  await mkdir(work, { recursive: true });
  const resource = path.join(work, 'version.o');
  await compileResource(path.join(WINDOWS_SOURCES, 'version.rc'), resource, '1.0.0');
  makeUpElectronFiles(folder);
  await compileWindows(
    path.join(folder, 'electron.exe'),
    ['-mwindows'],
    [path.join(import.meta.dirname, 'placeholder.c'), resource],
    [],
  );
  await rm(work, { recursive: true, force: true });
}
