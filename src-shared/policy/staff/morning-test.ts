import { DAY, MINUTE } from '../../time/units.ts';
import { CHANNELS } from '../../values/contact/channel.ts';

/** Parts of the morning test, in the order in which they are tried: what needs a hand first. A channel: a message that is for nobody. */
export const TEST_PARTS = [
  'touch',
  'number-pad',
  'letter-pad',
  'scanner',
  'printer',
  'sound',
  'head-office',
  'clock',
  'certificate',
  'disk',
  'system',
  ...CHANNELS,
] as const;

export type TestPart = (typeof TEST_PARTS)[number];

/** Parts that the machine tries by itself. */
export const MACHINE_PARTS = [
  'head-office',
  'clock',
  'certificate',
  'disk',
  'system',
  ...CHANNELS,
] as const satisfies readonly TestPart[];

/** Limits that the machine's parts are judged by. */
export const TEST_LIMITS = {
  /** Milliseconds that the clock may differ from head office's. */
  clock: 60_000,
  /** Days for which the certificate of head office still has to be valid. */
  certificateDays: 14,
  /** Free bytes on the disk of the data. */
  disk: 1_000_000_000,
} as const;

/** What the printed test card bears: the letters that an AZERTY and a QWERTY keyboard place differently, and digits. */
export const TEST_CARD = 'AZQWM1234567890';

/** Messages of the morning test that one kiosk may have on one channel within a day. */
export const CANARIES_PER_DAY = 6;

/** Milliseconds after which a message of the morning test is not sent any more. */
export const CANARY_LIFE = 10 * MINUTE;

/** Milliseconds that letters may wait without any batch being made: a long weekend. */
export const LETTERS_LATE = 4 * DAY;
