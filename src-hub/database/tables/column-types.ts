import type { ColumnType } from 'kysely';

/** A point in time, read and written as a `Date`. */
export type Moment = ColumnType<Date, Date, Date>;
/** A point in time with a default in the database. */
export type MadeMoment = ColumnType<Date, Date | undefined, Date>;
/** A 64-bit number, read as a JavaScript number; no value comes near 2^53. */
export type Big = number;

/** How values of one column type are read. `oid`: its number in PostgreSQL's catalogue. */
type Reader = readonly [oid: number, read: (text: string) => unknown];

/** `date`: a day has no time zone, so it stays text (`1941-03-07`). */
export const DATES_AS_TEXT: readonly Reader[] = [[1082, (text) => text]];

/** `bigint`: positions and counts stay far below 2^53, so they are read as numbers. */
export const BIGINTS_AS_NUMBERS: readonly Reader[] = [[20, Number]];

/** `bytea`: a `Buffer`, as pg reads it; PGlite alone would return a plain byte array. */
export const BYTEA_AS_BUFFERS: readonly Reader[] = [[17, (text) => Buffer.from(text.slice(2), 'hex')]];
