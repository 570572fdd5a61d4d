import { spawn } from 'node:child_process';
import { SECOND } from '../../src-shared/time/units.ts';

/** Milliseconds after which a command is killed. */
const LONGEST = 10 * SECOND;

/** Largest answer that is read, in characters. */
const ANSWER_LIMIT = 512 * 1024;

/** Answer of a command; null: it does not exist, was killed, or wrote too much. */
export type CommandAnswer = { readonly code: number; readonly output: string } | null;

/**
 * Runs a command without a shell; never throws.
 * @param input sent to standard input
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { env, input = '' }: { env: NodeJS.ProcessEnv; input?: string },
): Promise<CommandAnswer> {
  const { promise, resolve } = Promise.withResolvers<CommandAnswer>();
  const child = spawn(command, args, {
    ...{ env, timeout: LONGEST, killSignal: 'SIGKILL', windowsHide: true },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece;
    if (output.length > ANSWER_LIMIT) child.kill('SIGKILL');
  });
  // A command that ends without reading its input tells so by its exit code.
  child.stdin.on('error', () => undefined).end(input);
  child.once('error', () => resolve(null));
  child.once('close', (code) => resolve(code === null ? null : { code, output }));
  return promise;
}
