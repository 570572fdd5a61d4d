import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

const MESSAGES = path.join(ROOT, 'src-shared', 'messages');
const SETTINGS = path.join(MESSAGES, 'project.inlang', 'settings.json');
const COMPILED = path.join(MESSAGES, 'compiled');
const MARK = path.join(COMPILED, '.sources');
const COMPILER = path.join(ROOT, 'node_modules', '@inlang', 'paraglide-js');

/** The files that hold the texts: one a language, and the list of languages. */
export function messageFiles() {
  const names = readdirSync(MESSAGES).filter((name) => name.endsWith('.json'));
  return [SETTINGS, ...names.sort().map((name) => path.join(MESSAGES, name))];
}

/** Compiles the texts into functions that page, kiosk and hub import, when a text has changed since the last time. */
export async function compileMessages() {
  const wanted = fingerprint();
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) return;
  await compileInto(COMPILED, path.dirname(SETTINGS));
  writeFileSync(MARK, wanted);
}

/**
 * Compiles the texts of a project into a folder.
 * @param {string} outdir is emptied before
 * @param {string} project folder `*.inlang`; the texts stand beside it
 */
export async function compileInto(outdir, project) {
  // Not at the top: the set-up runs before anything is installed.
  const { compile } = await import('@inlang/paraglide-js');
  await compile({
    project,
    outdir,
    // The page follows the view (see `src-renderer/app/main.ts`); all others name the language at each call.
    strategy: ['globalVariable', 'baseLocale'],
    outputStructure: 'locale-modules',
    emitTsDeclarations: true,
  });
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of [...messageFiles(), path.join(COMPILER, 'package.json'), import.meta.filename])
    hash.update(path.relative(ROOT, file)).update(readFileSync(file));
  return hash.digest('hex');
}
