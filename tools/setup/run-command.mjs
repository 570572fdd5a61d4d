import { spawn } from 'node:child_process';
import path from 'node:path';
import { NODE, ROOT } from './paths.mjs';

/** A set-up step that cannot continue. Its message is one sentence for the user of the terminal. */
export class SetupError extends Error {}

/**
 * Runs a command to its end, in the checkout, with the project's Node first on the path.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, quiet?: boolean, timeout?: number, cwd?: string }} [options]
 *   quiet: output is kept and only given with the result; cwd: another folder than the checkout
 * @returns {Promise<{ code: number, output: string }>} code 127 when the command does not exist
 */
export function run(command, args, { env = {}, quiet = false, timeout, cwd = ROOT } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, PATH: path.dirname(NODE) + path.delimiter + process.env.PATH, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      ...(timeout === undefined ? {} : { timeout, killSignal: 'SIGKILL' }),
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a JavaScript or TypeScript file with the project's Node. */
export function runNode(args, options) {
  return run(NODE, args, options);
}
