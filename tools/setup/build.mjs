import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { runNode, SetupError } from './run-command.mjs';

const MARK = path.join(ROOT, 'dist', '.sources');
const SOURCES = [
  'src-hub',
  'src-main',
  'src-renderer',
  'src-shared',
  'src-shared/messages/project.inlang/settings.json',
  'resources',
  'vite.config.ts',
  'tools/setup/hub-bundle.ts',
  'package-lock.json',
];
/** Written by the set-up and the compiler of the texts. */
const GENERATED = [
  path.join('src-shared', 'messages', 'compiled'),
  path.join('src-shared', 'messages', 'project.inlang'),
];

/** Builds main, preload, renderer and hub when a source has changed since the last build. */
export async function buildApplication() {
  const wanted = fingerprint();
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) return;
  console.error('Building …');
  const built = await runNode(['node_modules/vite/bin/vite.js', 'build', '--app', '--logLevel', 'warn'], {
    quiet: true,
  });
  if (built.code !== 0) {
    console.error(built.output);
    throw new SetupError('The application could not be built: see above.');
  }
  writeFileSync(MARK, wanted);
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const source of SOURCES)
    for (const file of filesOf(source)) hash.update(file).update(readFileSync(path.join(ROOT, file)));
  return hash.digest('hex');
}

function filesOf(place) {
  const whole = path.join(ROOT, place);
  if (statSync(whole).isFile()) return [place];
  return readdirSync(whole)
    .sort()
    .map((name) => path.join(place, name))
    .flatMap((name) => (GENERATED.includes(name) ? [] : filesOf(name)));
}
