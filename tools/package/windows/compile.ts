import path from 'node:path';
import { ROOT } from '../../setup/paths.mjs';
import { run, SetupError } from '../../setup/run-command.mjs';

const PREFIX = 'x86_64-w64-mingw32-';

/** A folder of `deploy/windows`. */
export const WINDOWS_SOURCES = path.join(ROOT, 'deploy', 'windows');

/** Runs a program of mingw-w64. */
async function mingw(program: string, args: readonly string[]): Promise<void> {
  const { code, output } = await run(`${PREFIX}${program}`, args, { quiet: true });
  if (code === 127)
    throw new SetupError(
      "mingw-w64 is missing (Debian's gcc-mingw-w64-x86-64): it makes the setup for Windows.",
    );
  if (code !== 0) throw new SetupError(`${PREFIX}${program} has failed: ${output.trim()}`);
}

/**
 * Compiles a resource script.
 * @param version of the file, `MAJOR.MINOR.PATCH`
 * @throws SetupError without mingw-w64
 */
export async function compileResource(script: string, into: string, version: string): Promise<void> {
  const numbers = `${version.replaceAll('.', ',')},0`;
  await mingw('windres', [
    `--include-dir=${path.dirname(script)}`,
    `-DFILE_VERSION=${numbers}`,
    `-DTEXT_VERSION=\\"${version}\\"`,
    '--output-format=coff',
    script,
    into,
  ]);
}

/**
 * Compiles and links a program or library for Windows x64; the same bytes each time.
 * @param options further ones of gcc, in front of the sources
 * @throws SetupError without mingw-w64
 */
export async function compileWindows(
  into: string,
  options: readonly string[],
  sources: readonly string[],
  libraries: readonly string[],
): Promise<void> {
  await mingw('gcc', [
    ...['-std=c17', '-Wall', '-Wextra', '-Werror', '-Os', '-s', '-static'],
    // Neither the moment nor the place of the build.
    ...['-Wl,--no-insert-timestamp', `-ffile-prefix-map=${ROOT}=.`],
    ...options,
    ...['-o', into],
    ...sources,
    ...libraries.map((name) => `-l${name}`),
  ]);
}
