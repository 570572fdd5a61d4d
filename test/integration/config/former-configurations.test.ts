import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src-main/config/load-config.ts';

/** One configuration of each released version, with every section that it knew. They are never changed. */
const FORMER = path.join(import.meta.dirname, 'fixtures');

describe.each(readdirSync(FORMER))('the configuration %s of a former version', (name) => {
  const file = path.join(FORMER, name);

  it('is read by this version as it stands, with every value in it', () => {
    const loaded = loadConfig({ file, from: '--config' });
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    const written = JSON.parse(readFileSync(file, 'utf8')) as object;
    expect(loaded.ok && JSON.parse(JSON.stringify(loaded.config))).toMatchObject(written);
  });
});

it('is kept since the first version', () => {
  expect(readdirSync(FORMER)).toContain('0.1.0.json');
});
