import { HOUR, MINUTE, SECOND } from '../time/units.ts';

/** Milliseconds between two heartbeats of the page. */
export const HEARTBEAT_EVERY = 2 * SECOND;

/** Milliseconds without a heartbeat after which the page counts as hung, and is loaded again. */
export const PAGE_SILENCE = 10 * SECOND;

/** Largest number of restarts of the page within {@link PAGE_RESTART_WINDOW}. */
export const MOST_PAGE_RESTARTS = 3;

/** Window in which restarts of the page are counted, in milliseconds. */
export const PAGE_RESTART_WINDOW = 10 * MINUTE;

/** Milliseconds without contact with head office after which staff are told. */
export const HUB_SILENCE = HOUR;
