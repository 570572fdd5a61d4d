import { MINUTE, SECOND } from '../time/units.ts';

/** Largest clock offset that is not corrected, in milliseconds: the transfer to head office takes time too. */
export const CLOCK_TOLERANCE = 2 * SECOND;

/**
 * Milliseconds by which the time of a signature may differ from the hub's clock, either way. A sender whose clock is
 * wrong learns the hub's time with the refusal, and signs by it.
 */
export const SIGNATURE_TOLERANCE = MINUTE;
