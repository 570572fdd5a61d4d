import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

const MESSAGES = path.join(ROOT, 'src-shared', 'messages');
const SETTINGS = path.join(MESSAGES, 'project.inlang', 'settings.json');
const COMPILED = path.join(MESSAGES, 'compiled');
const MARK = path.join(COMPILED, '.sources');
const COMPILER = path.join(ROOT, 'node_modules', '@inlang', 'paraglide-js');

/** The files of texts: one for each language, and the list of languages. */
export function messageFiles() {
  const names = readdirSync(MESSAGES).filter((name) => name.endsWith('.json'));
  return [SETTINGS, ...names.sort().map((name) => path.join(MESSAGES, name))];
}

/** Compiles the texts into functions for page, kiosk and hub, when a text has changed. */
export async function compileMessages() {
  const wanted = fingerprint();
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) return;
  await compileInto(COMPILED, path.dirname(SETTINGS));
  writeFileSync(MARK, wanted);
}

/**
 * Compiles the texts of a project into a folder.
 * @param {string} outdir emptied first
 * @param {string} project folder `*.inlang`; the texts are beside it
 */
export async function compileInto(outdir, project) {
  // Imported here: the set-up starts before anything is installed.
  const { compile } = await import('@inlang/paraglide-js');
  await compile({
    project,
    outdir,
    // The page follows the view (see `src-renderer/app/main.ts`); all other callers pass the language.
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
