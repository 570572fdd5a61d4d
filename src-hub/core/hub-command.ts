import type { SettingNeed } from '../basics/settings/settings.ts';
import type { HubDeps } from './hub-deps.ts';

/** One command of `npm run hub -- NAME …`. It runs on a database whose schema is current. */
export interface HubCommand {
  /** Its first word: `kiosks`. */
  readonly name: string;
  /** Line in the list of commands. */
  readonly usage: string;
  /** Judges the arguments before any setting is read and before the database is opened. */
  prepare(args: readonly string[]): Prepared;
  /**
   * Runs it on an open database.
   * @param say writes a line for the person at the terminal
   * @returns the exit code (`basics/exit-codes.ts`)
   */
  run(args: readonly string[], deps: HubDeps, say: (line: string) => void): Promise<number>;
}

/** What the arguments of a command ask for. */
export type Prepared =
  | {
      /** Help, or wrong arguments: all is said already. */
      readonly kind: 'answered';
      readonly exit: number;
      readonly lines: readonly string[];
    }
  | {
      readonly kind: 'ready';
      readonly command: RunnableCommand;
      run(deps: HubDeps, terminal: Terminal): Promise<number>;
    };

/** What must be there before a command runs. */
export interface RunnableCommand {
  readonly needs: readonly SettingNeed[];
  /** Whether the schema of the database must be that of this program. */
  readonly currentSchema: boolean;
}

/** Where a command writes. */
export interface Terminal {
  /** Standard output: what the command tells. */
  readonly say: (line: string) => void;
  /** Standard error: what went wrong. */
  readonly complain: (line: string) => void;
  /** Standard error: how far a long command has come. */
  readonly progress: (text: string) => void;
}
