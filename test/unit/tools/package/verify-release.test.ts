import { generateKeyPairSync } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listed } from '../../../../tools/package/files.ts';
import { readPublicKeys, readSigningKey, signManifest } from '../../../../tools/package/sign.ts';
import { sumsOf, verifyRelease } from '../../../../tools/package/verify-release.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');

/** Nobody is believed: there is nothing for Windows. */
const TRUST = { now: 0, authorities: undefined, revoked: undefined, publisher: undefined };

const PACKAGE = 'borne-hub_1.2.3_amd64.deb';
const BOM = 'borne-hub-1.2.3.cdx.json';
const ALL = [PACKAGE, BOM, 'SHA256SUMS', 'manifest.json', 'manifest.json.sig'];

/** A small release; `change` may change its manifest before it is signed. */
async function makeRelease(
  change: (manifest: Record<string, unknown>) => unknown = (manifest) => manifest,
): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, PACKAGE), 'the bytes of a package');
  writeFileSync(path.join(folder, BOM), '{"bomFormat":"CycloneDX"}');
  const target = {
    ...(await listed(path.join(folder, PACKAGE))),
    product: 'hub',
    system: 'linux',
    architecture: 'x64',
    package: 'deb',
    layout: false,
    replaces: { from: '0.0.0', to: '1.2.3' },
  };
  const bom = await listed(path.join(folder, BOM));
  const manifest = change({
    format: 1,
    product: 'borne-adherent',
    version: '1.2.3',
    contract: 3,
    date: '2026-05-01T10:00:00.000Z',
    commit: '0'.repeat(40),
    targets: [target],
    documents: [bom],
  });
  const bytes = Buffer.from(typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'manifest.json'), bytes);
  writeFileSync(path.join(folder, 'manifest.json.sig'), signManifest(bytes, privateKey));
  writeFileSync(path.join(folder, 'SHA256SUMS'), sumsOf([target, bom]));
  return folder;
}

const inside = (folder: string, name: string): string => path.join(folder, name);

describe('the folder of a release', () => {
  it('is good as it was made', async () => {
    expect(await verifyRelease(await makeRelease(), [publicKey], TRUST)).toEqual([]);
  });

  it('is good when one of several keys has signed', async () => {
    expect(await verifyRelease(await makeRelease(), [stranger.publicKey, publicKey], TRUST)).toEqual([]);
  });

  it.each(ALL)('is refused with any one byte of %s changed', async (name) => {
    const folder = await makeRelease();
    const good = readFileSync(inside(folder, name));
    for (const at of good.keys()) {
      const bad = Buffer.from(good);
      bad.writeUInt8(bad.readUInt8(at) ^ 1, at);
      writeFileSync(inside(folder, name), bad);
      const problems = await verifyRelease(folder, [publicKey], TRUST);
      expect(problems, `byte ${at}`).toHaveLength(1);
      expect(problems[0]).toContain(name === 'manifest.json.sig' ? 'manifest.json' : name);
    }
  });

  it.each(ALL)('is refused with %s cut off, longer, missing, a folder or a link', async (name) => {
    const changes: ((file: string) => void)[] = [
      (file) => truncateSync(file, 5),
      (file) => truncateSync(file, 0),
      (file) => appendFileSync(file, ' more'),
      (file) => rmSync(file),
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      (file) => {
        const elsewhere = path.join(temporaryFolder(), 'same');
        writeFileSync(elsewhere, readFileSync(file));
        rmSync(file);
        symlinkSync(elsewhere, file);
      },
    ];
    for (const change of changes) {
      const folder = await makeRelease();
      change(inside(folder, name));
      const problems = await verifyRelease(folder, [publicKey], TRUST);
      expect(problems.join('\n'), change.toString()).toContain(name.replace(/\.sig$/u, ''));
    }
  });

  it('is refused from another signer, by no key, or with an empty signature', async () => {
    const folder = await makeRelease();
    const wrong = [expect.stringContaining('another key has signed')];
    expect(await verifyRelease(folder, [stranger.publicKey], TRUST)).toEqual(wrong);
    expect(await verifyRelease(folder, [], TRUST)).toEqual(wrong);
    const manifest = readFileSync(inside(folder, 'manifest.json'));
    for (const signature of ['', '\n', signManifest(manifest, stranger.privateKey), 'A'.repeat(88)]) {
      writeFileSync(inside(folder, 'manifest.json.sig'), signature);
      expect(await verifyRelease(folder, [publicKey], TRUST)).toEqual(wrong);
    }
  });

  it('is refused with files, folders or hidden files that are not listed', async () => {
    const folder = await makeRelease();
    writeFileSync(inside(folder, 'setup.exe'), 'more');
    writeFileSync(inside(folder, '.hidden'), 'more');
    mkdirSync(inside(folder, 'later'));
    expect((await verifyRelease(folder, [publicKey], TRUST)).sort()).toEqual([
      '.hidden is not part of the release.',
      'later is no plain file.',
      'setup.exe is not part of the release.',
    ]);
  });

  it('names everything that is wrong', async () => {
    const folder = await makeRelease();
    truncateSync(inside(folder, PACKAGE), 3);
    rmSync(inside(folder, BOM));
    expect(await verifyRelease(folder, [publicKey], TRUST)).toEqual([
      `${PACKAGE} is cut off: 3 of 22 bytes.`,
      `${BOM} is missing.`,
    ]);
  });

  it.each([
    ['a signed text that is no JSON', () => 'not JSON', /no JSON/u],
    ['another format', (manifest: object) => ({ ...manifest, format: 2 }), /format/u],
    [
      'a file elsewhere',
      (manifest: object) => ({
        ...manifest,
        documents: [{ file: '../etc/passwd', size: 1, sha256: 'a'.repeat(64) }],
      }),
      /documents\.0\.file/u,
    ],
  ])('is refused with %s', async (_, change, words) => {
    const problems = await verifyRelease(await makeRelease(change), [publicKey], TRUST);
    expect(problems).toEqual([expect.stringMatching(words)]);
  });

  it('is refused when it is not there', async () => {
    const missing = path.join(temporaryFolder(), 'missing');
    expect(await verifyRelease(missing, [publicKey], TRUST)).toEqual([
      `${missing} is no folder that can be read.`,
    ]);
  });
});

describe('the keys of releases', () => {
  const write = (text: string): string => {
    const file = path.join(temporaryFolder(), 'key.pem');
    writeFileSync(file, text);
    return file;
  };
  const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const open = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const otherOpen = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const otherSecret = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  it('are read from PEM, public ones several in a file', () => {
    expect(readSigningKey(write(secret)).equals(privateKey)).toBe(true);
    const second = stranger.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(readPublicKeys(write(`# of 2026\n${open}${second}`))).toHaveLength(2);
  });

  it.each([
    ['', 'nothing'],
    [otherSecret, 'another kind'],
    ['-----BEGIN PRIVATE KEY-----', 'a piece'],
    [open, 'the public one'],
  ])('a signing key is not %j', (text) => {
    expect(() => readSigningKey(write(text))).toThrow(/cannot be read as an Ed25519 key/u);
  });

  it.each(['', otherOpen, open + otherOpen, secret])('public keys are not %j', (text) => {
    expect(() => readPublicKeys(write(text))).toThrow(/cannot be read as Ed25519 keys/u);
  });
});
