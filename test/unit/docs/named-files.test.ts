import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PEERS } from '../../support/peers.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..');

/** What git keeps, and what is new and not ignored. */
const FILES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '');

/** Every folder of those files. */
const FOLDERS = new Set(
  FILES.flatMap((file) => file.split('/').map((_, depth, parts) => parts.slice(0, depth).join('/'))),
);

/** Decisions tell of their day: what they name may have moved since. */
const GUIDES = FILES.filter((file) => file.endsWith('.md') && !file.startsWith('docs/decisions/'));

/** Paths below the top folders, as guides write them. */
const NAMED = /`((?:src-[a-z]+|test|tools|docs|resources|bench|deploy)\/[^`\s]*)`/gu;
const LINKED = /\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)/gu;

/** In a recipe: the new thing, or a place for it. */
const isPattern = (name: string): boolean => /NAME|…/u.test(name);

function exists(name: string): boolean {
  const plain = name.replace(/\/$/u, '');
  if (FOLDERS.has(plain) || FILES.includes(plain)) return true;
  return name.includes('*') && globSync(name, { cwd: ROOT }).length > 0;
}

describe('the guides', () => {
  it('are found, with their paths', () => {
    expect(GUIDES).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md']));
    const named = GUIDES.flatMap((guide) => [
      ...readFileSync(path.join(ROOT, guide), 'utf8').matchAll(NAMED),
    ]);
    expect(named.length).toBeGreaterThan(150);
  });

  it.each(GUIDES)('%s names only files and folders that exist', (guide) => {
    const text = readFileSync(path.join(ROOT, guide), 'utf8');
    const named = [...text.matchAll(NAMED)].map(([, name = '']) => name).filter((name) => !isPattern(name));
    const linked = [...text.matchAll(LINKED)].map(([, to = '']) => path.posix.join(path.dirname(guide), to));
    expect([...named, ...linked].filter((name) => !exists(name))).toEqual([]);
  });
});

describe('docs/testing.md', () => {
  const text = readFileSync(path.join(ROOT, 'docs/testing.md'), 'utf8');

  it('names each folder of tests', () => {
    const folders = [...FOLDERS].filter((folder) => /^test\/[^/]+$/u.test(folder));
    expect(folders.length).toBeGreaterThan(4);
    expect(folders.filter((folder) => !text.includes(`\`${folder}\``))).toEqual([]);
  });

  it('names each program of others', () => {
    expect(PEERS.filter((peer) => !text.includes(peer))).toEqual([]);
  });

  it('names ten slow files', () => {
    expect(text.match(/^\| `test\/\S+\.test\.ts`/gmu)).toHaveLength(10);
  });
});

describe('docs/security.md', () => {
  const text = readFileSync(path.join(ROOT, 'docs/security.md'), 'utf8');

  it('names for each attack tests that exist', () => {
    const [attacks = ''] = text.split('## Limits');
    const rows = attacks.split('\n').filter((line) => /^\|(?! attack| -)/u.test(line));
    expect(rows.length).toBeGreaterThan(25);
    const testsOf = (row: string): string[] =>
      [...row.matchAll(/`([\w/-]+\.test\.ts)`/gu)].map(([, name = '']) => name);
    expect(rows.filter((row) => testsOf(row).length === 0)).toEqual([]);
    const missing = testsOf(text).filter((name) => !exists(name) && !exists(`test/integration/hub/${name}`));
    expect(missing).toEqual([]);
  });
});

describe('the scripts of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };

  it('are all told by README or CONTRIBUTING', () => {
    const told = ['README.md', 'CONTRIBUTING.md'].map((file) => readFileSync(path.join(ROOT, file), 'utf8'));
    const text = told.join('\n');
    const untold = Object.keys(scripts).filter(
      (name) => !new RegExp(`npm (?:run )?${name}\\b`, 'u').test(text) && !text.includes(`\`${name}\``),
    );
    expect(untold).toEqual([]);
  });
});
