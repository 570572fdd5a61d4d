/** Size of the page's first load: JavaScript and CSS, compressed. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { verdictLine } from './statistics.ts';

const GOAL = 60_000;
const RENDERER = path.join(import.meta.dirname, '..', 'dist', 'renderer');

const html = readFileSync(path.join(RENDERER, 'index.html'), 'utf8');
const all = readdirSync(path.join(RENDERER, 'assets')).filter((name) => /\.(?:js|css)$/u.test(name));
const first = all.filter((name) => html.includes(name));
if (first.length < 2) throw new Error('index.html names no script and style: build first');
const sizeOf = (names: readonly string[]): number =>
  names
    .map((name) => gzipSync(readFileSync(path.join(RENDERER, 'assets', name)), { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0);
for (const name of all) console.log(`${name} ${(sizeOf([name]) / 1000).toFixed(1)} kB`);
const total = sizeOf(first);
console.log(`all, most of it after the first view: ${(sizeOf(all) / 1000).toFixed(1)} kB`);
console.log(
  verdictLine(
    'first load, JavaScript and CSS, gzip',
    `${(total / 1000).toFixed(1)} kB`,
    '≤ 60 kB',
    total <= GOAL,
  ),
);
