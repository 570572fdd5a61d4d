import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const readManifest = (...place: string[]) =>
  JSON.parse(readFileSync(path.join(ROOT, ...place, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
    bin?: string | Record<string, string>;
  };

const SCRIPTS = Object.entries(readManifest().scripts);

describe('the scripts of package.json', () => {
  it('are some', () => {
    expect(SCRIPTS.length).toBeGreaterThan(5);
  });

  it.each(SCRIPTS)('%s starts a file that is there', (_name, script) => {
    const [, file = ''] = /^node (tools\/\S+\.mjs)(?: |$)/u.exec(script) ?? [];
    expect(file).not.toBe('');
    expect(existsSync(path.join(ROOT, file))).toBe(true);
    const [, command] = /^node tools\/run\.mjs (\S+)/u.exec(script) ?? [];
    if (command !== undefined) expect(readManifest('node_modules', command).bin).toBeDefined();
  });
});
