import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATA_KEY_FILE, DataKeyError, loadDataKey } from '../../../src-main/database/data-key.ts';
import type { SecretStore } from '../../../src-main/database/secret-store.ts';
import { systemRandom } from '../../../src-main/random/random.ts';

/** Obfuscates, as a real store without authentication does: unwrapping never fails by itself. */
class XorStore implements SecretStore {
  readonly protection: SecretStore['protection'];
  readonly #mask: number;

  constructor(protection: SecretStore['protection'], mask: number) {
    this.protection = protection;
    this.#mask = mask;
  }

  wrap(plain: Buffer): Buffer {
    return Buffer.from(plain.map((byte) => byte ^ this.#mask));
  }

  unwrap(wrapped: Buffer): Buffer {
    return this.wrap(wrapped);
  }
}

const system = new XorStore('system', 0x5a);
const plain = new XorStore('plain', 0x5a);

describe('loadDataKey', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'borne-key-'));
    file = path.join(folder, DATA_KEY_FILE);
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const load = (secretStore: SecretStore = system, allowPlainText = false): Buffer =>
    loadDataKey({ folder, secretStore, random: systemRandom, allowPlainText });
  const problemOf = (call: () => unknown): string | null => {
    try {
      call();
      return null;
    } catch (error) {
      if (error instanceof DataKeyError) return error.problem;
      throw error;
    }
  };

  it('makes a key once and gives the same at each start', () => {
    const key = load();
    expect(key).toHaveLength(32);
    expect(load()).toEqual(key);
  });

  it('keeps the key wrapped, for its own account alone, and leaves no part behind', () => {
    const key = load();
    const content = fs.readFileSync(file, 'utf8');
    expect(content).not.toContain(key.toString('base64'));
    expect(content).not.toContain(key.toString('hex'));
    if (process.platform !== 'win32') expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(folder)).toEqual([DATA_KEY_FILE]);
  });

  it('makes its folder', () => {
    folder = path.join(folder, 'deep', 'data');
    expect(load()).toHaveLength(32);
  });

  it('refuses plain text unless it is allowed, for a new key and for an old one', () => {
    expect(problemOf(() => load(plain))).toBe('plain-refused');
    expect(fs.existsSync(file)).toBe(false);
    const key = load(plain, true);
    expect(load(plain, true)).toEqual(key);
    expect(problemOf(() => load(plain))).toBe('plain-refused');
  });

  it('wraps a key of plain text again once the system protects', () => {
    const key = load(plain, true);
    expect(load(system)).toEqual(key);
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({ protection: 'system' });
  });

  it.each([
    'journal.db',
    'journal-corrupt-20260310T120000Z.db',
    'members-3.db',
    'backups/journal-2026-03-10.db',
  ])('says that the key is lost when there is %s and no key', (name) => {
    fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), '');
    expect(problemOf(() => load())).toBe('lost');
    expect(fs.existsSync(file)).toBe(false);
  });

  it.each([
    ['another account’s key', () => load(new XorStore('system', 0x11))],
    ['not JSON', () => (fs.writeFileSync(file, 'zzz'), load())],
    ['an empty file', () => (fs.writeFileSync(file, ''), load())],
    ['another shape', () => (fs.writeFileSync(file, '{"wrapped":3}'), load())],
  ])('cannot read %s, and does not replace it', (_name, spoilAndLoad) => {
    load();
    expect(problemOf(spoilAndLoad)).toBe('unreadable');
    const content = fs.readFileSync(file, 'utf8');
    expect(problemOf(spoilAndLoad)).toBe('unreadable');
    expect(fs.readFileSync(file, 'utf8')).toBe(content);
  });
});
