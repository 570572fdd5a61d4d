import type { HubDeps } from './hub-deps.ts';

/** One command of `npm run hub -- NAME …`. It runs on a database whose schema is current. */
export interface HubCommand {
  readonly name: string;
  /** Line in the list of commands. */
  readonly usage: string;
  /**
   * @param say writes a line for the person at the terminal
   * @returns the exit code: 0 done, 1 not done, 2 wrong arguments
   */
  run(args: readonly string[], deps: HubDeps, say: (line: string) => void): Promise<number>;
}
