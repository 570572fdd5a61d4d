import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Gate } from '../../../../src-hub/credentials/logins/gate.ts';

/** Work that ends when told to. */
function held(gate: Gate): { result: Promise<object | null>; end: () => void; began: () => boolean } {
  const { promise, resolve } = Promise.withResolvers<object>();
  let begun = false;
  const result = gate.run(() => {
    begun = true;
    return promise;
  });
  return { result, end: () => resolve({}), began: () => begun };
}

describe('gate', () => {
  it('runs so many, keeps so many waiting, turns the next away', async () => {
    const gate = new Gate({ running: 2, waiting: 1 });
    const [one, two, three] = [held(gate), held(gate), held(gate)];
    expect(await gate.run(() => Promise.resolve({}))).toBeNull();
    expect([one, two, three].map(({ began }) => began())).toEqual([true, true, false]);
    two.end();
    await two.result;
    await turn();
    expect(three.began()).toBe(true);
    one.end();
    three.end();
    await Promise.all([one.result, three.result]);
    expect(await gate.run(() => Promise.resolve({ done: true }))).toEqual({ done: true });
  });

  it('gives the place back when the work throws', async () => {
    const gate = new Gate({ running: 1, waiting: 0 });
    await expect(gate.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await gate.run(() => Promise.resolve({ done: true }))).toEqual({ done: true });
  });

  it('never runs more than its limit, and serves in order', async () => {
    const gate = new Gate({ running: 3, waiting: 100 });
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const work = Array.from({ length: 50 }, (_, place) =>
      gate.run(async () => {
        order.push(place);
        running += 1;
        most = Math.max(most, running);
        await turn();
        running -= 1;
        return {};
      }),
    );
    expect(await Promise.all(work)).not.toContain(null);
    expect(most).toBe(3);
    expect(order).toEqual(Array.from({ length: 50 }, (_, place) => place));
  });
});
