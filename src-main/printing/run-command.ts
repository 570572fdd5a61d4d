import { spawn } from 'node:child_process';
import { SECOND } from '../../src-shared/time/units.ts';

/** A command of the printing system that does not answer within this span is ended, in milliseconds. */
const LONGEST = 10 * SECOND;

/** Most characters that are read of an answer. */
const ANSWER_LIMIT = 512 * 1024;

/** What a command said; null: it is not there, was ended, or said too much. */
export type CommandAnswer = { readonly code: number; readonly output: string } | null;

/** Runs a command without a shell; never fails. @param input what it reads from standard input */
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
  // One that ends without reading what it is given says so by its exit code.
  child.stdin.on('error', () => undefined).end(input);
  child.once('error', () => resolve(null));
  child.once('close', (code) => resolve(code === null ? null : { code, output }));
  return promise;
}
