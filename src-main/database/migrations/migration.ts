/** One numbered, additive step of a database's schema. */
export interface Migration {
  /** Becomes `user_version`: 1, 2, 3 … */
  readonly version: number;
  /** Purpose in a few words. */
  readonly name: string;
  /**
   * Oldest version whose application still reads and writes the result: an update that fails comes back to it. Left out:
   * only this version. A step of the journal adds tables and columns that an older application need not know, and says
   * so here (docs/updates.md).
   */
  readonly readableFrom?: number;
  /** Executed in one transaction with the change of `user_version`. */
  readonly sql: string;
}
