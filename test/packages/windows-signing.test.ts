import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { signManifest } from '../../tools/package/sign.ts';
import {
  authenticodeOf,
  signerOf,
  signFile,
  type Authenticode,
} from '../../tools/package/windows/authenticode.ts';
import { compileWindows } from '../../tools/package/windows/compile.ts';
import { sumsOf, verifyRelease } from '../../tools/package/verify-release.ts';
import { ROOT } from '../../tools/setup/paths.mjs';
import { describeWith, itWith } from '../support/peers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { SIGNER } from './support/build-release.ts';
import { CodeAuthority, makeToken } from './support/code-signing.ts';

const NAME = 'borne-adherent-layout-1.2.3-x64-setup.exe';
const YEAR = 365 * 86_400_000;

describeWith('Windows tools')('Authenticode', () => {
  const work = mkdtempSync(path.join(tmpdir(), 'borne-signing-'));
  const keys = generateKeyPairSync('ed25519');
  const now = Date.now();
  let authority: CodeAuthority;
  let stranger: CodeAuthority;
  let stamps: Awaited<ReturnType<CodeAuthority['serveStamps']>>;
  let program = '';
  let good: Authenticode;

  beforeAll(async () => {
    authority = new CodeAuthority(path.join(work, 'authority'));
    stranger = new CodeAuthority(path.join(work, 'stranger'), 'Stranger');
    stamps = await authority.serveStamps();
    program = path.join(work, 'program.exe');
    const source = path.join(work, 'program.c');
    writeFileSync(source, 'int main(void) { return 0; }\n');
    await compileWindows(program, [], [source], []);
    good = { ...NOBODY, ...authority.issue('good', SIGNER), timestamp: stamps.url };
  });

  afterAll(async () => {
    await stamps.close();
    rmSync(work, { recursive: true, force: true });
  });

  const NOBODY: Authenticode = {
    certificate: null,
    key: null,
    module: null,
    passwordFile: null,
    command: null,
    timestamp: null,
  };

  async function signed(signing: Authenticode): Promise<string> {
    const file = path.join(temporaryFolder(), NAME);
    copyFileSync(program, file);
    await signFile(file, signing);
    return file;
  }

  /** A release that lists the program; its own signature is good. */
  function releaseOf(file: string, options: { signer?: string; date?: number } = {}): string {
    const folder = temporaryFolder();
    copyFileSync(file, path.join(folder, NAME));
    const target = {
      file: NAME,
      size: statSync(file).size,
      sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
      product: 'kiosk',
      system: 'windows',
      architecture: 'x64',
      package: 'nsis',
      layout: true,
      replaces: { from: '0.0.0', to: '1.2.3' },
      signer: options.signer ?? SIGNER,
    };
    const manifest = {
      format: 1,
      product: 'borne-adherent',
      version: '1.2.3',
      contract: 3,
      date: new Date(options.date ?? now).toISOString(),
      commit: '0'.repeat(40),
      targets: [target],
      documents: [],
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    writeFileSync(path.join(folder, 'manifest.json'), bytes);
    writeFileSync(path.join(folder, 'manifest.json.sig'), signManifest(bytes, keys.privateKey));
    writeFileSync(path.join(folder, 'SHA256SUMS'), sumsOf([target]));
    return folder;
  }

  const judge = (
    folder: string,
    trust: { now?: number; authorities?: string; revoked?: string; publisher?: string } = {},
  ): Promise<string[]> =>
    verifyRelease(folder, [keys.publicKey], {
      now: trust.now ?? now,
      authorities: trust.authorities ?? authority.authority,
      revoked: trust.revoked,
      publisher: trust.publisher,
    });

  describe('signs with', () => {
    it('a certificate and a key in files', async () => {
      const file = await signed(good);
      expect(await signerOf(file)).toBe(SIGNER);
      expect(await judge(releaseOf(file))).toEqual([]);
    });

    it('a file of PKCS#12, with its password in a file', async () => {
      const folder = temporaryFolder();
      const certificate = path.join(folder, 'code.p12');
      const passwordFile = path.join(folder, 'password');
      writeFileSync(passwordFile, 'secret');
      execFileSync('openssl', [
        ...['pkcs12', '-export', '-passout', `file:${passwordFile}`, '-out', certificate],
        ...['-in', good.certificate ?? '', '-inkey', good.key ?? ''],
      ]);
      const file = await signed({ ...NOBODY, certificate, passwordFile, timestamp: stamps.url });
      expect(await judge(releaseOf(file))).toEqual([]);
    });

    itWith('SoftHSM')('a key on a token', async () => {
      const { env, ...token } = makeToken(temporaryFolder(), good.key ?? '');
      Object.assign(process.env, env);
      try {
        const file = await signed({ ...good, ...token });
        expect(await judge(releaseOf(file))).toEqual([]);
        const wrong = path.join(temporaryFolder(), 'pin');
        writeFileSync(wrong, '999999');
        await expect(signed({ ...good, ...token, passwordFile: wrong })).rejects.toThrow(
          'could not be signed',
        );
      } finally {
        for (const name of Object.keys(env)) Reflect.deleteProperty(process.env, name);
      }
    });

    it('the command of a signer elsewhere, and not with one that signs nothing', async () => {
      const command = path.join(temporaryFolder(), 'sign');
      const script = (text: string): void => {
        writeFileSync(command, `#!/bin/sh\nset -eu\n${text}\n`);
        chmodSync(command, 0o755);
      };
      script(
        `exec osslsigncode sign -certs '${good.certificate}' -key '${good.key}' -h sha256 -ts '${stamps.url}' -in "$1" -out "$2"`,
      );
      const file = await signed({ ...NOBODY, command });
      expect(await judge(releaseOf(file))).toEqual([]);
      script('cp "$1" "$2"');
      await expect(signed({ ...NOBODY, command })).rejects.toThrow('could not be signed');
      script('exit 3');
      await expect(signed({ ...NOBODY, command })).rejects.toThrow('could not be signed');
    });

    it.each([
      ['a certificate that is not there', { certificate: '/nowhere.pem' }],
      ['the key of another certificate', { key: 'other' }],
      ['a time stamp server that is down', { timestamp: 'http://127.0.0.1:9/' }],
    ])('nothing where there is %s, and leaves the file as it was', async (_, change) => {
      const other = authority.issue('other', 'Other');
      const signing = { ...good, ...change, ...('key' in change ? { key: other.key } : {}) };
      const file = path.join(temporaryFolder(), NAME);
      copyFileSync(program, file);
      await expect(signFile(file, signing)).rejects.toThrow('could not be signed');
      expect(readFileSync(file).equals(readFileSync(program))).toBe(true);
      expect(existsSync(`${file}.signed`)).toBe(false);
    });
  });

  it.each([
    ['nothing', {}, null],
    ['an empty name', { BORNE_AUTHENTICODE_CERTIFICATE: '' }, null],
    ['a time stamp server alone', { BORNE_AUTHENTICODE_TIMESTAMP: 'http://x' }, /is missing/u],
    ['a command and a key', { BORNE_AUTHENTICODE_COMMAND: 'x', BORNE_AUTHENTICODE_KEY: 'y' }, /by itself/u],
    [
      'a token without a key on it',
      { BORNE_AUTHENTICODE_CERTIFICATE: 'x', BORNE_AUTHENTICODE_PKCS11_MODULE: 'y' },
      /pkcs11:/u,
    ],
    [
      'a key on no token',
      { BORNE_AUTHENTICODE_CERTIFICATE: 'x', BORNE_AUTHENTICODE_KEY: 'pkcs11:object=y' },
      /PKCS11_MODULE/u,
    ],
  ])('reads its environment: %s', (_, env, refused) => {
    if (refused === null) expect(authenticodeOf(env)).toBe(null);
    else expect(() => authenticodeOf(env)).toThrow(refused);
  });

  describe('is refused by --verify', () => {
    it('of another authority, or of another name', async () => {
      const strange = { ...stranger.issue('good', SIGNER), timestamp: stamps.url };
      expect(await judge(releaseOf(await signed({ ...NOBODY, ...strange })))).toEqual([
        expect.stringContaining('has no good signature'),
      ]);
      const other = { ...authority.issue('named', 'Somebody else'), timestamp: stamps.url };
      const file = await signed({ ...NOBODY, ...other });
      const wrong = [`${NAME} is signed by Somebody else in place of ${SIGNER}.`];
      expect(await judge(releaseOf(file))).toEqual(wrong);
      expect(await judge(releaseOf(file, { signer: 'Somebody else' }), { publisher: SIGNER })).toEqual(wrong);
    });

    it('without a signature, where the manifest or the one who asks wants one', async () => {
      expect(await judge(releaseOf(program))).toHaveLength(1);
      const folder = releaseOf(await signed(good));
      expect(await judge(folder, { publisher: 'Another' })).toHaveLength(1);
      expect(
        await verifyRelease(folder, [keys.publicKey], {
          now,
          authorities: undefined,
          revoked: undefined,
          publisher: undefined,
        }),
      ).toEqual([expect.stringContaining('--authenticode-ca')]);
    });

    it('with a certificate that had expired, or was not valid yet', async () => {
      for (const [from, to] of [
        ['20200101000000Z', '20210101000000Z'],
        ['20480101000000Z', '20490101000000Z'],
      ] as const) {
        const dated = authority.issue(`dated-${from}`, SIGNER, from, to);
        const problems = await judge(releaseOf(await signed({ ...good, ...dated })));
        expect(problems).toEqual([expect.stringMatching(/expired|not yet valid/u)]);
      }
    });

    it('with a certificate that has been revoked since, or by a list that is out of date or of another authority', async () => {
      const revoked = authority.issue('to-revoke', SIGNER);
      const file = await signed({ ...good, ...revoked });
      expect(await judge(releaseOf(file))).toEqual([]);
      const list = authority.revoke(revoked);
      expect(await judge(releaseOf(file), { revoked: list })).toEqual([
        `${NAME} is signed with a certificate that has been revoked.`,
      ]);
      const other = releaseOf(await signed(good));
      expect(await judge(other, { revoked: list })).toEqual([]);
      expect(await judge(other, { revoked: list, now: now + YEAR })).toEqual([
        expect.stringContaining('out of date'),
      ]);
      expect(await judge(other, { revoked: stranger.revoke() })).toHaveLength(1);
    });

    it('with one byte changed, wherever', async () => {
      const file = await signed(good);
      const bytes = readFileSync(file);
      const change = (at: number): string => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
        const place = path.join(temporaryFolder(), NAME);
        writeFileSync(place, changed);
        return place;
      };
      // Whoever changed it signed the manifest, too: what is left is Authenticode.
      for (const at of [600, Math.floor(statSync(program).size / 2), statSync(program).size - 100])
        expect(await judge(releaseOf(change(at))), String(at)).toHaveLength(1);
      // Behind the signature stand certificates that it does not cover. The manifest does.
      const folder = releaseOf(file);
      copyFileSync(change(bytes.length - 600), path.join(folder, NAME));
      expect(await judge(folder)).toEqual([`${NAME} has been changed.`]);
    });

    it('without a time stamp, or with one that is years off', async () => {
      expect(await judge(releaseOf(await signed({ ...good, timestamp: null })))).toEqual([
        `${NAME} has no time stamp.`,
      ]);
      const file = await signed(good);
      expect(await judge(releaseOf(file, { date: now + 3 * YEAR }), { now: now + 3 * YEAR })).toEqual([
        expect.stringContaining('which cannot be'),
      ]);
      expect(await judge(releaseOf(file, { date: now - 6 * YEAR }), { now: now - 5 * YEAR })).toEqual([
        expect.stringContaining('which cannot be'),
      ]);
    });

    it('where the clock is years behind the release; and not where it is ahead', async () => {
      const folder = releaseOf(await signed(good));
      expect(await judge(folder, { now: now - 8 * YEAR })).toEqual([expect.stringContaining('the clock')]);
      expect(await judge(folder, { now: now + 8 * YEAR })).toEqual([]);
    });
  });

  it('is judged by the command too', async () => {
    const revoked = authority.issue('by-command', SIGNER);
    const folder = releaseOf(await signed({ ...good, ...revoked }));
    const key = path.join(work, 'release.pem');
    writeFileSync(key, keys.publicKey.export({ type: 'spki', format: 'pem' }));
    const verify = (...more: string[]) => {
      const options = [`--verify=${folder}`, `--public-key=${key}`, ...more];
      const done = spawnSync(process.execPath, ['tools/package/package.ts', ...options], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      return { code: done.status, said: (done.stdout + done.stderr).trim() };
    };
    const known = `--authenticode-ca=${authority.authority}`;
    const whole = { code: 0, said: 'Every file is what was signed.' };
    expect(verify(known)).toEqual(whole);
    expect(verify(known, `--authenticode-crl=${authority.revoke()}`)).toEqual(whole);
    expect(verify(known, `--authenticode-crl=${authority.revoke(revoked)}`)).toEqual({
      code: 1,
      said: `${NAME} is signed with a certificate that has been revoked.`,
    });
    expect(verify(known, '--publisher=Another')).toEqual({
      code: 1,
      said: `${NAME} is signed by ${SIGNER} in place of Another.`,
    });
    expect(verify(`--authenticode-ca=${stranger.authority}`)).toMatchObject({ code: 1 });
    expect(verify()).toMatchObject({
      code: 1,
      said: expect.stringContaining('--authenticode-ca') as string,
    });
    expect(verify(known, '--authenticode-crl=/nowhere.crl')).toMatchObject({
      code: 69,
      said: expect.stringContaining('cannot be read') as string,
    });
  });

  it('is on the setup, the MSI, and every program inside', async () => {
    const { folder } = inject('release');
    const unpacked = temporaryFolder();
    for (const name of ['-setup.exe', '.msi'].map((end) => `borne-adherent-layout-0.1.0-x64${end}`)) {
      expect(await signerOf(path.join(folder, name))).toBe(SIGNER);
      const into = path.join(unpacked, name);
      const [opener, ...args] = name.endsWith('.msi')
        ? ['msiextract', '--directory', into, path.join(folder, name)]
        : ['7zz', 'x', `-o${into}`, path.join(folder, name)];
      execFileSync(opener, args, { stdio: 'ignore' });
    }
    const found = execFileSync('find', [unpacked, '-type', 'f', '-iregex', '.*\\.\\(exe\\|node\\|dll\\)'], {
      encoding: 'utf8',
    })
      .trim()
      .split('\n');
    const own = found.filter((file) => !file.includes('PLUGINSDIR') || file.includes('borne-setup-tool'));
    expect(own.map((file) => path.basename(file))).toEqual(
      expect.arrayContaining([
        'Borne Adherent.exe',
        'borne-setup-tool.exe',
        'win32-x64.node',
        'uninstall.exe',
      ]),
    );
    for (const file of own) expect(await signerOf(file), file).toBe(SIGNER);
  });
});
