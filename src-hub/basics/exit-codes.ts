/** Exit codes of the hub's commands; those from 64 on are of sysexits.h. */
export const EXIT = {
  done: 0,
  notDone: 1,
  usage: 2,
  /** EX_TEMPFAIL: the database is away; the same command may succeed later. */
  unavailable: 75,
  /** EX_CONFIG: a setting or the schema is wrong; starting again does not help. */
  config: 78,
} as const;
