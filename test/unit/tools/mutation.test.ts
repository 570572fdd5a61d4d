import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PURE } from '../../../tools/mutation/pure-modules.mjs';
import vitest from '../../../tools/mutation/vitest.config.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

describe('npm run mutation', () => {
  it.each([...PURE, ...(vitest.test?.include ?? [])])('finds each file of %s', (pattern) => {
    // One pattern a file, where some are named within braces.
    const [, before = pattern, names = '', after = ''] = /^(.*)\{(.*)\}(.*)$/u.exec(pattern) ?? [];
    for (const name of names.split(','))
      expect(globSync(`${before}${name}${after}`, { cwd: ROOT }).length).toBeGreaterThan(0);
  });
});
