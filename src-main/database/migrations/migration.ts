/** One numbered, additive step of a database's schema. */
export interface Migration {
  /** Becomes `user_version`: 1, 2, 3 … */
  readonly version: number;
  /** Purpose in a few words. */
  readonly name: string;
  /** Executed in one transaction with the change of `user_version`. */
  readonly sql: string;
}
