/** The one clock of the application. */
export interface Clock {
  /**
   * Steady time in milliseconds since 1970 UTC. It never goes back, even when the machine's clock does;
   * every limit, expiry and delay is reckoned on it.
   */
  now(): number;
  /** Turns a steady moment into one on the machine's own clock, to be shown to people. */
  toWall(steady: number): number;
}
