import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NODE, ROOT } from './paths.mjs';
import { run, SetupError } from './run-command.mjs';

const OLDEST_NODE = [20, 19];

/** Installs the packages of the lock file when they are missing or have changed. */
export async function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new SetupError(
      `Node ${OLDEST_NODE.join('.')} or newer is needed to start; this is ${process.versions.node}.`,
    );
  }
  await installFolder('.');
  if (!existsSync(NODE)) await installNode();
}

/**
 * Installs the packages of a folder with its own lock file (`bench`, `tools/mutation`). Only few commands need them.
 * @param {string} folder relative to the checkout
 */
export async function installFolder(folder) {
  const mark = path.join(ROOT, folder, 'node_modules', '.borne-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(ROOT, folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  const which = folder === '.' ? 'packages' : `the packages of ${folder}/`;
  console.error(`Installing ${which} (first start, or the lock file changed) …`);
  const npm = npmCommand();
  const place = folder === '.' ? [] : ['--prefix', folder];
  const options = ['--no-fund', '--no-audit', '--loglevel=error'];
  const { code } = await run(npm.command, [...npm.args, 'ci', ...place, ...options]);
  if (code !== 0) {
    throw new SetupError(
      'npm could not install the packages: see above; the npm registry must be reachable.',
    );
  }
  writeFileSync(mark, wanted);
}

/** The `node` package fetches its binary in an install script. Where scripts are off, it is run by name. */
async function installNode() {
  const folder = path.join(ROOT, 'node_modules', 'node');
  const script = JSON.stringify(path.join(folder, 'installArchSpecificPackage.js'));
  await run(process.execPath, ['-e', `process.chdir(${JSON.stringify(folder)}); require(${script})`]);
  if (!existsSync(NODE)) {
    throw new SetupError(
      'The npm package `node` did not install its binary: allow its install script (npm rebuild node).',
    );
  }
}

/** The npm that started this process, else the one of this Node. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return { command: process.execPath, args: [script] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}
