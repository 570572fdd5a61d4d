/** A clock offset up to this, in milliseconds, is not corrected: the transfer to head office takes time too. */
export const CLOCK_TOLERANCE = 2000;
