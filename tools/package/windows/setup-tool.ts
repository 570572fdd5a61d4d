import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { compileResource, compileWindows, WINDOWS_SOURCES } from './compile.ts';

const LIBRARIES = ['advapi32', 'netapi32'];

/** The programs that carry out what setups do besides files. */
export interface SetupTools {
  /** For NSIS. */
  readonly tool: string;
  /** For the MSI: a library of custom actions. */
  readonly actions: string;
}

/**
 * Compiles `deploy/windows` for one version.
 * @throws SetupError without mingw-w64
 */
export async function makeSetupTools(work: string, version: string): Promise<SetupTools> {
  await mkdir(work, { recursive: true });
  const source = (name: string): string => path.join(WINDOWS_SOURCES, name);
  const resource = path.join(work, 'setup-tool.o');
  const tool = path.join(work, 'borne-setup-tool.exe');
  const actions = path.join(work, 'borne-setup.dll');
  await compileResource(source('setup-tool.rc'), resource, version);
  const common = [source('checks.c'), source('actions.c'), resource];
  await compileWindows(
    tool,
    ['-municode', '-mwindows'],
    [source('setup-tool.c'), ...common],
    [...LIBRARIES, 'shell32'],
  );
  // Where a library is loaded would depend on the name of its folder.
  const library = ['-shared', '-Wl,--disable-auto-image-base'];
  await compileWindows(actions, library, [source('setup-msi.c'), ...common], [...LIBRARIES, 'msi']);
  return { tool, actions };
}
