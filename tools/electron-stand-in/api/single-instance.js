// @ts-check
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * The lock that one instance of the application holds per user-data folder. The operating system keeps it (through an
 * exclusive SQLite transaction), so it ends with its holder; refused instances leave a letter in a folder beside it.
 */
export class InstanceLock {
  #database = /** @type {import('node:sqlite').DatabaseSync | undefined} */ (undefined);
  #watcher = /** @type {import('node:fs').FSWatcher | undefined} */ (undefined);

  get isHeld() {
    return this.#database !== undefined;
  }

  /**
   * @param {string} folder user data
   * @param {{ argv: string[], cwd: string, data: unknown }} letter for the holder, if there is one
   * @param {(letter: { argv: string[], cwd: string, data: unknown }) => void} onLetter called at each later refusal
   * @returns {boolean} whether this process holds the lock
   */
  request(folder, letter, onLetter) {
    if (this.isHeld) return true;
    const mailbox = join(folder, 'SingletonMail');
    mkdirSync(mailbox, { recursive: true });
    const { DatabaseSync } = /** @type {typeof import('node:sqlite')} */ (
      createRequire(import.meta.url)('node:sqlite')
    );
    const database = new DatabaseSync(join(folder, 'SingletonLock'));
    try {
      database.exec('BEGIN EXCLUSIVE');
    } catch {
      database.close();
      // Renamed, so that the holder never reads a half-written letter.
      const draft = join(mailbox, `${randomUUID()}.draft`);
      writeFileSync(draft, JSON.stringify(letter));
      renameSync(draft, draft.replace(/draft$/u, 'json'));
      return false;
    }
    this.#database = database;
    for (const stale of readdirSync(mailbox)) rmSync(join(mailbox, stale), { force: true });
    this.#watcher = watch(mailbox, () => this.#empty(mailbox, onLetter));
    this.#watcher.unref();
    return true;
  }

  /** Gives the lock back. */
  release() {
    this.#watcher?.close();
    this.#database?.close();
    this.#watcher = undefined;
    this.#database = undefined;
  }

  /** @param {string} mailbox @param {(letter: any) => void} onLetter */
  #empty(mailbox, onLetter) {
    for (const name of readdirSync(mailbox).filter((file) => file.endsWith('.json'))) {
      const file = join(mailbox, name);
      const letter = JSON.parse(readFileSync(file, 'utf8'));
      rmSync(file, { force: true });
      onLetter(letter);
    }
  }
}
