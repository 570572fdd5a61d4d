/** Reasons that end by themselves, when something outside the kiosk changes. */
export const CLOSURE_REASONS = ['revoked', 'enrolment', 'unreachable', 'outdated'] as const;

/** Why the kiosk is closed until something outside it changes, with details for IT. */
export interface Closure {
  readonly reason: (typeof CLOSURE_REASONS)[number];
  readonly reference: string;
  readonly details: readonly string[];
}
