import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { filesBelow } from '../../tools/package/files.ts';
import { addToRepository, KEY_FILE } from '../../tools/package/repository.ts';
import { readPublicKeys } from '../../tools/package/sign.ts';
import { verifyRelease } from '../../tools/package/verify-release.ts';
import { ROOT } from '../../tools/setup/paths.mjs';
import { run } from '../../tools/setup/run-command.mjs';
import { cycloneDxSchema } from '../support/cyclonedx-schema.ts';
import { DebianMachine } from '../support/debian-machine.ts';
import { describeWith, itWith } from '../support/peers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MEBIBYTE = 1024 * 1024;
const { folder, publicKey, trust } = inject('release');
const PACKAGES = readdirSync(folder).filter((name) => /\.(?:deb|exe|msi)$/u.test(name));
const DEBS = PACKAGES.filter((name) => name.endsWith('.deb'));

/** Takes a package apart. */
function unpack(deb: string): string {
  const into = path.join(temporaryFolder(), 'unpacked');
  execFileSync('dpkg-deb', ['--raw-extract', path.join(folder, deb), into]);
  return into;
}

describe('the folder of a release', () => {
  it('is what was signed, as our command and OpenSSL say', async () => {
    expect(await verifyRelease(folder, readPublicKeys(publicKey), trust)).toEqual([]);
    const signature = path.join(temporaryFolder(), 'signature');
    writeFileSync(
      signature,
      Buffer.from(readFileSync(path.join(folder, 'manifest.json.sig'), 'latin1'), 'base64'),
    );
    const manifest = path.join(folder, 'manifest.json');
    const options = ['-rawin', '-pubin', '-inkey', publicKey, '-in', manifest, '-sigfile', signature];
    expect(spawnSync('openssl', ['pkeyutl', '-verify', ...options]).status).toBe(0);
    expect(spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder }).status).toBe(0);
  });

  it('has a name for what is no real kiosk', () => {
    expect(path.basename(folder)).toMatch(/-layout$/u);
    expect(DEBS.map((name) => name.replace(/_.*/u, ''))).toEqual(['borne-adherent-layout', 'borne-hub']);
  });

  it('tells what is inside each product, in the form of CycloneDX', () => {
    const judge = cycloneDxSchema();
    for (const name of ['borne-adherent', 'borne-hub']) {
      const bom = JSON.parse(readFileSync(path.join(folder, `${name}-0.1.0.cdx.json`), 'utf8')) as {
        components: { name: string; licenses?: unknown[] }[];
      };
      expect(judge(bom), JSON.stringify(judge.errors)).toBe(true);
      expect(bom.components.length).toBeGreaterThan(10);
      expect(bom.components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);
    }
  });

  it('tells the origin of each package', () => {
    const text = readFileSync(path.join(folder, 'provenance.json'), 'utf8');
    const { subject } = JSON.parse(text) as { subject: { name: string }[] };
    expect(subject.map(({ name }) => name).filter((name) => name.endsWith('.deb'))).toEqual(DEBS);
    expect(subject).toHaveLength(PACKAGES.length);
    expect(text).toContain(
      execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    );
  });
});

describe.each(DEBS)('%s', (deb) => {
  it('holds only what runs: no source, map, test or tool; nothing that others may write', async () => {
    const unpacked = unpack(deb);
    const files = await filesBelow(unpacked);
    expect(files.length).toBeGreaterThan(20);
    const unwanted =
      /\.(?:ts|mts|cts|map|svelte|c|cc|cpp|h|gyp|gypi|pem|key)$|(?:^|\/)(?:\.|tools\/|test\/)/u;
    // Public keys are all that the kiosk has of them.
    const keys = deb.startsWith('borne-hub') ? [] : ['opt/borne-adherent/resources/release-keys.pem'];
    expect(files.filter((file) => unwanted.test(file))).toEqual(keys);
    const listed = execFileSync('dpkg-deb', ['--contents', path.join(folder, deb)], { encoding: 'utf8' });
    for (const line of listed.trim().split('\n'))
      expect(line).toMatch(/^(?:drwxr-xr-x|-rw[-x]r-[-x]r-[-x]|lrwxrwxrwx) root\/root /u);
  });

  it('holds no path of this machine, no key, and one moment', async () => {
    const unpacked = unpack(deb);
    for (const file of await filesBelow(unpacked)) {
      const place = path.join(unpacked, file);
      if (!existsSync(place)) continue;
      const text = readFileSync(place, 'latin1');
      expect(text.includes(ROOT), file).toBe(false);
      expect(text.includes(path.dirname(folder)), file).toBe(false);
      expect(/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/]/u.test(text), file).toBe(false);
    }
    const listed = execFileSync('dpkg-deb', ['--contents', path.join(folder, deb)], { encoding: 'utf8' });
    const moments = listed
      .trim()
      .split('\n')
      .map((line) => /\d{4}-\d\d-\d\d \d\d:\d\d/u.exec(line)?.[0]);
    expect(new Set(moments).size).toBe(1);
  });

  it('stays small', () => {
    const { size } = statSync(path.join(folder, deb));
    expect(size).toBeLessThan((deb.startsWith('borne-hub') ? 8 : 4) * MEBIBYTE);
    expect(size).toBeGreaterThan(MEBIBYTE);
  });

  itWith('lintian')('is clean to lintian', () => {
    const judged = spawnSync(
      'lintian',
      ['--allow-root', '--fail-on', 'error,warning', path.join(folder, deb)],
      {
        encoding: 'utf8',
      },
    );
    expect(judged.stdout + judged.stderr).toBe('');
    expect(judged.status).toBe(0);
  });
});

