/** A reader of one column type, by its number in PostgreSQL's catalogue. */
type Reader = readonly [oid: number, read: (text: string) => unknown];

/** `date`: a day has no time zone, so it stays text (`1941-03-07`). */
export const TEXT_DATES: readonly Reader[] = [[1082, (text) => text]];

/** `bigint`: positions and counts, which stay far below 2^53, are read as numbers. */
export const readNumbers: readonly Reader[] = [[20, Number]];

/** `bytea`: a `Buffer`, as pg reads it; PGlite's own reader gives a plain byte array. */
export const BUFFERS: readonly Reader[] = [[17, (text) => Buffer.from(text.slice(2), 'hex')]];
