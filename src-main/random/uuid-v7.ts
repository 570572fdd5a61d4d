import type { Clock } from '../clock/clock.ts';
import type { Random } from './random.ts';

/** Largest value of the 12 bits that RFC 9562 calls `rand_a`; used as a counter within one millisecond. */
const COUNTER_MAX = 0xfff;

/** The counter starts in its lower half, so that at least 2048 ids fit into a millisecond. */
const COUNTER_START_BOUND = 0x800;

/** Number of random bytes after the counter; their two top bits become the variant. */
const TAIL_BYTES = 8;

/**
 * Makes a source of UUIDs of version 7 (RFC 9562, section 6.2, method 1). Each is greater than the one before, also
 * within a millisecond and when the counter overflows.
 * @returns a function that gives the next id: 36 characters, lower case
 */
export function uuidV7Source(clock: Pick<Clock, 'now'>, random: Random): () => string {
  let moment = -1;
  let counter = 0;
  return () => {
    const now = clock.now();
    if (now > moment) {
      moment = now;
      counter = random.below(COUNTER_START_BOUND);
    } else if (counter < COUNTER_MAX) {
      counter += 1;
    } else {
      moment += 1;
      counter = random.below(COUNTER_START_BOUND);
    }
    return format(moment, counter, random.bytes(TAIL_BYTES));
  };
}

function format(moment: number, counter: number, tail: Buffer): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(moment, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  tail.copy(bytes, 8);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
