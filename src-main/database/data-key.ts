import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Random } from '../random/random.ts';
import { listBackups } from './backup-rule.ts';
import { writeDurably } from '../files/durable-file.ts';
import type { SecretStore } from './secret-store.ts';
import { storageFault } from './storage-fault.ts';
import { makeFolder } from '../files/make-folder.ts';

/** Name of the file with the wrapped data key. */
export const DATA_KEY_FILE = 'data.key';

const KEY_BYTES = 32;

/** Files that need the key. While one exists, a missing key is lost, and this is not a first start. */
const NEEDS_KEY = /^(journal.*|members-.*)\.db$/u;

const fileSchema = z.object({
  protection: z.enum(['system', 'plain']),
  /** Base64. */
  wrapped: z.string(),
  /** Tells a wrong key from the right one: a store that only obfuscates unwraps any bytes to something. */
  check: z.string(),
});

/** Why there is no data key. */
export type DataKeyProblem = 'plain-refused' | 'lost' | 'unreadable';

const SENTENCES: Readonly<Record<DataKeyProblem, string>> = {
  'plain-refused':
    'the operating system offers no key ring for the data key: unlock one in this session, or set allowPlainDataKey to true on an encrypted disk',
  lost: 'databases exist but the data key that reads them is missing',
  unreadable: 'the data key cannot be unwrapped by this account on this machine',
};

/** There is no data key, so no database can be read or made. */
export class DataKeyError extends Error {
  override readonly name = 'DataKeyError';
  readonly problem: DataKeyProblem;

  constructor(problem: DataKeyProblem, file: string) {
    super(`${SENTENCES[problem]} (${file})`);
    this.problem = problem;
  }
}

/** What {@link loadDataKey} needs. */
export interface DataKeyOptions {
  /** Folder of the databases; made when missing. */
  readonly folder: string;
  readonly secretStore: SecretStore;
  readonly random: Random;
  /** Accept a store that only offers plain text (a demonstration, or allowed by the configuration). */
  readonly allowPlainText: boolean;
}

/**
 * The 32 bytes from which all keys of the vault are derived. Made at the first start, unwrapped at later ones. A key
 * kept in plain text is wrapped again as soon as the system can protect it.
 * @throws DataKeyError
 * @throws StorageUnavailable when the folder cannot be read or written
 */
export function loadDataKey(options: DataKeyOptions): Buffer {
  try {
    return readOrMake(options);
  } catch (error) {
    throw storageFault(error, options.folder) ?? error;
  }
}

function readOrMake({ folder, secretStore, random, allowPlainText }: DataKeyOptions): Buffer {
  const file = path.join(folder, DATA_KEY_FILE);
  if (secretStore.protection === 'plain' && !allowPlainText) throw new DataKeyError('plain-refused', file);
  makeFolder(folder);
  if (fs.existsSync(file)) return read(file, secretStore);
  if (needsKey(folder)) throw new DataKeyError('lost', file);
  const key = random.bytes(KEY_BYTES);
  write(file, key, secretStore);
  return key;
}

function read(file: string, secretStore: SecretStore): Buffer {
  const content = fs.readFileSync(file, 'utf8');
  let key: Buffer;
  let protection: SecretStore['protection'];
  try {
    const parsed = fileSchema.parse(JSON.parse(content));
    protection = parsed.protection;
    key = secretStore.unwrap(Buffer.from(parsed.wrapped, 'base64'));
    if (key.length !== KEY_BYTES || checkOf(key) !== parsed.check) throw new Error('another key');
  } catch {
    // The cause is not kept: it could quote the content.
    throw new DataKeyError('unreadable', file);
  }
  if (protection === 'plain' && secretStore.protection === 'system') write(file, key, secretStore);
  return key;
}

function write(file: string, key: Buffer, secretStore: SecretStore): void {
  const wrapped = secretStore.wrap(key).toString('base64');
  const content = { protection: secretStore.protection, wrapped, check: checkOf(key) };
  writeDurably(file, `${JSON.stringify(content)}\n`);
}

/** Eight bytes of a hash of 32 random bytes reveal nothing about the key. */
function checkOf(key: Buffer): string {
  return createHash('sha256').update('data key check').update(key).digest('hex').slice(0, 16);
}

function needsKey(folder: string): boolean {
  return listBackups(folder).length > 0 || fs.readdirSync(folder).some((name) => NEEDS_KEY.test(name));
}
