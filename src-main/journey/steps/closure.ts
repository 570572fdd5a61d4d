/** Why the kiosk is closed until something outside it changes, with details for IT. */
export interface Closure {
  readonly reason: 'revoked' | 'enrolment' | 'outdated';
  readonly reference: string;
  readonly details: readonly string[];
}
