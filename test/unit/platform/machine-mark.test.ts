import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { machineMark } from '../../../src-main/platform/machine-mark.ts';

describe('the mark of a machine', () => {
  it('is 64 hex digits, the same each time, and gives no name away', () => {
    const mark = machineMark();
    expect(mark).toMatch(/^[0-9a-f]{64}$/u);
    expect(machineMark()).toBe(mark);
    const names = ['/etc/machine-id']
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'utf8').trim());
    for (const name of [os.hostname(), ...names].filter((text) => text !== ''))
      expect(mark).not.toContain(name);
  });
});
