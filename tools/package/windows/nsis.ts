import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run, SetupError } from '../../setup/run-command.mjs';
import { filesBelow } from '../files.ts';
import { WINDOWS_SOURCES } from './compile.ts';
import type { WindowsFiles } from './windows-packages.ts';

/**
 * Makes the NSIS setup.
 * @param into its file
 * @param signCommand shell command that signs the file that it gets as its last argument; null: nothing is signed
 * @throws SetupError without NSIS
 */
export async function writeNsis(
  files: WindowsFiles,
  work: string,
  into: string,
  signCommand: string | null,
): Promise<void> {
  const list = path.join(work, 'files.nsh');
  await writeFile(list, await fileList(files.folder));
  const defines = {
    VERSION: files.version,
    LAYOUT: files.layout ? '1' : '0',
    SUFFIX: files.layout ? ' (layout)' : '',
    NEED: String(files.need),
    FILES: list,
    TOOL: files.tools.tool,
    OUT: into,
    ...(signCommand === null ? {} : { SIGN: signCommand }),
  };
  const { code, output } = await run(
    'makensis',
    [
      '-V2',
      '-WX',
      '-INPUTCHARSET',
      'UTF8',
      ...Object.entries(defines).map(([name, value]) => `-D${name}=${value}`),
      path.join(WINDOWS_SOURCES, 'borne-adherent.nsi'),
    ],
    { quiet: true, env: { SOURCE_DATE_EPOCH: String(files.epoch) } },
  );
  if (code === 127) throw new SetupError("NSIS is missing (Debian's nsis): it makes the setup for Windows.");
  if (code !== 0) throw new SetupError(`NSIS could not make ${into}: ${output.trim()}`);
}

/** The files as NSIS unpacks them, in one order everywhere: `app` beside the one of before. */
async function fileList(folder: string): Promise<string> {
  const lines: string[] = [];
  let current = '';
  for (const file of await filesBelow(folder)) {
    // The updater may be running.
    const isUpdater = file === 'updater/borne-updater.exe';
    const to = path.posix.dirname(file).replace(/^app(?=\/|$)/u, 'app.new');
    if (to !== current) lines.push(`SetOutPath "$INSTDIR\\${quoted(to.replaceAll('/', '\\'))}"`);
    current = to;
    const name = path.posix.basename(file) + (isUpdater ? '.new' : '');
    lines.push(`File "/oname=${quoted(name)}" "${quoted(path.join(folder, file))}"`);
  }
  return `${lines.join('\n')}\n`;
}

const quoted = (text: string): string => text.replaceAll('$', '$$$$').replaceAll('"', '$\\"');
