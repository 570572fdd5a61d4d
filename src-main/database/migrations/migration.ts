/** One numbered, append-only, additive step of a database's schema. */
export interface Migration {
  /** Becomes `user_version`; the first is 1 and each next is one more. */
  readonly version: number;
  /** What it is for, in a few words. */
  readonly name: string;
  /** Run in one transaction with the change of `user_version`. */
  readonly sql: string;
}
