// @ts-check
import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const EXECUTABLE = fileURLToPath(
  new URL(process.platform === 'win32' ? '../electron.cmd' : '../electron', import.meta.url),
);

function appData() {
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
}

/**
 * The folders that `app.getPath` knows.
 * @param {() => string} name the application's name, which is part of some
 */
export function makePaths(name) {
  const changed = /** @type {Map<string, string>} */ (new Map());
  /** @type {Record<string, () => string>} */
  const known = {
    home: homedir,
    appData,
    userData: () => join(get('appData'), name()),
    sessionData: () => get('userData'),
    temp: tmpdir,
    exe: () => EXECUTABLE,
    logs: () => join(get('userData'), 'logs'),
  };

  /** @param {string} key @returns {string} @throws {Error} for a name that is not known */
  function get(key) {
    const found = changed.get(key) ?? known[key]?.();
    if (found === undefined) throw new Error(`Failed to get '${key}' path`);
    return found;
  }

  /** @param {string} key @param {string} path an absolute path that exists @throws {Error} */
  function set(key, path) {
    if (!(key in known)) throw new Error(`Failed to set path: '${key}' is not known`);
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    if (!existsSync(path)) throw new Error('Failed to set path: it does not exist');
    changed.set(key, path);
  }

  return { get, set };
}
