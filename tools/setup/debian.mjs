import { existsSync } from 'node:fs';
import { run } from './run-command.mjs';

let updated = false;

/** True when Debian's packages can be installed without a question. */
export function canInstallDebian() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/**
 * Installs Debian packages.
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} false when they could not be installed
 */
export async function installDebian(packages) {
  if (!canInstallDebian()) return false;
  console.error(`Installing Debian's ${packages.join(', ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if (!updated) updated = (await run('apt-get', ['update', '-qq'], { env, quiet: true })).code === 0;
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  return (await run('apt-get', args, { env, quiet: true })).code === 0;
}
