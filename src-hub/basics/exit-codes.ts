/** Exit codes of the hub's commands; those from 64 on are of sysexits.h. */
export const EXIT = {
  done: 0,
  notDone: 1,
  usage: 2,
  /** An import is done, and some of its rows were set aside. */
  partly: 3,
  /** EX_TEMPFAIL: the database is away; the same command may succeed later. */
  unavailable: 75,
  /** EX_CONFIG: a setting or the schema is wrong; starting again does not help. */
  config: 78,
} as const;

/** The rule of exit codes, for the help of each command and docs/hub.md. */
export const EXIT_MEANINGS: Readonly<Record<(typeof EXIT)[keyof typeof EXIT], string>> = {
  0: 'done; with --dry-run: it would be done',
  1: 'not done, or not all of it; the lines say what and why',
  2: 'an argument is wrong; nothing was begun',
  3: 'done, but rows of the file were set aside; the lines say which and why',
  75: 'the database is away; the same command may succeed later',
  78: 'a setting or the schema is wrong; starting again does not help',
};
