import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { MANIFEST_FILE, releaseManifest } from '../../src-shared/release/manifest.ts';
import { run, SetupError } from '../setup/run-command.mjs';
import { sha256Of } from './files.ts';

/** Name of the public key in a repository. */
export const KEY_FILE = 'borne-adherent.asc';

/** What signs a repository. */
export interface RepositoryKey {
  /** File of a private OpenPGP key, as `gpg --export-secret-keys` writes it. */
  readonly file: string;
  /** File of its passphrase; undefined: it has none. */
  readonly passphraseFile: string | undefined;
}

/** Until when apt believes a repository. */
export interface Validity {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Days; null: it has no end. */
  readonly validFor: number | null;
}

/**
 * Puts the Debian packages of a release into an apt repository, beside those that are there, and signs it anew.
 * Suite `stable`, component `main`.
 * @throws SetupError when gpg or the key is missing
 */
export async function addToRepository(
  release: string,
  repository: string,
  key: RepositoryKey,
  { now, validFor }: Validity = { now: 0, validFor: null },
): Promise<void> {
  const manifest = releaseManifest.parse(
    JSON.parse(await readFile(path.join(release, MANIFEST_FILE), 'utf8')),
  );
  const pool = path.join(repository, 'pool');
  const suite = path.join(repository, 'dists', 'stable');
  await mkdir(pool, { recursive: true });
  for (const target of manifest.targets)
    if (target.package === 'deb')
      await copyFile(path.join(release, target.file), path.join(pool, target.file));

  const stanzas = await Promise.all(
    (await readdir(pool))
      .filter((name) => name.endsWith('.deb'))
      .sort()
      .map((name) => stanzaOf(pool, name)),
  );
  const architectures = [...new Set(stanzas.map(({ architecture }) => architecture))].sort();
  const indexes: [file: string, bytes: Buffer][] = architectures.flatMap((architecture) => {
    const text = stanzas.filter((one) => one.architecture === architecture).map((one) => one.text);
    const bytes = Buffer.from(text.join('\n'));
    const file = `main/binary-${architecture}/Packages`;
    return [
      [file, bytes],
      [`${file}.gz`, gzipSync(bytes, { level: 9 })],
    ] satisfies [string, Buffer][];
  });
  for (const [file, bytes] of indexes) {
    await mkdir(path.dirname(path.join(suite, file)), { recursive: true });
    await writeFile(path.join(suite, file), bytes);
  }
  const sums = indexes.map(
    ([file, bytes]) => ` ${createHash('sha256').update(bytes).digest('hex')} ${bytes.length} ${file}\n`,
  );
  const inWords = (moment: number): string => new Date(moment).toUTCString().replace('GMT', 'UTC');
  // One that ends is dated by when it was signed.
  const date = validFor === null ? Date.parse(manifest.date) : now;
  const end = validFor === null ? '' : `Valid-Until: ${inWords(now + validFor * 86_400_000)}\n`;
  await writeFile(
    path.join(suite, 'Release'),
    `Origin: MCRN\nLabel: Borne Adherent\nSuite: stable\nCodename: stable\nDate: ${inWords(date)}\n${end}` +
      `Architectures: ${architectures.join(' ')}\nComponents: main\nSHA256:\n${sums.join('')}`,
  );
  await signSuite(suite, path.join(repository, KEY_FILE), key);
}

/** The paragraph of a package in the index. */
async function stanzaOf(pool: string, name: string): Promise<{ architecture: string; text: string }> {
  const file = path.join(pool, name);
  const told = await run('dpkg-deb', ['--field', file], { quiet: true });
  const [, architecture] = /^Architecture: (\S+)$/mu.exec(told.output) ?? [];
  if (told.code !== 0 || architecture === undefined)
    throw new SetupError(`dpkg-deb cannot read ${file}: ${told.output.trim()}`);
  const bytes = await readFile(file);
  const text = `${told.output.trimEnd()}\nFilename: pool/${name}\nSize: ${bytes.length}\nSHA256: ${await sha256Of(file)}\n`;
  return { architecture, text };
}

/** Signs with a key ring of its own, which is gone afterwards. */
async function signSuite(suite: string, publicKey: string, key: RepositoryKey): Promise<void> {
  const home = await mkdtemp(path.join(tmpdir(), 'borne-gpg-'));
  const env = { GNUPGHOME: home };
  const passphrase =
    key.passphraseFile === undefined ? [] : ['--passphrase-file', path.resolve(key.passphraseFile)];
  const gpg = async (...args: string[]): Promise<void> => {
    const done = await run(
      'gpg',
      ['--batch', '--yes', '--pinentry-mode', 'loopback', ...passphrase, ...args],
      {
        quiet: true,
        env,
      },
    );
    if (done.code === 127) throw new SetupError('gpg is missing: it signs the repository.');
    if (done.code !== 0) throw new SetupError(`gpg could not sign the repository: ${done.output.trim()}`);
  };
  try {
    await gpg('--import', path.resolve(key.file));
    const release = path.join(suite, 'Release');
    await gpg('--detach-sign', '--armor', '--output', `${release}.gpg`, release);
    await gpg('--clear-sign', '--output', path.join(suite, 'InRelease'), release);
    await gpg('--export', '--armor', '--output', publicKey);
  } finally {
    await run('gpgconf', ['--kill', 'gpg-agent'], { quiet: true, env });
    await rm(home, { recursive: true, force: true });
  }
}
