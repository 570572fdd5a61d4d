/**
 * Why storage cannot be used. `full`: disk or quota. `unwritable`: read-only, forbidden or not a folder. `fault`: the
 * device failed to read or write.
 */
export type StorageFaultKind = 'full' | 'unwritable' | 'fault';

/**
 * The disk cannot be read or written. An expected failure: staff are told, and nothing is confirmed to the visitor.
 */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
  readonly kind: StorageFaultKind;
  /** Code of SQLite or of the operating system, e.g. `SQLITE_FULL`, `ENOSPC`. */
  readonly code: string;

  constructor(kind: StorageFaultKind, code: string, file: string, cause?: unknown) {
    super(`storage unavailable (${kind}, ${code}): ${file}`, { cause });
    this.kind = kind;
    this.code = code;
  }
}

const SYSTEM_CODES: Readonly<Record<string, StorageFaultKind>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EROFS: 'unwritable',
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  ENOTDIR: 'unwritable',
  EEXIST: 'unwritable',
  ENOENT: 'unwritable',
  EISDIR: 'unwritable',
  ELOOP: 'unwritable',
  ENAMETOOLONG: 'unwritable',
  EBUSY: 'unwritable',
  EIO: 'fault',
  // A folder on another machine that is away.
  ESTALE: 'fault',
  ENOTCONN: 'fault',
  ENODEV: 'fault',
  ENXIO: 'fault',
  EHOSTDOWN: 'fault',
  EHOSTUNREACH: 'fault',
  ETIMEDOUT: 'fault',
};

const SQLITE_CODES: readonly (readonly [prefix: string, kind: StorageFaultKind])[] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'unwritable'],
  ['SQLITE_CANTOPEN', 'unwritable'],
  ['SQLITE_PERM', 'unwritable'],
  ['SQLITE_IOERR', 'fault'],
];

/**
 * Recognises a disk failure in an error of better-sqlite3 or Node.
 * @param file the file in use, for the message
 * @returns null for any other error: a bug or damage (see {@link isDamage})
 */
export function storageFault(error: unknown, file: string): StorageUnavailable | null {
  if (error instanceof StorageUnavailable) return error;
  const code = codeOf(error);
  if (code === null) return null;
  const kind = SYSTEM_CODES[code] ?? SQLITE_CODES.find(([prefix]) => code.startsWith(prefix))?.[1];
  if (kind) return new StorageUnavailable(kind, code, file, error);
  // better-sqlite3 checks the folder itself, with an error that has no code of SQLite.
  return error instanceof TypeError && error.message.includes('directory does not exist')
    ? new StorageUnavailable('unwritable', 'ENOENT', file, error)
    : null;
}

/** True when SQLite reports that the file is not an intact database. */
export function isDamage(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB');
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : '';
}
