import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { CACHE, ROOT } from '../setup/paths.mjs';
import { run, SetupError } from '../setup/run-command.mjs';
import type { Commit } from './commit.ts';
import { filesBelow, sha256Of } from './files.ts';

/** Two places, and what else differs between machines: neither may be seen in a release. */
const BUILDERS = [
  { name: 'one', env: { TZ: 'UTC', LC_ALL: 'C.UTF-8' } },
  { name: 'another-of-a-longer-name', env: { TZ: 'Asia/Tokyo', LC_ALL: 'C' } },
];

/**
 * Builds the release of a commit twice, each time from a fresh clone, and compares the files.
 * @param options of `npm run package`
 * @returns what differs, one sentence each, and the number of files that were compared
 * @throws SetupError when one cannot be built
 */
export async function compareBuilds(
  commit: Commit,
  options: readonly string[],
): Promise<{ differences: string[]; compared: number }> {
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(path.join(CACHE, 'compare-'));
  try {
    const releases: string[] = [];
    for (const { name, env } of BUILDERS)
      releases.push(await buildClone(path.join(work, name), commit, options, env));
    const [one = '', other = ''] = releases;
    return await compareFolders(one, other);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Compares two folders, file by file. @returns see {@link compareBuilds} */
export async function compareFolders(
  one: string,
  other: string,
): Promise<{ differences: string[]; compared: number }> {
  const [files, others] = [await filesBelow(one), await filesBelow(other)];
  const all = [...new Set([...files, ...others])].sort();
  const judged = await Promise.all(
    all.map(async (file) => {
      if (!files.includes(file) || !others.includes(file)) return `${file} is in one of them only.`;
      const same = (await sha256Of(path.join(one, file))) === (await sha256Of(path.join(other, file)));
      return same ? null : `${file} differs.`;
    }),
  );
  return { differences: judged.filter((difference) => difference !== null), compared: all.length };
}

/** Builds in a clone; the installed packages are linked, not copied. */
async function buildClone(
  clone: string,
  { hash }: Commit,
  options: readonly string[],
  env: Record<string, string>,
): Promise<string> {
  const prepared = [
    await run('git', ['clone', '--quiet', '--no-checkout', ROOT, clone], { quiet: true }),
    await run('git', ['-C', clone, 'checkout', '--quiet', '--detach', hash], { quiet: true }),
    await run('cp', ['-al', path.join(ROOT, 'node_modules'), path.join(clone, 'node_modules')], {
      quiet: true,
    }),
  ];
  const failed = prepared.find(({ code }) => code !== 0);
  if (failed !== undefined) throw new SetupError(`The commit could not be cloned: ${failed.output.trim()}`);
  // No key: what is signed differs by nothing else.
  const signing = Object.keys(process.env).filter((name) => name.startsWith('BORNE_AUTHENTICODE_'));
  const keyless = {
    ...process.env,
    ...env,
    BORNE_RELEASE_KEY: '',
    ...Object.fromEntries(signing.map((name) => [name, ''])),
  };
  const { code, output } = await runIn(clone, [path.join('tools', 'package.mjs'), ...options], keyless);
  if (code !== 0) throw new SetupError(`${clone} could not be built:\n${output}`);
  const [name] = (await readdir(path.join(clone, 'release'))).filter((file) => file.startsWith('borne-'));
  if (name === undefined) throw new SetupError(`${clone} has made no release.`);
  return path.join(clone, 'release', name);
}

function runIn(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    // Another mask than the usual one, too.
    const child = spawn('sh', ['-c', 'umask 077; exec "$@"', 'sh', process.execPath, ...args], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
