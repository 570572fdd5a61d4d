import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startHeartbeat } from '../../../../src-renderer/app/heartbeat.ts';

describe('startHeartbeat', () => {
  let page: EventTarget;
  let beats: { touched: boolean }[];
  let refuse: boolean;
  let stop: () => void;

  /** Lets one interval pass, and the message after the paint arrive. */
  async function oneBeat(): Promise<void> {
    const before = beats.length;
    await vi.advanceTimersByTimeAsync(2_000);
    await vi.waitFor(() => expect(beats.length).toBe(before + 1), 20_000);
  }

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    vi.stubGlobal('requestAnimationFrame', (paint: () => void) => paint());
    page = new EventTarget();
    beats = [];
    refuse = false;
    const bridge = {
      alive: (beat: { touched: boolean }) => {
        beats.push(beat);
        return refuse ? Promise.reject(new Error('busy')) : Promise.resolve();
      },
    };
    stop = startHeartbeat(bridge, page as unknown as Window);
    await vi.waitFor(() => expect(beats).toEqual([{ touched: false }]), 20_000);
  });

  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('says after each paint whether the screen was touched since the last beat', async () => {
    await oneBeat();
    page.dispatchEvent(new Event('pointerdown'));
    await oneBeat();
    await oneBeat();
    page.dispatchEvent(new Event('keydown'));
    await oneBeat();
    expect(beats.map(({ touched }) => touched)).toEqual([false, false, true, false, true]);
  });

  it('says a touch again when main did not take the beat', async () => {
    page.dispatchEvent(new Event('pointerdown'));
    refuse = true;
    await oneBeat();
    refuse = false;
    await oneBeat();
    expect(beats.map(({ touched }) => touched)).toEqual([false, true, true]);
  });

  it('is heard at the first paint, since quick visits may load the page anew every second', () => {
    expect(beats).toEqual([{ touched: false }]);
  });

  it('stops when told', async () => {
    await oneBeat();
    stop();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(beats).toHaveLength(2);
  });
});
