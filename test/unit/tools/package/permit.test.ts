import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fittingTarget } from '../../../../src-shared/release/fitting-target.ts';
import { readManifest, readPermit } from '../../../../src-shared/release/signed-documents.ts';
import { writePermit, type PermitParts } from '../../../../tools/package/permit.ts';
import { madeRelease, releaseKeys, sha256, writeRelease } from '../../../support/releases/made-release.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const KEYS = releaseKeys();
const RELEASE = madeRelease({ version: '0.2.0', keys: KEYS });
const NOW = Date.parse('2026-12-01T12:00:00Z');

function parts(changed: Partial<PermitParts> = {}): PermitParts {
  const into = temporaryFolder();
  const keyFile = path.join(temporaryFolder(), 'key.pem');
  writeFileSync(keyFile, KEYS.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const release = writeRelease(path.join(temporaryFolder(), 'release'), RELEASE);
  const given = {
    release,
    from: '0.3.0',
    until: '2026-12-31',
    keyFile,
    publicKeyFile: undefined,
    into,
    now: NOW,
  };
  return { ...given, ...changed };
}

/** Whether a kiosk of this version goes back by it at this moment. */
function goesBack(file: string, running: string, now: number): boolean {
  const key = createPublicKey(KEYS.pem);
  const check = (bytes: Uint8Array, signature: Uint8Array): boolean => verify(null, bytes, key, signature);
  const signed = {
    bytes: Uint8Array.from(readFileSync(file)),
    signature: readFileSync(`${file}.sig`, 'latin1'),
  };
  const permit = readPermit(signed, check);
  const manifest = readManifest(RELEASE.signed, check);
  if (!permit.ok || !manifest.ok) return false;
  const machine = { system: 'linux', architecture: 'x64', package: 'deb', running } as const;
  return fittingTarget(manifest.value, machine, {
    contracts: { oldest: 0, newest: 99 },
    ownContract: manifest.value.contract,
    permit: permit.value,
    manifestHash: sha256(RELEASE.signed.bytes),
    now,
  }).ok;
}

describe('a permit to go back', () => {
  it('is what kiosks take, until the end of its last day', () => {
    const file = writePermit(parts());
    expect(path.basename(file)).toBe('downgrade.json');
    expect(goesBack(file, '0.3.0', NOW)).toBe(true);
    expect(goesBack(file, '0.3.0', Date.parse('2026-12-31T23:59:00Z'))).toBe(true);
    expect(goesBack(file, '0.3.0', Date.parse('2027-01-01T00:00:01Z'))).toBe(false);
    expect(goesBack(file, '0.3.1', NOW)).toBe(false);
  });

  it('may be for a release that a former key has signed, when that is known', () => {
    const former = releaseKeys();
    const release = writeRelease(
      path.join(temporaryFolder(), 'release'),
      madeRelease({ version: '0.2.0', keys: former }),
    );
    const publicKeyFile = path.join(temporaryFolder(), 'public.pem');
    writeFileSync(publicKeyFile, former.pem + KEYS.pem);
    expect(() => writePermit(parts({ release }))).toThrow('another key has signed it');
    expect(writePermit(parts({ release, publicKeyFile }))).toContain('downgrade.json');
  });

  it.each<[string, Partial<PermitParts>, string]>([
    ['the same version', { from: '0.2.0' }, '--from=VERSION'],
    ['an older version that runs', { from: '0.1.9' }, '--from=VERSION'],
    ['no version', { from: 'newest' }, '--from=VERSION'],
    ['a day that is over', { until: '2026-11-30' }, '--until=YYYY-MM-DD'],
    ['a day in years', { until: '2036-12-01' }, '--until=YYYY-MM-DD'],
    ['no day', { until: 'tomorrow' }, '--until=YYYY-MM-DD'],
    ['a day that is none', { until: '2026-13-01' }, '--until=YYYY-MM-DD'],
    ['no release', { release: '/nowhere' }, 'not the folder of a signed release'],
    ['no key', { keyFile: '/nowhere' }, 'cannot be read as an Ed25519 key'],
  ])('is not made with %s', (_, changed, words) => {
    expect(() => writePermit(parts(changed))).toThrow(words);
  });

  it('does not go into the folder of the release, nor for one with a byte changed', () => {
    const given = parts();
    expect(() => writePermit({ ...given, into: given.release })).toThrow('a folder of its own');
    const manifest = path.join(given.release, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('0.2.0', '0.2.1'));
    expect(() => writePermit(given)).toThrow('not what was signed');
  });
});
