// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

/**
 * Waits for its input to end, which happens however the parent dies, then ends the browser and removes its folder; again,
 * for as long as something is left of the browser that could write there.
 */
const UNIX_GUARD =
  'read -r line; i=0; while kill -s KILL -- "-$1" 2>/dev/null && [ $i -lt 20 ]; do rm -rf "$2"; sleep 0.1; i=$((i+1)); done; rm -rf "$2"';
const WINDOWS_GUARD =
  "process.stdin.on('end',()=>{const [pid,dir]=process.argv.slice(1);require('child_process').spawnSync('taskkill',['/pid',pid,'/T','/F']);" +
  "require('fs').rmSync(dir,{recursive:true,force:true,maxRetries:20})}).resume()";

/**
 * Ties the browser and its temporary folder to this process: neither outlives it, even when it is killed outright.
 * @param {number} pid the browser, leader of its own process group
 * @param {string} folder its user-data-dir
 * @returns {() => void} ends the browser and removes the folder now
 */
export function guardProfile(pid, folder) {
  const windows = process.platform === 'win32';
  const [command, args] = windows
    ? [process.execPath, ['-e', WINDOWS_GUARD, String(pid), folder]]
    : ['/bin/sh', ['-c', UNIX_GUARD, 'guard', String(pid), folder]];
  const guard = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  guard.unref();
  /** @type {any} */ (guard.stdin).unref?.();
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);

  return () => {
    endGroup(pid);
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    } catch {
      // A helper of the browser is still writing there: the guard comes after us.
    }
  };
}

/** @param {number} pid */
function endGroup(pid) {
  try {
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
