import { spawnSync, type SpawnSyncReturns, type StdioOptions } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Done } from './machine.ts';

/** Milliseconds after which a program counts as hung. */
const LONGEST = 900_000;

/** Bytes that are on the disk before a program writes: on a full one it can still answer. */
const RESERVED = 64 * 1024;

/** What a program has answered. */
export interface Answer {
  /** Null: it could not be started, or was ended. */
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program, as the service does it or a test. */
export type RunProgram = (program: string, args: readonly string[]) => Answer;

/**
 * Runs a program of the system to its end, without a shell, with an environment of its own. What it has started and
 * leaves running is not waited for.
 */
export const runProgram: RunProgram = (program, args) => {
  const file = outputFile();
  if (file === null) return start(program, args, 'pipe');
  try {
    const { code, output } = start(program, args, ['ignore', file.handle, file.handle]);
    // What was reserved and not written is empty.
    const written = fs.readFileSync(file.name, 'utf8').replace(/\0+$/u, '');
    return { code, output: `${written}${output}` };
  } finally {
    file.remove();
  }
};

/**
 * A file for the output. A pipe would stay open as long as any program that holds its end runs, such as one that a setup
 * leaves behind.
 * @returns null: the disk has no room for it
 */
function outputFile(): { name: string; handle: number; remove: () => void } | null {
  let folder: string | null = null;
  const remove = (): void => {
    try {
      if (folder !== null) fs.rmSync(folder, { recursive: true, force: true });
    } catch {
      // On Windows, what still runs holds it; the system clears its folder for temporary files.
    }
  };
  try {
    folder = fs.mkdtempSync(path.join(tmpdir(), 'borne-updater-'));
    const name = path.join(folder, 'output');
    fs.writeFileSync(name, Buffer.alloc(RESERVED));
    const handle = fs.openSync(name, 'r+');
    return {
      ...{ name, handle },
      remove: () => {
        fs.closeSync(handle);
        remove();
      },
    };
  } catch {
    remove();
    return null;
  }
}

function start(program: string, args: readonly string[], stdio: StdioOptions): Answer {
  const answer: Partial<SpawnSyncReturns<string>> = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: LONGEST,
    windowsHide: true,
    maxBuffer: 16 * 1024 * 1024,
    stdio,
    ...(process.platform !== 'win32' && {
      env: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        DEBIAN_FRONTEND: 'noninteractive',
        LC_ALL: 'C.UTF-8',
        // The scripts of the package leave the session to the service.
        BORNE_UPDATER: 'yes',
      },
    }),
  });
  // A program that is not there has answered nothing at all.
  const { status = null, stdout, stderr, error } = answer;
  return { code: status, output: `${stdout ?? ''}${stderr ?? ''}${error ? String(error) : ''}` };
}

/** The result of a program that answers 0 when all went well. */
export function doneBy(program: string, { code, output }: Answer): Done {
  if (code === 0) return { ok: true };
  const last = output.trim().split('\n').slice(-3).join(' | ');
  return {
    ok: false,
    detail: `${program}: ${code === null ? 'ended' : `code ${code}`}: ${last}`.slice(0, 400),
  };
}
