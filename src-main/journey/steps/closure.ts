/** Why nobody can be served until something outside has changed, and what IT may read of it. */
export interface Closure {
  readonly reason: 'revoked' | 'enrolment' | 'outdated';
  readonly reference: string;
  readonly details: readonly string[];
}
