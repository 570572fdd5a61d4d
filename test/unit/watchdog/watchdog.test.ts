import { describe, expect, it } from 'vitest';
import { Watchdog } from '../../../src-main/watchdog/watchdog.ts';
import { ManualTime } from '../../support/manual-time.ts';

function watched() {
  const time = new ManualTime();
  const calls: string[] = [];
  const watchdog = new Watchdog({
    clock: time,
    timers: time,
    restart: () => calls.push('restart'),
    giveUp: () => calls.push('give up'),
  });
  watchdog.start();
  return { time, calls, watchdog };
}

describe('watchdog', () => {
  it('leaves a page alone that beats', async () => {
    const { time, calls, watchdog } = watched();
    for (let i = 0; i < 30; i += 1) {
      await time.advance(2000);
      watchdog.beat();
    }
    expect(calls).toEqual([]);
  });

  it('restarts after ten seconds of silence, not before', async () => {
    const { time, calls } = watched();
    await time.advance(9000);
    expect(calls).toEqual([]);
    await time.advance(1000);
    expect(calls).toEqual(['restart']);
  });

  it('restarts three times in ten minutes, then gives up for good', async () => {
    const { time, calls } = watched();
    await time.advance(60_000);
    expect(calls).toEqual(['restart', 'restart', 'restart', 'give up']);
  });

  it('allows three more once the ten minutes are over', async () => {
    const { time, calls, watchdog } = watched();
    await time.advance(30_000);
    expect(calls).toHaveLength(3);
    for (let i = 0; i < 300; i += 1) {
      watchdog.beat();
      await time.advance(2000);
    }
    await time.advance(10_000);
    expect(calls).toEqual(['restart', 'restart', 'restart', 'restart']);
  });

  it('counts a crash like a hang', () => {
    const { calls, watchdog } = watched();
    for (let i = 0; i < 5; i += 1) watchdog.recordCrash();
    expect(calls).toEqual(['restart', 'restart', 'restart', 'give up']);
  });

  it('does not blame the page for a machine that slept', async () => {
    const { time, calls, watchdog } = watched();
    await time.advance(5000);
    time.setWallBy(3_600_000);
    await time.advance(5000);
    watchdog.beat();
    await time.advance(9000);
    expect(calls).toEqual([]);
  });

  it('is quiet once stopped', async () => {
    const { time, calls, watchdog } = watched();
    watchdog.stop();
    await time.advance(60_000);
    expect(calls).toEqual([]);
  });
});
