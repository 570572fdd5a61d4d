/**
 * What can keep a member from going on, as kiosks tell it to the branch page and to the adviser at the kiosk. Each has its
 * advice in `docs/advisers.md`. A newer kiosk may have words of its own: a hub keeps them as they are.
 */
export const BLOCKS = [
  'unknown-number',
  'numbers-paused',
  'anti-robot',
  'no-channel',
  'code-late',
  'code-refused',
  'code-wrong',
  'code-expired',
  'code-sends',
  'code-tries',
  'channel-closed',
  'kiosk-paused',
  'letter-wait',
  'letter-code-wrong',
  'letter-code-expired',
  'letter-code-used',
  'letter-code-tries',
  'password-refused',
  'login-wrong',
  'login-wait',
  'provisional-wrong',
  'provisional-expired',
  'provisional-tries',
  'email-taken',
  'email-refused',
  'head-office-away',
  'printer',
] as const;

/** What keeps a member from going on. */
export type Block = (typeof BLOCKS)[number];
