/**
 * `npm run package [-- OPTION …]`, see `docs/it.md`. Packs the application, and on Linux makes the folder of a release
 * in `release/`.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { APP_VERSION } from '../../src-shared/app-version.ts';
import { compareVersions } from '../../src-shared/release/manifest.ts';
import { buildApplication } from '../setup/build.mjs';
import { packApplication } from '../setup/pack.mjs';
import { ROOT } from '../setup/paths.mjs';
import { SetupError } from '../setup/run-command.mjs';
import { main } from '../setup/set-up.mjs';
import { buildRelease } from './build-release.ts';
import { currentCommit } from './commit.ts';
import { compareBuilds } from './compare.ts';
import { makeUpElectron } from './placeholder-electron.ts';
import { writePermit } from './permit.ts';
import { addToRepository, type RepositoryKey } from './repository.ts';
import { readPublicKeys, readSigningKey } from './sign.ts';
import { verifyRelease } from './verify-release.ts';
import { authenticodeOf } from './windows/authenticode.ts';
import { makeUpElectronForWindows } from './windows/placeholder.ts';

const OPTIONS = {
  /** Electron to pack: a folder or a zip on this disk. */
  'electron-dist': { type: 'string' },
  /** The same for Windows. */
  'electron-dist-windows': { type: 'string' },
  /** Leaves the packages for Windows out. */
  'without-windows': { type: 'boolean', default: false },
  /** Packs a placeholder in place of Electron. */
  layout: { type: 'boolean', default: false },
  /** `FROM..TO`: installed versions that the release may take the place of. */
  replaces: { type: 'string' },
  /** Checks the folder of a release in place of making one. */
  verify: { type: 'string' },
  /** Puts the Debian packages into this apt repository. */
  repository: { type: 'string' },
  /** Folder of a release that is made already, for `--repository`. */
  release: { type: 'string' },
  /** Days for which apt believes the repository; without it no end. */
  'valid-for': { type: 'string' },
  /** Writes the permit to go back to `--release` into this folder, in place of making a release. */
  permit: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  /** Builds the commit twice and compares, in place of making a release. */
  compare: { type: 'boolean', default: false },
  'public-key': { type: 'string' },
  /** Authorities of Authenticode, and lists of what they have revoked, for `--verify`. */
  'authenticode-ca': { type: 'string' },
  'authenticode-crl': { type: 'string' },
  /** Name that signers of Windows packages must have. */
  publisher: { type: 'string' },
} as const;

await main(async () => {
  const { values, others } = readOptions(process.argv.slice(2));
  if (values.verify !== undefined) return verify(values.verify, values);
  if (values.compare) return compare(values);
  if (values.permit !== undefined) return permit(values.permit, values);
  // What is missing is said before minutes are spent.
  const key = values.repository === undefined ? null : repositoryKey();
  const validFor = values['valid-for'] === undefined ? null : readDays(values['valid-for']);
  const folder = values.release ?? (await build(values, others));
  if (folder === null || key === null || values.repository === undefined) return 0;
  await addToRepository(path.resolve(folder), path.resolve(values.repository), key, {
    now: Date.now(),
    validFor,
  });
  console.log(`${values.repository} holds the release.`);
  return 0;
});

/**
 * Packs, and makes a release.
 * @returns its folder; null: electron-builder was told to pack for another system, which is the application's folder
 */
