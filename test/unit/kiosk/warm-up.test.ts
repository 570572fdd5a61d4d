import { describe, expect, it } from 'vitest';
import { WarmUp } from '../../../src-main/warm-up.ts';
import { ManualTime } from '../../support/manual-time.ts';

function warmUp(): { time: ManualTime; warm: WarmUp; done: string[] } {
  const time = new ManualTime();
  const done: string[] = [];
  const steps = ['one', 'two', 'three'].map((name) => () => done.push(name));
  const warm = new WarmUp({ clock: { now: time.wall }, timers: time, steps });
  warm.start();
  return { time, warm, done };
}

describe('WarmUp', () => {
  it('waits for the start to be over, then takes one step after the other', async () => {
    const { time, done } = warmUp();
    await time.advance(999);
    expect(done).toEqual([]);
    await time.advance(1);
    expect(done).toEqual(['one']);
    await time.advance(400);
    expect(done).toEqual(['one', 'two', 'three']);
  });

  it('leaves a visitor alone, and goes on when nobody has tapped for a second', async () => {
    const { time, warm, done } = warmUp();
    await time.advance(1000);
    for (let tap = 0; tap < 5; tap += 1) {
      warm.recordTap();
      await time.advance(900);
    }
    expect(done).toEqual(['one']);
    await time.advance(100);
    expect(done).toEqual(['one', 'two']);
  });

  it('ends when it is told to', async () => {
    const { time, warm, done } = warmUp();
    await time.advance(1000);
    warm.stop();
    await time.advance(10_000);
    expect(done).toEqual(['one']);
  });
});
