import type { Database, Statement } from 'better-sqlite3';
import type { SecretStore } from '../database/secret-store.ts';
import type { Vault } from '../database/vault.ts';
import type { HubAnswer } from './hub-answer.ts';
import type { HubClient } from './hub-client.ts';
import type { HubConnection, HubSettings } from './hub-connection.ts';
import { keyPairOf, makeKeyPair, type KeyPair } from './key-pair.ts';
import type { KioskCredentials } from './request-signer.ts';

/** What {@link HubIdentity} needs. */
export interface HubIdentityDeps {
  readonly settings: HubSettings;
  readonly client: Pick<HubClient, 'call'>;
  readonly journal: Database;
  readonly vault: Vault;
  readonly secretStore: SecretStore;
  /** PEM text of a private authority; null: none. */
  readonly ca: string | null;
  /** Makes UUIDs. */
  readonly newId: () => string;
  /** Called once for each new token. */
  readonly onEnrolled: () => void;
}

/**
 * The kiosk's identity at head office: a token, and a key by which it signs its requests. It enrols once with the
 * configured code and keeps both, wrapped by the operating system's store. It enrols again when the configuration has
 * another code, or when this machine cannot unwrap them.
 */
export class HubIdentity {
  readonly #deps: HubIdentityDeps;
  readonly #sql: ReturnType<typeof prepare>;
  #credentials: KioskCredentials | null;
  /** Head office did not accept the token: the code is tried before the token is sent again. */
  #rejected = false;
  #enrolling: Promise<HubAnswer<HubConnection>> | null = null;

  constructor(deps: HubIdentityDeps) {
    this.#deps = deps;
    this.#sql = prepare(deps.journal);
    this.#credentials = this.#stored();
  }

  /** What is needed to call as this kiosk; null before enrolment. */
  connection(): HubConnection | null {
    const { settings, ca } = this.#deps;
    return this.#credentials === null ? null : { url: settings.url, ...this.#credentials, ca };
  }

  /** Enrols when necessary. Simultaneous calls share one try. */
  ensure(signal?: AbortSignal): Promise<HubAnswer<HubConnection>> {
    const connection = this.connection();
    if (connection !== null && !this.#rejected) return Promise.resolve({ ok: true, value: connection });
    this.#enrolling ??= this.#enrol(signal).finally(() => {
      this.#enrolling = null;
    });
    return this.#enrolling;
  }

  /** Head office does not know the token: it may have been restored from a backup before the enrolment. */
  markRejected(): void {
    this.#rejected = true;
  }

  async #enrol(signal?: AbortSignal): Promise<HubAnswer<HubConnection>> {
    const { client, settings, journal, secretStore, onEnrolled, ca } = this.#deps;
    const { attempt, publicKey, privateKey } = this.#attempt();
    const asked = { code: settings.enrolmentCode, attempt, key: publicKey };
    const answer = await client.call('enrol', asked, { by: null, ...(signal && { signal }) });
    if (!answer.ok) {
      // The code is used up, so only the token is left: it is sent again next time.
      if (answer.fault === 'not-enrolled') this.#rejected = false;
      return answer;
    }
    const { kiosk, token } = answer.value;
    journal.transaction(() => {
      this.#sql.setToken.run({ kiosk, token: secretStore.wrap(Buffer.from(token, 'ascii')) });
      onEnrolled();
    })();
    this.#credentials = { token, privateKey };
    this.#rejected = false;
    return { ok: true, value: { url: settings.url, token, privateKey, ca } };
  }

  /** Id and key of the try, stored before the first call: the same ones fetch a lost answer again. */
  #attempt(): KeyPair & { readonly attempt: string } {
    const { settings, newId, secretStore } = this.#deps;
    const known = this.#sql.get.get({});
    if (known && this.#isOfCode(known.codeHash)) {
      const privateKey = this.#unwrap(known.privateKey);
      if (privateKey !== null) return { attempt: known.attempt, ...keyPairOf(privateKey) };
    }
    const pair = makeKeyPair();
    const attempt = newId();
    const privateKey = secretStore.wrap(Buffer.from(pair.privateKey, 'ascii'));
    this.#sql.begin.run({ url: settings.url, codeHash: this.#codeHash(), attempt, privateKey });
    return { attempt, ...pair };
  }

  #stored(): KioskCredentials | null {
    const { settings } = this.#deps;
    const known = this.#sql.get.get({});
    if (!known) return null;
    if (!this.#isOfCode(known.codeHash)) {
      this.#sql.forget.run({});
      return null;
    }
    if (known.url !== settings.url) this.#sql.setUrl.run({ url: settings.url });
    if (known.token === null) return null;
    const token = this.#unwrap(known.token);
    const privateKey = this.#unwrap(known.privateKey);
    if (token !== null && privateKey !== null) return { token, privateKey };
    // Without a key, or wrapped on another machine, which may still use it: this machine needs its own enrolment.
    this.#sql.forget.run({});
    return null;
  }

  /** @returns null when there is nothing, or when another machine has wrapped it */
  #unwrap(wrapped: Buffer | null): string | null {
    if (wrapped === null) return null;
    try {
      return this.#deps.secretStore.unwrap(wrapped).toString('ascii');
    } catch {
      return null;
    }
  }

  #isOfCode(hash: Buffer): boolean {
    return hash.equals(this.#codeHash());
  }

  #codeHash(): Buffer {
    return this.#deps.vault.mac('enrolment-code', this.#deps.settings.enrolmentCode);
  }
}

interface IdentityRow {
  readonly url: string;
  readonly codeHash: Buffer;
  readonly attempt: string;
  readonly token: Buffer | null;
  readonly privateKey: Buffer | null;
}

type Row = Record<string, unknown>;

function prepare(journal: Database) {
  const statement = <Result = never>(sql: string): Statement<[Row], Result> =>
    journal.prepare<[Row], Result>(sql);
  return {
    get: statement<IdentityRow>(
      'SELECT url, code_hash AS codeHash, attempt, token, private_key AS privateKey FROM hub_identity',
    ),
    begin: statement(
      `INSERT INTO hub_identity (one, url, code_hash, attempt, private_key)
       VALUES (1, :url, :codeHash, :attempt, :privateKey)
       ON CONFLICT (one) DO UPDATE SET url = excluded.url, code_hash = excluded.code_hash,
         attempt = excluded.attempt, private_key = excluded.private_key, kiosk = NULL, token = NULL`,
    ),
    setToken: statement('UPDATE hub_identity SET kiosk = :kiosk, token = :token WHERE one = 1'),
    setUrl: statement('UPDATE hub_identity SET url = :url WHERE one = 1'),
    forget: statement('DELETE FROM hub_identity'),
  };
}
