import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SteadyClock } from '../../../src-main/clock/steady-clock.ts';
import { DAY, HOUR, MINUTE } from '../../../src-shared/time/units.ts';

const NOON = Date.UTC(2026, 2, 10, 12);

/** A machine whose two clocks are moved by hand. */
class Machine {
  wallTime = NOON;
  monotonicTime = 5_000;
  lastSeen = 0;

  pass(milliseconds: number): void {
    this.wallTime += milliseconds;
    this.monotonicTime += milliseconds;
  }

  clock(): SteadyClock {
    return new SteadyClock({
      wall: () => this.wallTime,
      monotonic: () => this.monotonicTime,
      lastSeen: this.lastSeen,
    });
  }
}

interface Case {
  readonly name: string;
  readonly lastSeen?: number;
  readonly happen: (machine: Machine) => void;
  readonly steady: number;
}

const CASES: readonly Case[] = [
  { name: 'time passes', happen: (m) => m.pass(MINUTE), steady: NOON + MINUTE },
  { name: 'nothing happens', happen: () => undefined, steady: NOON },
  { name: 'the last run was earlier', lastSeen: NOON - HOUR, happen: (m) => m.pass(1), steady: NOON + 1 },
  {
    name: 'set back a day while running',
    happen: (m) => {
      m.pass(MINUTE);
      m.wallTime -= DAY;
      m.pass(MINUTE);
    },
    steady: NOON + 2 * MINUTE,
  },
  {
    name: 'set back a day between two runs',
    lastSeen: NOON + DAY,
    happen: (m) => m.pass(MINUTE),
    steady: NOON + DAY + MINUTE,
  },
  {
    name: 'set forward an hour while running',
    happen: (m) => {
      m.wallTime += HOUR;
    },
    steady: NOON + HOUR,
  },
  {
    name: 'asleep for an hour: the monotonic clock stood still',
    happen: (m) => {
      m.wallTime += HOUR;
      m.pass(MINUTE);
    },
    steady: NOON + HOUR + MINUTE,
  },
  {
    name: 'set forward a day by mistake, then put right: the day stays',
    happen: (m) => {
      m.wallTime += DAY;
      m.pass(MINUTE);
    },
    steady: NOON + DAY + MINUTE,
  },
  {
    name: 'the monotonic clock starts again',
    happen: (m) => {
      m.wallTime += MINUTE;
      m.monotonicTime = 0;
    },
    steady: NOON + MINUTE,
  },
  {
    name: 'a part of a millisecond is not shown',
    happen: (m) => {
      m.monotonicTime += 0.75;
    },
    steady: NOON,
  },
];

describe('SteadyClock', () => {
  it.each(CASES)('$name', ({ lastSeen, happen, steady }) => {
    const machine = new Machine();
    machine.lastSeen = lastSeen ?? 0;
    const clock = machine.clock();
    happen(machine);
    expect(clock.now()).toBe(steady);
  });

  it('forgets nothing between looks: a jump back after a jump forward does not undo it', () => {
    const machine = new Machine();
    const clock = machine.clock();
    machine.wallTime += DAY;
    expect(clock.now()).toBe(NOON + DAY);
    machine.wallTime -= DAY;
    machine.pass(MINUTE);
    expect(clock.now()).toBe(NOON + DAY + MINUTE);
  });

  it('adds up parts of milliseconds', () => {
    const machine = new Machine();
    const clock = machine.clock();
    const seen = Array.from({ length: 4 }, () => {
      machine.monotonicTime += 0.5;
      return clock.now() - NOON;
    });
    expect(seen).toEqual([0, 1, 1, 2]);
  });

  it('shows a steady moment on the machine’s own clock, wherever that was set', () => {
    const machine = new Machine();
    const clock = machine.clock();
    const inTenMinutes = clock.now() + 10 * MINUTE;
    expect(clock.toWall(inTenMinutes)).toBe(NOON + 10 * MINUTE);
    machine.wallTime -= DAY;
    expect(clock.toWall(inTenMinutes)).toBe(NOON - DAY + 10 * MINUTE);
  });

  it('is not touched by summer time: both clocks count UTC', () => {
    const machine = new Machine();
    machine.wallTime = Date.UTC(2026, 2, 29, 0, 59, 59);
    const clock = machine.clock();
    const before = clock.now();
    machine.pass(2000);
    expect(clock.now() - before).toBe(2000);
  });

  it('never goes back, whatever happens to the machine’s clock', () => {
    const event = fc.record({
      wallJump: fc.integer({ min: -3 * DAY, max: 3 * DAY }),
      passed: fc.integer({ min: 0, max: HOUR }),
    });
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 30 }),
        fc.integer({ min: 0, max: NOON + DAY }),
        (events, lastSeen) => {
          const machine = new Machine();
          machine.lastSeen = lastSeen;
          const clock = machine.clock();
          let last = clock.now();
          expect(last).toBeGreaterThanOrEqual(lastSeen);
          for (const { wallJump, passed } of events) {
            machine.wallTime += wallJump;
            machine.pass(passed);
            const now = clock.now();
            expect(now).toBeGreaterThanOrEqual(last + passed);
            expect(now).toBeGreaterThanOrEqual(machine.wallTime);
            last = now;
          }
        },
      ),
    );
  });
});
