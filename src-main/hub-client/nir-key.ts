import { createHmac } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Holder } from '../../src-shared/values/holder.ts';
import type { NirKeyAnswer } from '../../src-shared/hub-api/accounts.ts';
import type { Clock } from '../clock/clock.ts';
import type { Vault } from '../database/vault.ts';
import type { Log } from '../log/log.ts';
import type { HubAnswer } from './hub-answer.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

const PURPOSE = 'nir-key';

/** After a failure the key is not asked for again within this long, in milliseconds. */
const PAUSE = MINUTE;

/** What a {@link NirKey} works with. */
export interface NirKeyDeps {
  readonly journal: Database;
  readonly vault: Vault;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Asks head office for the key. */
  readonly ask: () => Promise<HubAnswer<NirKeyAnswer>>;
}

/**
 * The key under which this kiosk hashes NIR, so that none ever leaves the visit (docs/decisions/0018). Head office gives
 * it once in each run; it is kept, sealed, for the time in which head office cannot be reached.
 */
export class NirKey {
  readonly #deps: NirKeyDeps;
  #key: Buffer | null;
  #askedInThisRun = false;
  #notBefore = -Infinity;
  #asking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: NirKeyDeps) {
    this.#deps = deps;
    this.#key = this.#stored();
  }

  /** @param nir from `parseNir` @returns null while no key is known */
  holderOf(nir: string): Holder | null {
    if (this.#key === null) return null;
    return { situation: 'insured', nir: createHmac('sha256', this.#key).update(nir).digest('hex') };
  }

  /** Head office has just answered: asks for the key, unless that was done in this run. */
  refresh(): void {
    const now = this.#deps.clock.now();
    if (this.#stopped || this.#askedInThisRun || now < this.#notBefore) return;
    this.#askedInThisRun = true;
    this.#notBefore = now + PAUSE;
    this.#asking = this.#ask();
  }

  /** The key is of another head office: it is asked for anew. */
  forget(): void {
    this.#deps.journal.prepare('DELETE FROM nir_key').run();
    this.#key = null;
    this.#askedInThisRun = false;
    this.#notBefore = -Infinity;
  }

  /** Waits for the request under way, which must have been ended, and keeps nothing of it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#asking;
  }

  async #ask(): Promise<void> {
    const { ask, log } = this.#deps;
    const answer = await ask();
    if (this.#stopped) return;
    if (!answer.ok) {
      this.#askedInThisRun = false;
      log.warn({ fault: answer.fault }, 'nir-key-not-given');
      return;
    }
    this.#key = Buffer.from(answer.value.key, 'base64url');
    try {
      this.#keep(answer.value.key);
    } catch (error) {
      // It serves for this run all the same.
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      log.error({ code }, 'nir-key-not-kept');
    }
  }

  #keep(key: string): void {
    const { journal, vault } = this.#deps;
    journal
      .prepare(
        'INSERT INTO nir_key (one, sealed) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET sealed = excluded.sealed',
      )
      .run(vault.seal(PURPOSE, key));
  }

  #stored(): Buffer | null {
    const { journal, vault } = this.#deps;
    const sealed = journal.prepare<[], Buffer>('SELECT sealed FROM nir_key').pluck().get();
    if (sealed === undefined) return null;
    try {
      return Buffer.from(vault.open(PURPOSE, sealed), 'base64url');
    } catch {
      // Damaged, or sealed with another data key: head office gives it again.
      return null;
    }
  }
}
