import { HOUR, MINUTE, SECOND } from '../../time/units.ts';

/** Time after which a call that no adviser has taken counts as unanswered: the kiosk then offers the telephone number. */
export const CALL_UNANSWERED = 90 * SECOND;

/** Time after which a call that nobody has ended is closed by itself: it is as long as a visit at most. */
export const CALL_LIFE = 30 * MINUTE;

/** Time without news after which a visit counts as gone: its kiosk has lost the line or its power. Kiosks tell it each minute. */
export const VISIT_SILENT = 15 * MINUTE;

/** Time within which a member comes back with a waiting ticket. */
export const TICKET_LIFE = 20 * MINUTE;

/** Number of characters of a waiting ticket. */
export const TICKET_LENGTH = 4;

/** Wrong tickets at one kiosk within `window`, over all visits; then none is taken there until the window is over. */
export const KIOSK_TICKET_TRIES = { most: 5, window: 15 * MINUTE } as const;

/** Wrong tickets at all kiosks of a branch within `window`; then none is taken in the branch until it is over. */
export const BRANCH_TICKET_TRIES = { most: 20, window: HOUR } as const;

/** Time in which the same attempt gets the same answer again, since that of a taken ticket may have been lost. */
export const TICKET_REPEATABLE = 2 * MINUTE;

/** Waiting tickets that one kiosk may give within an hour: far more than visits have room. */
export const TICKETS_PER_HOUR = 60;

/** Time without a touch after which the branch page closes itself: it still rings, and shows and does nothing until the password is typed again. */
export const PAGE_IDLE = 15 * MINUTE;

/** Longest session of the branch page: a day's work. */
export const PAGE_LIFE = 10 * HOUR;

/** Open branch pages (live streams) of one session: more tabs than anybody needs. */
export const STREAMS_PER_SESSION = 4;

/** Open branch pages of one hub, over all branches. */
export const STREAMS_PER_HUB = 400;

/** How often a live page hears from the hub when nothing changes. */
export const PAGE_BEAT = 5 * SECOND;

/** Days of which the branch page tells where people give up. */
export const GIVEN_UP_DAYS = 7;
