import type { TestPart } from '../../src-shared/policy/staff/morning-test.ts';
import { TEST_LIMITS } from '../../src-shared/policy/staff/morning-test.ts';
import type { Channel } from '../../src-shared/values/contact/channel.ts';
import type { PartResult } from './staff-place.ts';

/** What the machine can find out about itself; each answers null when it cannot be known now. */
export interface MachineSenses {
  /** Asks head office. */
  readonly isHeadOfficeThere: () => Promise<boolean>;
  /** Milliseconds that this clock is ahead of head office's. */
  readonly clockAhead: () => Promise<number | null>;
  /** Days for which the certificate of head office is still valid. */
  readonly certificateDays: () => Promise<number | null>;
  /** Free bytes where the data are. */
  readonly freeBytes: () => number | null;
  /** Prints a page; `none`: there is no printer. */
  readonly printPage: () => Promise<'done' | 'failed' | 'none'>;
  /** What of the system a visitor could reach, in a word; null: nothing. */
  readonly systemOpen: () => string | null;
  /** Has head office send a message that is for nobody. */
  readonly canary: (channel: Channel) => Promise<PartResult>;
}

const good = (value: number | null = null): PartResult => ({ result: 'good', found: null, value });
const bad = (found: string, value: number | null = null): PartResult => ({ result: 'bad', found, value });
const unknown: PartResult = { result: 'skipped', found: 'not-known', value: null };

/** Tries a part of the morning test that needs no hand; another part is answered as skipped. */
export async function tryPart(part: TestPart, senses: MachineSenses): Promise<PartResult> {
  switch (part) {
    case 'head-office':
      return (await senses.isHeadOfficeThere()) ? good() : bad('unreachable');
    case 'clock': {
      const ahead = await senses.clockAhead();
      if (ahead === null) return unknown;
      const seconds = Math.round(ahead / 1000);
      return Math.abs(ahead) <= TEST_LIMITS.clock ? good(seconds) : bad('clock-off', seconds);
    }
    case 'certificate': {
      const days = await senses.certificateDays();
      if (days === null) return unknown;
      return days >= TEST_LIMITS.certificateDays ? good(days) : bad('ends-soon', days);
    }
    case 'disk': {
      const free = senses.freeBytes();
      if (free === null) return unknown;
      const gigabytes = Math.floor(free / 1e9);
      return free >= TEST_LIMITS.disk ? good(gigabytes) : bad('nearly-full', gigabytes);
    }
    case 'system': {
      const open = senses.systemOpen();
      return open === null ? good() : bad(open);
    }
    case 'printer': {
      const outcome = await senses.printPage();
      return outcome === 'done' ? good() : bad(outcome);
    }
    case 'email':
    case 'sms':
    case 'letter':
      return senses.canary(part);
    case 'touch':
    case 'number-pad':
    case 'letter-pad':
    case 'scanner':
    case 'sound':
      return { result: 'skipped', found: null, value: null };
  }
}
