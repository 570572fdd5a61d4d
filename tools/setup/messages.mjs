import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { runNode, SetupError } from './run-command.mjs';

const MESSAGES = path.join(ROOT, 'src-shared', 'messages');
const SETTINGS = path.join(MESSAGES, 'project.inlang', 'settings.json');
const COMPILED = path.join(MESSAGES, 'compiled');
/** The same with one module for each text, so that each part of the page brings its own texts and no others. */
const COMPILED_FOR_PAGE = path.join(COMPILED, 'page');
const MARK = path.join(COMPILED, '.sources');
const COMPILER = path.join(ROOT, 'node_modules', '@inlang', 'paraglide-js');
const TYPESCRIPT = path.join(ROOT, 'node_modules', 'typescript-native', 'bin', 'tsc');

/** The files of texts: one for each language, and the list of languages. */
export function messageFiles() {
  const names = fs.readdirSync(MESSAGES).filter((name) => name.endsWith('.json'));
  return [SETTINGS, ...names.sort().map((name) => path.join(MESSAGES, name))];
}

/** Compiles the texts into functions for page, kiosk and hub, when a text has changed. */
export async function compileMessages() {
  const wanted = fingerprint();
  if (fs.existsSync(MARK) && fs.readFileSync(MARK, 'utf8') === wanted) return;
  const project = path.dirname(SETTINGS);
  await compileInto(
    project,
    { outdir: COMPILED },
    { outdir: COMPILED_FOR_PAGE, outputStructure: 'message-modules' },
  );
  await declareTypes(COMPILED);
  fs.writeFileSync(MARK, wanted);
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
 * Compiles the texts of a project, which is read once, into one or several folders.
 * @param {string} project folder `*.inlang`; the texts are beside it
 * @param {readonly ({ outdir: string } & import('@inlang/paraglide-js').CompilerOptions | object)[]} outputs folders, emptied first, and
 *   options that differ from the usual ones
 */
export async function compileInto(project, ...outputs) {
  // Imported here: the set-up starts before anything is installed.
  const { compileProject, defaultCompilerOptions, writeOutput } = await import('@inlang/paraglide-js');
  const { loadProjectFromDirectory } = await import('@inlang/sdk');
  const loaded = await loadProjectFromDirectory({ path: project, fs });
  for (const { outdir, ...more } of outputs) {
    const output = await compileProject({
      project: loaded,
      projectPath: project,
      compilerOptions: {
        ...defaultCompilerOptions,
        // The page follows the view (see `src-renderer/app/main.ts`); all other callers pass the language.
        strategy: ['globalVariable', 'baseLocale'],
        outputStructure: 'locale-modules',
        ...more,
      },
    });
    await writeOutput({ directory: outdir, output, cleanDirectory: true, fs: fs.promises });
  }
  for (const fault of await loaded.errors.get()) console.warn(fault);
  await loaded.close();
}

/**
 * Writes a `.d.ts` beside each compiled module that sources import, by the native compiler: Paraglide's own way takes
 * four times as long, with the older one.
 * @param {string} folder where {@link compileInto} put the modules
 */
export async function declareTypes(folder) {
  const modules = ['.', 'messages'].flatMap((within) =>
    fs
      .readdirSync(path.join(folder, within))
      .filter((name) => name.endsWith('.js'))
      .map((name) => path.join(folder, within, name)),
  );
  const options = ['--allowJs', '--checkJs', '--noCheck', '--declaration', '--emitDeclarationOnly'];
  const language = ['--target', 'esnext', '--module', 'esnext', '--moduleResolution', 'bundler'];
  const places = ['--rootDir', folder, '--outDir', folder];
  const { code, output } = await runNode(
    [TYPESCRIPT, '--singleThreaded', '--ignoreConfig', ...options, ...language, ...places, ...modules],
    { quiet: true },
  );
  if (code !== 0) throw new SetupError(`The types of the texts could not be written:\n${output}`);
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of [...messageFiles(), path.join(COMPILER, 'package.json'), import.meta.filename])
    hash.update(path.relative(ROOT, file)).update(fs.readFileSync(file));
  return hash.digest('hex');
}
