import { describe, expect, it } from 'vitest';
import { againOnConflict } from '../../../../src-hub/database/again-on-conflict.ts';

/** Fails with these codes in turn, then gives how often it was called. */
function failing(...codes: string[]): () => Promise<number> {
  let calls = 0;
  return () => {
    const code = codes[calls];
    calls += 1;
    return code === undefined
      ? Promise.resolve(calls)
      : Promise.reject(Object.assign(new Error('refused'), { code }));
  };
}

describe('again on conflict', () => {
  it.each(['40001', '40P01', '23505'])('begins anew after %s', async (code) => {
    expect(await againOnConflict(failing(code, code))).toBe(3);
  });

  it.each(['23514', '57P01', 'ECONNREFUSED'])('throws %s on', async (code) => {
    await expect(againOnConflict(failing(code))).rejects.toMatchObject({ code });
  });

  it('gives up after five tries', async () => {
    await expect(againOnConflict(failing(...Array<string>(5).fill('40P01')))).rejects.toThrow('refused');
    expect(await againOnConflict(failing(...Array<string>(4).fill('40P01')))).toBe(5);
  });
});
