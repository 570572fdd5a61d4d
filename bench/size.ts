/** What the page loads first: JavaScript and CSS, compressed. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { verdictLine } from './statistics.ts';

const GOAL = 90_000;
const RENDERER = path.join(import.meta.dirname, '..', 'dist', 'renderer');

const html = readFileSync(path.join(RENDERER, 'index.html'), 'utf8');
const first = readdirSync(path.join(RENDERER, 'assets')).filter(
  (name) => /\.(?:js|css)$/u.test(name) && html.includes(name),
);
if (first.length < 2) throw new Error('index.html names no script and style: build first');
let total = 0;
for (const name of first) {
  const size = gzipSync(readFileSync(path.join(RENDERER, 'assets', name)), { level: 9 }).length;
  console.log(`${name} ${(size / 1000).toFixed(1)} kB`);
  total += size;
}
console.log(
  verdictLine(
    'first load, JavaScript and CSS, gzip',
    `${(total / 1000).toFixed(1)} kB`,
    '≤ 90 kB',
    total <= GOAL,
  ),
);
