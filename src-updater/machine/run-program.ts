import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import type { Done } from './machine.ts';

/** Milliseconds after which a program counts as hung. */
const LONGEST = 900_000;

/** What a program has answered. */
export interface Answer {
  /** Null: it could not be started, or was ended. */
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program, as the service does it or a test. */
export type RunProgram = (program: string, args: readonly string[]) => Answer;

/** Runs a program of the system without a shell, with an environment of its own. */
export const runProgram: RunProgram = (program, args) => {
  const answer: Partial<SpawnSyncReturns<string>> = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: LONGEST,
    windowsHide: true,
    maxBuffer: 16 * 1024 * 1024,
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
};

/** The result of a program that answers 0 when all went well. */
export function doneBy(program: string, { code, output }: Answer): Done {
  if (code === 0) return { ok: true };
  const last = output.trim().split('\n').slice(-3).join(' | ');
  return {
    ok: false,
    detail: `${program}: ${code === null ? 'ended' : `code ${code}`}: ${last}`.slice(0, 400),
  };
}
