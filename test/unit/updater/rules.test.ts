import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KioskState } from '../../../src-shared/release/handover.ts';
import { isFresh, neededRoom, obstacle } from '../../../src-updater/rules/conditions.ts';
import { next, type Event, type Transaction } from '../../../src-updater/rules/transaction.ts';
import { lack, verdict } from '../../../src-updater/rules/verdict.ts';

const NOW = { uptime: 10_000, boot: 'boot', wall: 1_800_000_000_000 };
const GOOD: KioskState = {
  format: 1,
  version: '0.1.0',
  boot: 'boot',
  started: 100,
  written: 9_990,
  writtenAt: NOW.wall - 10_000,
  visit: false,
  waiting: 0,
  opensIn: 30_000,
  health: { painted: true, journal: true, members: true, hub: 'reached', selfTest: 'passed' },
  since: 120,
};
const ROOM = { free: 2, needed: 1 };
const held = (state: KioskState | null, more: Partial<Parameters<typeof obstacle>[0]> = {}) =>
  obstacle({ state, now: NOW, room: ROOM, atOnce: false, ...more })?.reason ?? null;

describe('an update waits', () => {
  it.each<[string | null, Partial<KioskState>]>([
    [null, {}],
    [null, { opensIn: null }],
    ['visit', { visit: true }],
    ['outbox', { waiting: 1 }],
    ['opening-hours', { opensIn: 0 }],
    ['opening-hours', { opensIn: 2_700 }],
    ['stale-state', { written: 9_000 }],
    ['stale-state', { boot: 'another' }],
    ['stale-state', { written: 11_000 }],
  ])('for %s: %o', (reason, change) => {
    expect(held({ ...GOOD, ...change })).toBe(reason);
  });

  it('for a kiosk that tells nothing, and for room', () => {
    expect(held(null)).toBe('no-state');
    expect(held(GOOD, { room: { free: 1, needed: 2 } })).toBe('disk');
    expect(neededRoom(100e6, 1e6)).toBeGreaterThan(800e6);
  });

  it('for a visit and for room alone when somebody wants it now', () => {
    const now = { atOnce: true };
    expect(held({ ...GOOD, waiting: 4, opensIn: 0 }, now)).toBeNull();
    expect(held(null, now)).toBeNull();
    expect(held({ ...GOOD, visit: true }, now)).toBe('visit');
    expect(held(GOOD, { ...now, room: { free: 1, needed: 2 } })).toBe('disk');
  });

  it.each([-40, -1, 1, 40])('not because the date is %i years off', (years) => {
    const wall = NOW.wall + years * 365 * 86_400_000;
    expect(isFresh(GOOD, { ...NOW, wall })).toBe(true);
    // Without a name of the start of the machine the date has to do.
    expect(isFresh({ ...GOOD, boot: null }, { ...NOW, boot: null, wall })).toBe(false);
  });
});

describe('a version is judged', () => {
  const lacks = (before: Partial<KioskState['health']> | null, after: Partial<KioskState['health']>) =>
    lack(
      before && { ...GOOD.health, ...before },
      { ...GOOD, health: { ...GOOD.health, ...after } },
      '0.1.0',
      NOW,
    )?.reason ?? null;

  it.each([
    ['not-painted', { painted: false }],
    ['journal', { journal: false }],
    ['members', { members: false }],
    ['hub', { hub: 'unreachable' }],
    ['self-test', { selfTest: 'failed' }],
    ['self-test', { selfTest: 'running' }],
  ] as const)('as worse: %s', (reason, change) => {
    expect(lacks({}, change)).toBe(reason);
    // What it could not do before does not count.
    expect(lacks(change, change)).toBeNull();
  });

  it('as worse when it is another version, or tells nothing', () => {
    expect(lack(GOOD.health, GOOD, '0.2.0', NOW)?.reason).toBe('wrong-version');
    expect(lack(GOOD.health, null, '0.1.0', NOW)?.reason).toBe('not-started');
    expect(lack(GOOD.health, { ...GOOD, written: 9_000 }, '0.1.0', NOW)?.reason).toBe('not-started');
  });

  it('without head office when nothing is known of before', () => {
    expect(lacks(null, { hub: 'unreachable' })).toBeNull();
    expect(lacks(null, { painted: false })).toBe('not-painted');
  });

  it('as good once it has lasted, and as bad at the end only', () => {
    const fault = { reason: 'hub', detail: '' } as const;
    expect(verdict(null, { ...GOOD, started: 9_980, since: 9_980 }, NOW, 20)).toBeUndefined();
    expect(verdict(null, GOOD, NOW, 20)).toBe('good');
    expect(verdict(fault, GOOD, NOW, 599)).toBeUndefined();
    expect(verdict(fault, GOOD, NOW, 600)).toBe(fault);
    // A kiosk that starts again and again never lasts.
    expect(verdict(null, { ...GOOD, started: 9_980 }, NOW, 600)).toMatchObject({ reason: 'not-started' });
  });

  it('after the visit that is under way, which it does not wait for without end', () => {
    const fault = { reason: 'hub', detail: '' } as const;
    const visited = { ...GOOD, visit: true };
    expect(verdict(fault, visited, NOW, 700)).toBeUndefined();
    expect(verdict(fault, visited, NOW, 1_801)).toBe(fault);
  });
});

describe('the steps of an update', () => {
  const FIRST: Transaction = {
    format: 1,
    step: 'prepare',
    tries: 0,
    from: '0.1.0',
    to: '0.2.0',
    target: { file: 'new', size: 1, sha256: 'a' },
    former: null,
    before: null,
    now: false,
    reason: null,
    detail: '',
    journal: null,
  };
  const event = fc.oneof(
    fc.constant<Event>({ kind: 'done', former: { file: 'old', size: 1, sha256: 'b' } }),
    fc
      .constantFrom('hub', 'disk', 'not-started')
      .map((reason): Event => ({ kind: 'failed', reason, detail: 'd' })),
    fc.constant<Event>({ kind: 'resumed' }),
  );

  it('end, whatever happens, with a version that is whole', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let tx = FIRST;
        let installed: 'from' | 'to' | 'half' = 'from';
        for (const one of events) {
          if (one.kind === 'done' && tx.step === 'install') installed = 'to';
          if (one.kind === 'done' && tx.step === 'return') installed = 'from';
          if (one.kind !== 'done' && ['install', 'return'].includes(tx.step)) installed = 'half';
          const after = next(tx, one);
          if ('go' in after || 'pause' in after) {
            tx = 'go' in after ? after.go : after.pause;
            continue;
          }
          expect(installed).toBe(after.end.kind === 'installed' ? 'to' : 'from');
          return;
        }
        // Not at an end: it is at a step that the next round begins again.
        expect(['prepare', 'save', 'install', 'judge', 'return', 'look']).toContain(tx.step);
      }),
    );
  });

  it('never go on from a return by themselves: nothing but the former version follows', () => {
    let tx: Transaction = {
      ...FIRST,
      step: 'return',
      reason: 'hub',
      former: { file: 'o', size: 1, sha256: 'b' },
    };
    for (let round = 0; round < 10; round += 1) {
      const after = next(tx, { kind: 'failed', reason: 'disk', detail: 'full' });
      expect('pause' in after).toBe(round >= 2);
      tx = 'go' in after ? after.go : 'pause' in after ? after.pause : tx;
      expect(tx.step).toBe('return');
    }
    expect(next(tx, { kind: 'done', journal: 'former' })).toMatchObject({
      go: { step: 'look', journal: 'former' },
    });
  });
});
