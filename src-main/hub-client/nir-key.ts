import { createHmac } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Holder } from '../../src-shared/values/holder.ts';
import type { NirKeyAnswer } from '../../src-shared/hub-api/accounts.ts';
import type { Clock } from '../clock/clock.ts';
import type { Vault } from '../database/vault.ts';
import type { Log } from '../log/log.ts';
import type { HubAnswer } from './hub-answer.ts';
import { NIR_KEY_ASKED_EVERY } from '../../src-shared/policy/accounts.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

const PURPOSE = 'nir-key';

/** Milliseconds after a failure before the key is asked for again. */
const PAUSE = MINUTE;

/** What {@link NirKey} needs. */
export interface NirKeyDeps {
  readonly journal: Database;
  readonly vault: Vault;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Asks head office for the key. */
  readonly ask: () => Promise<HubAnswer<NirKeyAnswer>>;
}

/**
 * The key for hashing NIR, so that no NIR is stored or sent (docs/decisions/0018). Head office may change it, so it is
 * asked for again (docs/decisions/0041). It is kept, sealed, for times without head office.
 */
export class NirKey {
  readonly #deps: NirKeyDeps;
  #key: Buffer | null;
  /** When it was last given in this run. */
  #givenAt = -Infinity;
  #notBefore = -Infinity;
  #asking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: NirKeyDeps) {
    this.#deps = deps;
    this.#key = this.#stored();
  }

  /** @param nir from `readNir` @returns null while no key is known */
  holderOf(nir: string): Holder | null {
    if (this.#key === null) return null;
    return { situation: 'insured', nir: createHmac('sha256', this.#key).update(nir).digest('hex') };
  }

  /** Head office has just answered: asks for the key, unless it was given a short while ago. */
  refresh(): void {
    const now = this.#deps.clock.now();
    if (this.#stopped || now < this.#givenAt + NIR_KEY_ASKED_EVERY || now < this.#notBefore) return;
    this.#notBefore = now + PAUSE;
    this.#asking = this.#ask();
  }

  /** Head office may be another one: removes the key, to ask for it again. */
  forget(): void {
    this.#deps.journal.prepare('DELETE FROM nir_key').run();
    this.#key = null;
    this.#givenAt = -Infinity;
    this.#notBefore = -Infinity;
  }

  /** Waits for the running call, which must have been aborted, and ignores its result. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#asking;
  }

  async #ask(): Promise<void> {
    const { ask, log } = this.#deps;
    const answer = await ask();
    if (this.#stopped) return;
    if (!answer.ok) {
      log.warn({ fault: answer.fault }, 'nir-key-not-given');
      return;
    }
    this.#givenAt = this.#deps.clock.now();
    this.#key = Buffer.from(answer.value.key, 'base64url');
    try {
      this.#keep(answer.value.key);
    } catch (error) {
      // The key still serves for this run.
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
      // Damaged, or sealed with another data key: head office gives the key again.
      return null;
    }
  }
}