async function build(values: Values, others: string[]): Promise<string | null> {
  const replaces = readRange(values.replaces ?? `0.0.0..${APP_VERSION}`);
  const keyFile = environment('BORNE_RELEASE_KEY');
  if (keyFile !== undefined) readSigningKey(keyFile);
  const authenticode = authenticodeOf(process.env);
  const publicFile = values['public-key'];
  if (publicFile !== undefined) readPublicKeys(publicFile);
  await buildApplication();
  const into = path.join(ROOT, 'release');
  await pack(values.layout, values['electron-dist'], into, others);
  if (others.length > 0 || process.platform !== 'linux') return null;
  const windows = !values['without-windows'];
  if (windows) await packForWindows(values.layout, values['electron-dist-windows'], into);
  const folder = await buildRelease({
    commit: await currentCommit(),
    unpacked: path.join(into, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`),
    unpackedForWindows: windows ? path.join(into, 'win-unpacked') : undefined,
    authenticode,
    layout: values.layout,
    replaces,
    keyFile,
    ...(publicFile !== undefined && { publicKeys: readFileSync(publicFile, 'utf8') }),
    into,
  });
  if (keyFile === undefined) console.error('Not signed: BORNE_RELEASE_KEY names no key.');
  if (windows && authenticode === null)
    console.error('Not signed for Windows: BORNE_AUTHENTICODE_… is not set.');
  console.log(path.relative(ROOT, folder));
  return folder;
}

function repositoryKey(): RepositoryKey {
  const file = environment('BORNE_REPOSITORY_KEY');
  if (file === undefined)
    throw new SetupError('A repository is signed: BORNE_REPOSITORY_KEY names the file of its private key.');
  return { file, passphraseFile: environment('BORNE_REPOSITORY_PASSPHRASE_FILE') };
}

function readDays(text: string): number {
  const days = /^\d{1,4}$/u.test(text) ? Number(text) : 0;
  if (days === 0) throw new SetupError('--valid-for takes a number of days: --valid-for=30.');
  return days;
}

function permit(into: string, values: Values): number {
  const { release, from, until } = values;
  const keyFile = environment('BORNE_RELEASE_KEY');
  if (keyFile === undefined || release === undefined || from === undefined || until === undefined)
    throw new SetupError(
      '--permit=FOLDER needs --release=FOLDER (the older one), --from=VERSION (the one that runs), --until=YYYY-MM-DD and BORNE_RELEASE_KEY.',
    );
  const publicKeyFile = values['public-key'];
  console.log(writePermit({ release, from, until, keyFile, publicKeyFile, into, now: Date.now() }));
  return 0;
}

async function compare(values: Values): Promise<number> {
  const commit = await currentCommit();
  if (!commit.clean) console.error('Changes that are not committed are not compared.');
  const given = (name: 'electron-dist' | 'electron-dist-windows'): string[] =>
    values[name] === undefined ? [] : [`--${name}=${path.resolve(values[name])}`];
  const options = values.layout
    ? ['--layout']
    : [...given('electron-dist'), ...given('electron-dist-windows')];
  if (values['without-windows']) options.push('--without-windows');
  const { differences, compared } = await compareBuilds(commit, options);
  for (const difference of differences) console.log(difference);
  console.log(`${compared} files compared, ${differences.length} differ.`);
  return differences.length === 0 ? 0 : 1;
}

/** A variable of the environment; an empty one is not given. */
function environment(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}

/** What the options of this command say. */
type Values = ReturnType<typeof readOptions>['values'];

/** The options of this command; all others are electron-builder's. */
function readOptions(args: string[]) {
  const { values, tokens } = parseArgs({ args, options: OPTIONS, strict: false, tokens: true });
  const others = tokens.filter((token) => token.kind !== 'option' || !(token.name in OPTIONS));
  const text = (name: keyof typeof OPTIONS): string | undefined => {
    const value = values[name];
    if (value === undefined || typeof value === 'string') return value;
    throw new SetupError(`--${name} needs a value: --${name}=VALUE.`);
  };
  return {
    values: {
      'electron-dist': text('electron-dist') ?? environment('BORNE_ELECTRON_DIST'),
      'electron-dist-windows': text('electron-dist-windows') ?? environment('BORNE_ELECTRON_DIST_WINDOWS'),
      'without-windows': values['without-windows'] === true,
      layout: values.layout === true,
      replaces: text('replaces'),
      verify: text('verify'),
      repository: text('repository'),
      release: text('release'),
      'valid-for': text('valid-for'),
      permit: text('permit'),
      from: text('from'),
      until: text('until'),
      compare: values.compare === true,
      'public-key': text('public-key') ?? environment('BORNE_RELEASE_PUBLIC_KEY'),
      'authenticode-ca': text('authenticode-ca') ?? environment('BORNE_AUTHENTICODE_CA'),
      'authenticode-crl': text('authenticode-crl') ?? environment('BORNE_AUTHENTICODE_CRL'),
      publisher: text('publisher') ?? environment('BORNE_AUTHENTICODE_PUBLISHER'),
    },
    others: others.map((token) => args[token.index] ?? ''),
  };
}

function readRange(text: string): { from: string; to: string } {
  const [, from, to] = /^(\d+\.\d+\.\d+)\.\.(\d+\.\d+\.\d+)$/u.exec(text) ?? [];
  if (from === undefined || to === undefined || compareVersions(from, to) > 0)
    throw new SetupError('--replaces takes the oldest and the newest version: --replaces=0.1.0..0.2.0.');
  return { from, to };
}

async function pack(
  layout: boolean,
  electron: string | undefined,
  into: string,
  others: string[],
): Promise<void> {
  console.error('Packing …');
  const placeholder = path.join(into, '.placeholder');
  if (layout) makeUpElectron(placeholder);
  const { code, output } = await packApplication(layout ? placeholder : electron, others);
  rmSync(placeholder, { recursive: true, force: true });
  if (code !== 0) throw new SetupError(output.trimEnd());
}

async function packForWindows(layout: boolean, electron: string | undefined, into: string): Promise<void> {
  console.error('Packing for Windows …');
  const placeholder = path.join(into, '.placeholder-windows');
  if (layout) await makeUpElectronForWindows(placeholder);
  const { code, output } = await packApplication(layout ? placeholder : electron, ['--win', '--x64']);
  rmSync(placeholder, { recursive: true, force: true });
  if (code !== 0) throw new SetupError(output.trimEnd());
}

async function verify(folder: string, values: Values): Promise<number> {
  const keyFile = values['public-key'];
  if (keyFile === undefined)
    throw new SetupError('--verify needs the public key: --public-key=FILE or BORNE_RELEASE_PUBLIC_KEY.');
  for (const name of ['authenticode-ca', 'authenticode-crl'] as const) {
    const file = values[name];
    if (file !== undefined && !existsSync(file))
      throw new SetupError(`--${name} names ${file}, which cannot be read.`);
  }
  const problems = await verifyRelease(path.resolve(folder), readPublicKeys(keyFile), {
    now: Date.now(),
    authorities: values['authenticode-ca'],
    revoked: values['authenticode-crl'],
    publisher: values.publisher,
  });
  for (const problem of problems) console.log(problem);
  if (problems.length === 0) console.log('Every file is what was signed.');
  return problems.length === 0 ? 0 : 1;
}
