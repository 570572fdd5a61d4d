import { createHmac } from 'node:crypto';

/** Bytes of a key's id before a stored hash or sealed text. */
export const KEY_ID_BYTES = 4;

/** Bytes of a hash without the id of its key: from before keys had ids. */
const BARE_HASH = 32;

/** One key: a value of `HUB_SECRET` or `HUB_SECRET_NEXT`. */
export interface SecretKey {
  /** Eight hexadecimal digits, derived from the value: they name it and tell nothing of it. */
  readonly id: string;
  readonly value: string;
}

/** Which keys do what, as the database has it (see `keys/key-table.ts`). */
export interface KeyDuties {
  /** Id of the key that new hashes and seals are made with. */
  readonly inUse: string;
  /** Id of the key of hashes and seals without an id. */
  readonly first: string;
  /** Id of the key of the NIR index. */
  readonly nir: string;
  /** Ids of the keys that this hub cannot do without: of what is made now, or was made before. */
  readonly needed: readonly string[];
  /** Ids of keys that are retired: what they made is worth nothing, even where their value is still in the settings. */
  readonly retired: readonly string[];
}

/** The keys that a hub knows, and their duties. Shared by all views, so that a rotation reaches a hub that serves. */
interface Ring {
  readonly keys: readonly SecretKey[];
  duties: KeyDuties;
}

/**
 * The secret of the hub: one key, and a second one while a rotation lasts. Every hash and every seal says by which key it
 * was made. What is made new takes the key in use; what is there is compared and opened with its own key ({@link of}),
 * and looked up under each ({@link each}).
 */
export class HubSecret {
  readonly #ring: Ring;
  /** Id of the key of this view; null: the key in use. */
  readonly #fixed: string | null;
  /** False: hashes without id, as they were before keys had ids. */
  readonly #tags: boolean;

  private constructor(ring: Ring, fixed: string | null, tags: boolean) {
    this.#ring = ring;
    this.#fixed = fixed;
    this.#tags = tags;
  }

  /** Until {@link take} the first value does everything. @param next `HUB_SECRET_NEXT` */
  static from(value: string, next?: string): HubSecret {
    const id = secretKeyId(value);
    const keys = [value, ...(next === undefined ? [] : [next])].map((text) => ({
      id: secretKeyId(text),
      value: text,
    }));
    const duties = { inUse: id, first: id, nir: id, needed: [], retired: [] };
    return new HubSecret({ keys, duties }, null, true);
  }

  /** Those that count: retired ones do not. */
  get keys(): readonly SecretKey[] {
    const { keys, duties } = this.#ring;
    return keys.filter(({ id }) => !duties.retired.includes(id));
  }

  /** Ids of retired keys whose value is still in the settings. */
  get useless(): readonly string[] {
    const { keys, duties } = this.#ring;
    return keys.map(({ id }) => id).filter((id) => duties.retired.includes(id));
  }

  /** Ids of keys that the hub needs and does not have. */
  get missing(): readonly string[] {
    return this.#ring.duties.needed.filter((id) => !this.knows(id));
  }

  get duties(): KeyDuties {
    return this.#ring.duties;
  }

  /**
   * Takes over which key does what, in all views. What a key that is not known should do, the one before does: a hub
   * without it goes on with what it can.
   */
  take(duties: KeyDuties): void {
    const before = this.#ring.duties;
    const known = (id: string, otherwise: string): string => (this.#has(id) ? id : otherwise);
    this.#ring.duties = {
      ...duties,
      inUse: known(duties.inUse, before.inUse),
      nir: known(duties.nir, before.nir),
    };
  }

  /** Whether it has a key that is not retired. */
  knows(id: string): boolean {
    return this.keys.some((key) => key.id === id);
  }

  /** The key of this view. */
  get key(): SecretKey {
    const id = this.#fixed ?? this.#ring.duties.inUse;
    const key = this.#ring.keys.find((one) => one.id === id);
    if (key === undefined) throw new Error('a view of the secret has an unknown key');
    return key;
  }

  /** What stands before a hash of this view. */
  get tag(): Buffer {
    return this.#tags ? Buffer.from(this.key.id, 'hex') : Buffer.alloc(0);
  }

  /** The view that made a stored hash: its hash of the same text is equal. Of an unknown key: one that never is. */
  of(stored: Uint8Array): HubSecret {
    if (stored.length === BARE_HASH) return this.#view(this.#ring.duties.first, false);
    return this.#view(tagOf(stored), true);
  }

  /** Whether the key of a stored hash is known. */
  canCompare(stored: Uint8Array): boolean {
    return this.knows(stored.length === BARE_HASH ? this.#ring.duties.first : tagOf(stored));
  }

  /** All views that can have made a hash that is looked for, the key in use first. */
  each(): readonly HubSecret[] {
    const { duties } = this.#ring;
    const others = this.keys.map(({ id }) => id).filter((id) => id !== duties.inUse);
    const ids = [duties.inUse, ...others];
    return [
      ...ids.map((id) => this.#view(id, true)),
      ...(this.knows(duties.first) ? [this.#view(duties.first, false)] : []),
    ];
  }

  /** The view of one key. @returns null: it is not known */
  named(id: string): HubSecret | null {
    return this.knows(id) ? this.#view(id, true) : null;
  }

  /** The view with the key in use, also where that changes while the view is held. */
  get current(): HubSecret {
    return new HubSecret(this.#ring, null, true);
  }

  /** The view with the key of the NIR index, which follows the key in use with a whole import. */
  get forNir(): HubSecret {
    return this.#view(this.#ring.duties.nir, true);
  }

  #has(id: string): boolean {
    return this.#ring.keys.some((key) => key.id === id);
  }

  #view(id: string, tags: boolean): HubSecret {
    return new HubSecret(this.#ring, this.knows(id) ? id : this.#ring.duties.inUse, tags);
  }
}

/** Names a value of `HUB_SECRET`. */
export function secretKeyId(value: string): string {
  return createHmac('sha256', value)
    .update('audit-key\0')
    .digest('hex')
    .slice(0, KEY_ID_BYTES * 2);
}

/** Id at the beginning of a stored hash or sealed text, if it has one. */
export function tagOf(stored: Uint8Array): string {
  return Buffer.from(stored.subarray(0, KEY_ID_BYTES)).toString('hex');
}
