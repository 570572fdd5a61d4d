/** Where the data key is locked away. In production it is the operating system's (Electron `safeStorage`). */
export interface SecretStore {
  /** `plain` when what it wraps can be read by anyone who has the file. */
  readonly protection: 'system' | 'plain';
  wrap(plain: Buffer): Buffer;
  /** @throws when it was not wrapped by this store, on this account of this machine */
  unwrap(wrapped: Buffer): Buffer;
}
