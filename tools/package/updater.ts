import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { NODE, ROOT } from '../setup/paths.mjs';
import { runNode, SetupError } from '../setup/run-command.mjs';

/** Marks in Node's binary whether it holds a program (documentation of Node, "Single executable applications"). */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** What the package `postject` gives. */
interface Postject {
  inject(file: string, name: string, data: Buffer, options: { sentinelFuse: string }): Promise<void>;
}

/** npm packages of which a part is inside the update service, by their folders. */
export const INSIDE_UPDATER = ['node_modules/node', 'node_modules/zod'];

/**
 * Bundles the update service into one CommonJS file: the only form that Node takes into its binary.
 * @throws SetupError when something is inside that {@link INSIDE_UPDATER} does not tell
 */
export async function bundleUpdater(into: string): Promise<string> {
  const bundle = await rolldown({
    input: path.join(ROOT, 'src-updater', 'main.ts'),
    platform: 'node',
    external: /^node:/u,
  });
  const { output } = await bundle.generate({ format: 'cjs', codeSplitting: false });
  const unknown = output[0].moduleIds
    .flatMap((id) => /node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(id) ?? [])
    .filter((folder) => !INSIDE_UPDATER.includes(folder));
  if (unknown.length > 0) throw new SetupError(`The update service holds ${unknown.join(', ')}: list it.`);
  mkdirSync(into, { recursive: true });
  const file = path.join(into, 'updater.cjs');
  writeFileSync(file, output[0].code);
  return file;
}

/**
 * Makes the update service one program: Node's binary with the bundle inside. Neither the environment nor the command
 * line can make it run anything else, or let a debugger in.
 * @param file the program to make
 * @param node Node's binary for the system that it is to run on; the same version as this one
 * @throws SetupError when postject is missing
 */
export async function makeUpdater(file: string, node: string = NODE): Promise<void> {
  const folder = path.dirname(file);
  const main = await bundleUpdater(folder);
  const config = path.join(folder, 'sea.json');
  const blob = path.join(folder, 'updater.blob');
  const settings = {
    // By their names alone: Node writes them into the program.
    main: path.basename(main),
    output: path.basename(blob),
    disableExperimentalSEAWarning: true,
    useCodeCache: false,
    execArgv: ['--disable-warning=ExperimentalWarning', '--disable-sigusr1'],
    execArgvExtension: 'none',
  };
  writeFileSync(config, JSON.stringify(settings));
  const made = await runNode(['--experimental-sea-config', path.basename(config)], {
    quiet: true,
    cwd: folder,
  });
  if (made.code !== 0) throw new SetupError(made.output.trimEnd());
  rmSync(file, { force: true });
  copyFileSync(node, file);
  chmodSync(file, 0o755);
  await postject().inject(file, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse: FUSE });
  for (const part of [main, config, blob]) rmSync(part);
}

function postject(): Postject {
  if (!existsSync(path.join(ROOT, 'node_modules', 'postject')))
    throw new SetupError('postject is missing: npm ci installs it.');
  return createRequire(import.meta.url)('postject') as Postject;
}
