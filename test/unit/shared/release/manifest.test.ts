import { describe, expect, it } from 'vitest';
import { compareVersions, releaseManifest } from '../../../../src-shared/release/manifest.ts';

const FILE = { file: 'borne-hub_1.2.3_amd64.deb', size: 10, sha256: 'a'.repeat(64) };
const TARGET = {
  ...FILE,
  product: 'hub',
  system: 'linux',
  architecture: 'x64',
  package: 'deb',
  layout: false,
  replaces: { from: '1.0.0', to: '1.2.3' },
};
const GOOD = {
  format: 1,
  product: 'borne-adherent',
  version: '1.2.3',
  contract: 3,
  date: '2026-05-01T10:00:00.000Z',
  commit: '0'.repeat(40),
  targets: [TARGET],
  documents: [{ ...FILE, file: 'provenance.json' }],
};

describe('the manifest of a release', () => {
  it('is read as it is written', () => {
    expect(releaseManifest.parse(GOOD)).toEqual(GOOD);
  });

  it('may say more than this version knows', () => {
    expect(releaseManifest.parse({ ...GOOD, hint: 1, targets: [{ ...TARGET, speed: 2 }] })).toEqual(GOOD);
  });

  it.each<[string, object]>([
    ['another format', { format: 2 }],
    ['another product', { product: 'borne-other' }],
    ['a version with a tail', { version: '1.2.3-rc1' }],
    ['a version with leading zeros', { version: '1.02.3' }],
    ['a day in place of a moment', { date: '2026-05-01' }],
    ['a short commit', { commit: 'abcdef0' }],
    ['no packages', { targets: [] }],
    ['no documents', { documents: undefined }],
    ['an empty package', { targets: [{ ...TARGET, size: 0 }] }],
    ['a checksum in capitals', { targets: [{ ...TARGET, sha256: 'A'.repeat(64) }] }],
    ['a range upside down', { targets: [{ ...TARGET, replaces: { from: '1.10.0', to: '1.9.0' } }] }],
    ['a file listed twice', { targets: [TARGET, TARGET] }],
    ['a file listed twice but for capitals', { documents: [{ ...FILE, file: 'BORNE-HUB_1.2.3_amd64.deb' }] }],
    ['an unknown processor', { targets: [{ ...TARGET, architecture: 'mips' }] }],
    ...['../a.deb', 'a/b.deb', 'a\\b.deb', '.hidden', '', 'a b.deb', 'C:a.deb', 'a\u0000.deb'].map(
      (file) =>
        [`the file name ${JSON.stringify(file)}`, { targets: [{ ...TARGET, file }] }] as [string, object],
    ),
  ])('is refused with %s', (_, change) => {
    expect(releaseManifest.safeParse({ ...GOOD, ...change }).success).toBe(false);
  });
});

describe('versions', () => {
  it('are ordered by their numbers', () => {
    const sorted = ['0.0.9', '0.1.0', '0.1.1', '0.9.0', '0.10.0', '1.0.0', '1.0.10', '10.0.0'];
    expect([...sorted].reverse().sort(compareVersions)).toEqual(sorted);
    expect(compareVersions('1.2.3', '1.2.3')).toBe(0);
  });
});
