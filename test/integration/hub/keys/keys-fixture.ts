import { onTestFinished } from 'vitest';
import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import { prepareCommand } from '../../../../src-hub/cli/prepare-command.ts';
import { COMMANDS } from '../../../../src-hub/commands.ts';
import type { HubDeps } from '../../../../src-hub/core/hub-deps.ts';
import { loadKeys } from '../../../../src-hub/core/key-table.ts';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { createDeps, openHub, type Hub } from '../../../../src-hub/hub.ts';
import { ACTING } from '../../../support/hub/as-operator.ts';
import { capturedLog, type CapturedLog } from '../../../support/hub/captured-log.ts';
import { RIG_KEYS, RIG_SECRET, rigSettings } from '../../../support/hub/hub-rig.ts';

/** The second secret. */
export const NEXT_SECRET = 'second-secret-of-tests-9876543210zyxwvu';

/** Id of the key of `RIG_SECRET`. */
export const OLD = RIG_KEYS.key.id;

/** Id of the key of {@link NEXT_SECRET}. */
export const NEXT = HubSecret.from(NEXT_SECRET).key.id;

/** What stands in the settings: `HUB_SECRET`, and `HUB_SECRET_NEXT`. */
export type Given = readonly [secret: string, next?: string];

export const ONLY_OLD: Given = [RIG_SECRET];
export const BOTH: Given = [RIG_SECRET, NEXT_SECRET];
export const ONLY_NEXT: Given = [NEXT_SECRET];

/** Hubs and commands with different keys on one database. */
export class KeysFixture {
  readonly #database: HubDatabase;
  readonly #clock: { readonly now: number };
  readonly log: CapturedLog = capturedLog();

  constructor(database: HubDatabase, clock: { readonly now: number }) {
    this.#database = database;
    this.#clock = clock;
  }

  /** A hub that hears at once which key is in use. @throws KeyMissingError */
  async hub(given: Given): Promise<Hub> {
    const hub = await openHub({ ...this.#edges(given), keysEvery: 20 });
    onTestFinished(() => hub.close());
    return hub;
  }

  /** What a command is given. */
  deps(given: Given): HubDeps {
    return createDeps(this.#edges(given), new AbortController().signal);
  }

  /** Runs a command as the terminal does, with a name and a reason where it changes something. */
  async run(given: Given, ...args: string[]): Promise<{ code: number; said: string }> {
    const deps = this.deps(given);
    const problem = await loadKeys(deps);
    if (problem !== null) return { code: 78, said: problem };
    const acts = args[0] === 'keys' && args[1] !== 'list';
    const prepared = prepareCommand(COMMANDS, [...args, ...(acts ? ACTING : [])]);
    if (prepared.kind === 'answered') return { code: prepared.exit, said: prepared.lines.join('\n') };
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const code = await prepared.run(deps, { say, complain: say, progress: () => undefined });
    return { code, said: lines.join('\n') };
  }

  #edges([secret, next]: Given) {
    return {
      settings: rigSettings({ HUB_SECRET: HubSecret.from(secret, next), HUB_REQUESTS_PER_MINUTE: 1_000_000 }),
      ...{ database: this.#database, log: this.log, now: () => new Date(this.#clock.now) },
    };
  }
}
