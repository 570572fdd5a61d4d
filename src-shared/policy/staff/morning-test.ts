/** Parts of the morning test, in the order in which they are tried: what needs a hand first. */
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
] as const;

export type TestPart = (typeof TEST_PARTS)[number];

/** Parts that the machine tries by itself. */
export const MACHINE_PARTS = [
  'head-office',
  'clock',
  'certificate',
  'disk',
  'system',
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
