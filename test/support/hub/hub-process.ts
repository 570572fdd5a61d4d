import { spawn, type ChildProcess } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { hubEntry } from '../bundles/bundles.ts';

/** Result of an ended process. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A hub in a process of its own. */
export interface HubProcess {
  /** Its address. */
  readonly url: string;
  readonly id: number;
  /** Its log so far. */
  log(): string;
  signal(name: NodeJS.Signals): void;
  /** Resolves when the process has ended. */
  readonly ended: Promise<Ended>;
}

/**
 * Runs a command of the hub to its end.
 * @param environment its whole environment, besides the path
 * @param main entry of another hub than today's
 */
export function runHub(
  args: readonly string[],
  environment: Record<string, string>,
  main = hubEntry(),
): Promise<Ended> {
  return start(main, args, environment).ended;
}

/**
 * Starts a hub on a free port and waits until it listens; killed after the test.
 * @throws when it ends before
 */
export async function startHub(environment: Record<string, string>, main = hubEntry()): Promise<HubProcess> {
  const { child, ended, output } = start(main, ['serve'], { HUB_PORT: '0', ...environment });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const [, address] = /"address":"([^"]+)"/u.exec(output.stdout) ?? [];
      if (address !== undefined) resolve(address);
    });
    void ended.then(({ code, stderr }) => reject(new Error(`the hub ended with ${String(code)}: ${stderr}`)));
  });
  return {
    url,
    id: child.pid ?? 0,
    log: () => output.stdout,
    signal: (name) => child.kill(name),
    ended,
  };
}

function start(
  main: string,
  args: readonly string[],
  environment: Record<string, string>,
): { child: ChildProcess; ended: Promise<Ended>; output: { stdout: string; stderr: string } } {
  const output = { stdout: '', stderr: '' };
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...output })));
  return { child, ended, output };
}
