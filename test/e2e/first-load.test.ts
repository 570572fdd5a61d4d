import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const BUILT = path.resolve(import.meta.dirname, '..', '..', 'dist', 'renderer');

/** Most bytes of JavaScript and CSS before the first view, gzip. */
const FIRST_LOAD = 60_000;

/** Names of the files that a built file loads before it runs: static imports, and those of the page itself. */
function loadedFirst(): string[] {
  const html = readFileSync(path.join(BUILT, 'index.html'), 'utf8');
  const names = [...html.matchAll(/assets\/(?<name>[\w.-]+\.(?:js|css))/gu)].map(
    ({ groups }) => groups?.['name'] ?? '',
  );
  const found = new Set<string>();
  const follow = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    if (!name.endsWith('.js')) return;
    const code = readFileSync(path.join(BUILT, 'assets', name), 'utf8');
    for (const { groups } of code.matchAll(
      /(?:^|[;}\n])(?:import|export)(?:[^'"`()]*?from)?\s*["'`]\.\/(?<name>[\w.-]+\.js)["'`]/gu,
    ))
      follow(groups?.['name'] ?? '');
  };
  names.forEach(follow);
  return [...found];
}

it('before the first view, the page loads at most 60 kB of script and style', () => {
  expect(existsSync(BUILT), 'built by the set-up of this suite').toBe(true);
  const names = loadedFirst();
  expect(names.some((name) => name.endsWith('.css'))).toBe(true);
  const size = names
    .map((name) => gzipSync(readFileSync(path.join(BUILT, 'assets', name)), { level: 9 }).length)
    .reduce((sum, bytes) => sum + bytes, 0);
  expect(size).toBeGreaterThan(20_000);
  expect(size).toBeLessThanOrEqual(FIRST_LOAD);
});

it('before the first view, the page loads no schemas', () => {
  const mark = '$ZodType';
  const schemas = path.join(
    import.meta.dirname,
    '..',
    '..',
    'node_modules',
    'zod',
    'v4',
    'core',
    'schemas.js',
  );
  expect(readFileSync(schemas, 'utf8')).toContain(mark);
  const has = (name: string): boolean =>
    readFileSync(path.join(BUILT, 'assets', name), 'utf8').includes(mark);
  expect(loadedFirst().filter(has)).toEqual([]);
});

it('other screens come as files of their own', () => {
  const scripts = readdirSync(path.join(BUILT, 'assets')).filter((name) => name.endsWith('.js'));
  const first = loadedFirst();
  expect(scripts.filter((name) => !first.includes(name)).length).toBeGreaterThan(1);
});

it('each script begins with the hint that the browser compiles all of it while it loads', () => {
  const scripts = readdirSync(path.join(BUILT, 'assets')).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(1);
  const begins = (name: string): string | undefined =>
    readFileSync(path.join(BUILT, 'assets', name), 'utf8').split('\n', 1)[0];
  expect(new Set(scripts.map(begins))).toEqual(new Set(['//# allFunctionsCalledOnLoad']));
});
