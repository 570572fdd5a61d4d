/** Up to this difference, in milliseconds, a sender's clock is taken as it is: the way to head office takes time too. */
export const CLOCK_TOLERANCE = 2000;
