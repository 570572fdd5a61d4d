import { afterEach, describe, expect, it, vi } from 'vitest';
import { telling } from '../../../tools/setup/progress.mjs';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a step of the set-up', () => {
  it('is told at once, and again while it lasts, and gives what its work gives', async () => {
    const told: string[] = [];
    const { promise, resolve } = Promise.withResolvers<undefined>();
    vi.spyOn(console, 'error').mockImplementation((line: string) => {
      told.push(line);
      if (told.length === 3) resolve(undefined);
    });
    expect(await telling('Build', () => promise.then(() => 42), 1)).toBe(42);
    expect(told[0]).toBe('Build …');
    expect(told[2]).toMatch(/^Build: \d+ s so far …$/u);
  });

  it('is told no more when it fails', async () => {
    const told = vi.spyOn(console, 'error').mockReturnValue();
    await expect(telling('Build', () => Promise.reject(new Error('no')), 1)).rejects.toThrow('no');
    expect(told).toHaveBeenCalledOnce();
  });
});