it('packs a hub that starts', () => {
  const deb = DEBS.find((name) => name.startsWith('borne-hub')) ?? '';
  const main = path.join(unpack(deb), 'opt/borne-hub/hub/main.js');
  expect(execFileSync(process.execPath, [main, '--version'], { encoding: 'utf8' })).toMatch(/\d+\.\d+\.\d+/u);
  const binaries = readdirSync(path.join(path.dirname(main), 'node_modules/argon2/prebuilds'), {
    recursive: true,
  });
  expect(binaries.filter((name) => String(name).endsWith('.node'))).toEqual([
    `linux-${process.arch}/argon2.glibc.node`,
  ]);
});

describeWith('GnuPG')('the apt repository', () => {
  /** A private OpenPGP key of nobody, in a file. */
  function makeKey(): string {
    const home = temporaryFolder();
    const env = { ...process.env, GNUPGHOME: home };
    const gpg = (...args: string[]): Buffer =>
      execFileSync(
        'gpg',
        ['--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', '', ...args],
        { env },
      );
    gpg('--quick-generate-key', 'Nobody <nobody@mcrn.example>', 'ed25519', 'sign', 'never');
    const file = path.join(temporaryFolder(), 'key.gpg');
    writeFileSync(file, gpg('--export-secret-keys'));
    execFileSync('gpgconf', ['--kill', 'gpg-agent'], { env });
    return file;
  }

  async function makeRepository(): Promise<string> {
    const repository = path.join(temporaryFolder(), 'repository');
    await addToRepository(folder, repository, { file: makeKey(), passphraseFile: undefined });
    return repository;
  }

  it('is signed, lists each package, and leaves nothing of the private key', async () => {
    const repository = await makeRepository();
    const suite = path.join(repository, 'dists/stable');
    const ring = path.join(temporaryFolder(), 'ring.gpg');
    execFileSync('gpg', ['--dearmor', '--output', ring, path.join(repository, KEY_FILE)]);
    execFileSync('gpgv', ['--keyring', ring, path.join(suite, 'Release.gpg'), path.join(suite, 'Release')], {
      stdio: 'ignore',
    });
    const index = readdirSync(path.join(suite, 'main')).map((name) =>
      readFileSync(path.join(suite, 'main', name, 'Packages'), 'utf8'),
    );
    for (const deb of DEBS) expect(index.join('')).toContain(`Filename: pool/${deb}\n`);
    for (const file of await filesBelow(repository))
      expect(readFileSync(path.join(repository, file), 'latin1'), file).not.toContain('PRIVATE KEY');
  });

  it('is made by the command, of a release that is there, with its end', async () => {
    const repository = path.join(temporaryFolder(), 'repository');
    const options = [`--repository=${repository}`, `--release=${folder}`, '--valid-for=30'];
    const { code, output } = await run(
      process.execPath,
      [path.join('tools', 'package', 'package.ts'), ...options],
      { quiet: true, env: { BORNE_REPOSITORY_KEY: makeKey() } },
    );
    expect({ code, output: output.trim() }).toEqual({ code: 0, output: `${repository} holds the release.` });
    const suite = readFileSync(path.join(repository, 'dists/stable/InRelease'), 'utf8');
    expect(suite).toMatch(/^Valid-Until: /mu);
    expect(suite).toContain('-----BEGIN PGP SIGNATURE-----');
  });

  it('keeps the packages of earlier releases', async () => {
    const repository = path.join(temporaryFolder(), 'repository');
    mkdirSync(path.join(repository, 'pool'), { recursive: true });
    const [, hub = ''] = DEBS;
    cpSync(path.join(folder, hub), path.join(repository, 'pool', 'earlier.deb'));
    await addToRepository(folder, repository, { file: makeKey(), passphraseFile: undefined });
    const [name = ''] = readdirSync(path.join(repository, 'dists/stable/main'));
    const index = readFileSync(path.join(repository, 'dists/stable/main', name, 'Packages'), 'utf8');
    expect(index.match(/^Package: /gmu)).toHaveLength(DEBS.length + 1);
  });

  itWith('chroot')('ends when it was told to, to apt too', async () => {
    const now = Date.now();
    const repository = path.join(temporaryFolder(), 'repository');
    const key = { file: makeKey(), passphraseFile: undefined };
    const options =
      // Whoever freezes a mirror has told the apt of this machine not to look.
      '-q -o Acquire::Check-Date=true -o Acquire::Check-Valid-Until=true -o Dir::Etc::SourceList=/root/only.list -o Dir::Etc::SourceParts=/dev/null -o APT::Sandbox::User=root';
    for (const [days, words] of [
      [1, null],
      [40, /expired|not valid anymore/u],
    ] as const) {
      const machine = new DebianMachine(temporaryFolder());
      machine.write(
        '/root/only.list',
        `deb [signed-by=/srv/repository/${KEY_FILE}] file:/srv/repository stable main\n`,
      );
      await addToRepository(folder, repository, key, { now: now - days * 86_400_000, validFor: 30 });
      for (const file of await filesBelow(repository))
        machine.write(`/srv/repository/${file}`, readFileSync(path.join(repository, file)));
      const { code, output } = machine.run(`apt-get ${options} update`);
      if (words === null)
        expect({ code, output: /^[WE]:/mu.test(output) }, output).toEqual({ code: 0, output: false });
      else expect(output).toMatch(words);
    }
  });

  it.each([
    ['a key that is not there', '/nowhere/key.gpg'],
    ['a file that is no key', path.join(ROOT, 'package.json')],
  ])('is not made with %s', async (_, file) => {
    const repository = path.join(temporaryFolder(), 'repository');
    const made = addToRepository(folder, repository, { file, passphraseFile: undefined });
    await expect(made).rejects.toThrow('gpg could not sign the repository');
    expect(existsSync(path.join(repository, 'dists/stable/InRelease'))).toBe(false);
  });

  itWith('chroot')(
    'is read by apt with its key, and by no other; and a changed package is refused',
    async () => {
      const repository = await makeRepository();
      const machine = new DebianMachine(temporaryFolder());
      for (const file of await filesBelow(repository))
        machine.write(`/srv/repository/${file}`, readFileSync(path.join(repository, file)));
      const [, hub = ''] = DEBS;
      const options =
        '-q -o Dir::Etc::SourceList=/root/only.list -o Dir::Etc::SourceParts=/dev/null -o APT::Sandbox::User=root';
      const apt = (command: string) => machine.run(`cd /root && apt-get ${options} ${command}`);
      const source = (key: string): void =>
        machine.write('/root/only.list', `deb [signed-by=${key}] file:/srv/repository stable main\n`);

      source(`/srv/repository/${KEY_FILE}`);
      const updated = apt('update');
      expect(updated.code, updated.output).toBe(0);
      expect(updated.output).not.toMatch(/^[WE]:/mu);
      const whole = apt('download borne-hub');
      expect(whole.code, whole.output).toBe(0);

      // One byte of the package.
      const changed = Buffer.from(readFileSync(path.join(folder, hub)));
      changed.writeUInt8(changed.readUInt8(5000) ^ 1, 5000);
      machine.write(`/srv/repository/pool/${hub}`, changed);
      // apt would keep the good one.
      machine.run('rm -f /root/*.deb');
      const refused = apt('download borne-hub');
      expect(refused.code).not.toBe(0);
      expect(refused.output).toMatch(/hash|size/iu);

      // Another key, and one byte of the index.
      const other = await makeRepository();
      machine.write('/root/other.asc', readFileSync(path.join(other, KEY_FILE)));
      source('/root/other.asc');
      expect(apt('update').output).toMatch(/NO_PUBKEY|not signed/u);
      source(`/srv/repository/${KEY_FILE}`);
      const inRelease = readFileSync(path.join(repository, 'dists/stable/InRelease'), 'utf8');
      machine.write('/srv/repository/dists/stable/InRelease', inRelease.replace('MCRN', 'MCRM'));
      expect(apt('update').output).toMatch(/BADSIG|invalid|not signed/u);
    },
  );
});
