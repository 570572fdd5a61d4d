import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

const MESSAGES = path.join(ROOT, 'src-shared', 'messages');
const SETTINGS = path.join(MESSAGES, 'project.inlang', 'settings.json');
const COMPILED = path.join(MESSAGES, 'compiled');
/** The same with one module for each text, so that each part of the page brings its own texts and no others. */
const COMPILED_FOR_PAGE = path.join(COMPILED, 'page');
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
  const project = path.dirname(SETTINGS);
  await compileInto(COMPILED, project);
  await compileInto(COMPILED_FOR_PAGE, project, {
    outputStructure: 'message-modules',
    emitTsDeclarations: false,
  });
  writeFileSync(MARK, wanted);
}

/**
 * Where the built page takes a compiled module of the texts from.
 * @param {string} file absolute path of the module as all others know it
 * @returns {string | null} null: the file is no such module
 */
export function pageModuleOf(file) {
  const inside = path.relative(COMPILED, file);
  return inside.startsWith('..') || inside.startsWith('page') ? null : path.join(COMPILED_FOR_PAGE, inside);
}

/**
 * Compiles the texts of a project into a folder.
 * @param {string} outdir emptied first
 * @param {string} project folder `*.inlang`; the texts are beside it
 * @param {import('@inlang/paraglide-js').CompilerOptions | object} [more] options that differ from the usual ones
 */
export async function compileInto(outdir, project, more = {}) {
  // Imported here: the set-up starts before anything is installed.
  const { compile } = await import('@inlang/paraglide-js');
  await compile({
    project,
    outdir,
    // The page follows the view (see `src-renderer/app/main.ts`); all other callers pass the language.
    strategy: ['globalVariable', 'baseLocale'],
    outputStructure: 'locale-modules',
    emitTsDeclarations: true,
    ...more,
  });
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of [...messageFiles(), path.join(COMPILER, 'package.json'), import.meta.filename])
    hash.update(path.relative(ROOT, file)).update(readFileSync(file));
  return hash.digest('hex');
}
