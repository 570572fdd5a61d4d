import type { SettingNeed } from '../basics/settings/settings.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { Given, Parameters } from './parameters.ts';

/** What a command tells. */
export interface Told {
  readonly exit: number;
  /** For a person: tables, sentences, a summary at the end. What went wrong, if the exit code is not 0. */
  readonly lines: readonly string[];
  /** The same for a program, with keys that stay: `--json`. Dates are ISO 8601 in UTC. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a command may know about its run. */
export interface RunContext {
  /** All changes of the database will be undone. Files must not be written, nor secrets shown. */
  readonly dryRun: boolean;
  /** Says how far it has come. */
  readonly progress: (text: string) => void;
}

/** How a command stands in the audit. */
export interface AuditedCommand<Takes extends Parameters> {
  /** What it is about: no secret, no content, a member only as `person` tells it. */
  readonly concerns: (given: Given<Takes>, person: (number: string) => string) => string;
  /** Names of facts that the result has: counts, ids, words. None of them is secret. */
  readonly keeps?: readonly string[];
  /** An option without which it is not audited, and asks for no name; default: it always does. */
  readonly onlyWith?: string & keyof Takes;
  /**
   * It works in many transactions: a row `begun` comes before them, and another one after. Default: all it does and its
   * row are one transaction.
   */
  readonly inParts?: true;
}

/** A command as it is declared. Its help is made from this. */
export interface CommandDeclaration<Takes extends Parameters> {
  /** All its words: `kiosks new`. */
  readonly name: string;
  /** One sentence without a dot: what it does. */
  readonly summary: string;
  readonly takes: Takes;
  /** `changes`: it changes rows, and so has `--dry-run`. `serves`: it tells nothing at its end, so has no `--json`. */
  readonly effect: 'reads' | 'changes' | 'serves';
  readonly needs?: readonly SettingNeed[];
  /** It changes rights of people or the standing of a kiosk: it asks for a name and a reason, and the audit has a row. */
  readonly audited?: AuditedCommand<Takes>;
  /** Default: true. */
  readonly currentSchema?: boolean;
  /** True: rows of its file may be set aside, and then it ends with 3. */
  readonly setsRowsAside?: true;
  /** When it ends with 1; without: never. */
  readonly notDoneWhen?: string;
  /** What stands after its name, for the documentation and the help. */
  readonly examples: readonly string[];
  /** What is wrong between the arguments; each a sentence. Default: nothing. */
  readonly check?: (given: Given<Takes>) => readonly string[];
  readonly run: (given: Given<Takes>, deps: HubDeps, context: RunContext) => Promise<Told>;
}

/** A command with its parameters hidden, in lists of commands. */
export type AnyDeclaration = Omit<CommandDeclaration<Parameters>, 'audited' | 'check' | 'run'> & {
  readonly audited?: unknown;
};
