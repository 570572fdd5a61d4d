/** The one clock of the application. */
export interface Clock {
  /**
   * Steady time in milliseconds since 1970 UTC. It never goes back, even when the machine's clock does. All limits,
   * expiries and delays use it.
   */
  now(): number;
  /** Converts a steady moment to the machine's clock, to be shown. */
  toWall(steady: number): number;
}
