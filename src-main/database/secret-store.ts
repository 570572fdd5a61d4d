/** Wraps the data key. In production it is the operating system's store (Electron `safeStorage`). */
export interface SecretStore {
  /** `plain`: anybody who has the file can read what was wrapped. */
  readonly protection: 'system' | 'plain';
  wrap(plain: Buffer): Buffer;
  /** @throws when it was not wrapped by this store, on this account and machine */
  unwrap(wrapped: Buffer): Buffer;
}
