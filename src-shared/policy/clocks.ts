import { MINUTE } from '../time/units.ts';

/** A clock offset up to this, in milliseconds, is not corrected: the transfer to head office takes time too. */
export const CLOCK_TOLERANCE = 2000;

/**
 * Milliseconds by which the time of a signature may differ from the hub's clock, either way. A sender whose clock is
 * wrong learns the hub's time with the refusal, and signs by it.
 */
export const SIGNATURE_TOLERANCE = MINUTE;
