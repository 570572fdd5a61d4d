import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { asar } from '../../tools/package/archive.ts';
import { filesBelow } from '../../tools/package/files.ts';
import { readFuses } from '../../tools/package/placeholder-electron.ts';
import { signerOf } from '../../tools/package/windows/authenticode.ts';
import { windowsName } from '../../tools/package/windows/windows-packages.ts';
import { ROOT } from '../../tools/setup/paths.mjs';
import { describeWith, itWith } from '../support/peers.ts';
import { SIGNER } from './support/build-release.ts';

const MEBIBYTE = 1024 * 1024;

const { trust } = inject('release');

describeWith('Windows tools')('the packages for Windows', () => {
  const work = mkdtempSync(path.join(tmpdir(), 'borne-inside-'));
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  describe.each(['setup.exe', 'msi'])('%s', (kind) => {
    const file = path.join(
      inject('release').folder,
      `${windowsName('0.1.0', true)}${kind === 'msi' ? '.msi' : '-setup.exe'}`,
    );
    const unpacked = path.join(work, kind);
    let app = '';

    beforeAll(async () => {
      if (kind === 'msi') execFileSync('msiextract', ['--directory', unpacked, file], { stdio: 'ignore' });
      else execFileSync('7zz', ['x', `-o${unpacked}`, file], { stdio: 'ignore' });
      const archive = (await filesBelow(unpacked)).find((name) => name.endsWith('resources/app.asar')) ?? '';
      app = path.join(unpacked, archive, '..', '..');
    });

    it('has the fuses, and the integrity of the very archive that is beside it', () => {
      const binary = readFileSync(path.join(app, 'Borne Adherent.exe'));
      expect(readFuses(binary)).toMatch(/^0.*/u);
      const linux = path.join(inject('release').unpacked, 'borne-adherent');
      expect(readFuses(binary)).toBe(readFuses(readFileSync(linux)));
      const archive = readFileSync(path.join(app, 'resources', 'app.asar'));
      const header = archive.subarray(16, 16 + archive.readUInt32LE(12));
      const hash = createHash('sha256').update(header).digest('hex');
      expect(binary.toString('latin1')).toContain(hash);
    });

    it('holds only what runs; libraries with native code beside the archive', async () => {
      const inside = asar
        .listPackage(path.join(app, 'resources', 'app.asar'), { isPack: false })
        .map((name) => name.replaceAll('\\', '/'));
      const unwanted =
        /\.(?:ts|mts|cts|map|svelte|c|cc|cpp|h|gyp|gypi|pem|key)$|\/(?:tools|test)\/|\/\.[^/]+$/u;
      expect(inside.filter((name) => unwanted.test(name))).toEqual([]);
      const beside = await filesBelow(path.join(app, 'resources', 'app.asar.unpacked'));
      expect(beside.length).toBeGreaterThan(1);
      for (const name of beside) expect(name).toMatch(/win32-x64.*\.node$/u);
      const files = await filesBelow(app);
      expect(files.filter((name) => unwanted.test(`/${name}`))).toEqual(['resources/release-keys.pem']);
      expect(files).toContain('THIRD-PARTY-NOTICES.txt');
      expect(files.filter((name) => name.startsWith('locales/'))).toEqual([
        'locales/en-US.pak',
        'locales/fr.pak',
      ]);
    });

    it('holds no path of this machine and no key', async () => {
      for (const name of await filesBelow(unpacked)) {
        const place = path.join(unpacked, name);
        if (!existsSync(place)) continue;
        const text = readFileSync(place, 'latin1');
        expect(text.includes(ROOT), name).toBe(false);
        expect(text.includes(path.dirname(path.dirname(file))), name).toBe(false);
        expect(/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/]/u.test(text), name).toBe(false);
      }
    });

    itWith('Node for Windows')(
      'holds the public keys of releases, and the updater, signed by us and by nobody else',
      async () => {
        expect(readFileSync(path.join(app, 'resources', 'release-keys.pem'), 'utf8')).toBe(
          readFileSync(inject('release').publicKey, 'utf8'),
        );
        const programs = (await filesBelow(unpacked)).filter((name) => name.includes('borne-updater.exe'));
        expect(programs).toHaveLength(1);
        const updater = path.join(unpacked, programs[0] ?? '');
        expect(readFileSync(updater).includes('NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1')).toBe(true);
        const options = ['-CAfile', trust.authorities ?? '', '-TSA-CAfile', trust.authorities ?? ''];
        const told = execFileSync('osslsigncode', ['verify', ...options, '-in', updater], {
          encoding: 'utf8',
        });
        expect(told).not.toContain('OpenJS');
        expect(await signerOf(updater)).toBe(SIGNER);
      },
    );

    itWith('Node for Windows')('stays small beside the updater', () => {
      // Node's program, compressed.
      expect(statSync(file).size).toBeLessThan(45 * MEBIBYTE);
      expect(statSync(file).size).toBeGreaterThan(20 * MEBIBYTE);
    });
  });
});
