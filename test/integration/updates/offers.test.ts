import { CONTRACT } from '../../../src-shared/hub-api/contract.ts';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderSource } from '../../../src-main/updates/folder-source.ts';
import { webSource } from '../../../src-main/updates/web-source.ts';
import { OUTCOMES_FILE } from '../../../src-shared/release/handover.ts';
import { DAY } from '../../../src-shared/time/units.ts';
import {
  madePermit,
  madeRelease,
  releaseKeys,
  sha256,
  signBytes,
  writeRelease,
  type MadeRelease,
} from '../../support/releases/made-release.ts';
import { openUpdateRig, verifyOf, type UpdateRig } from '../../support/releases/update-rig.ts';
import { openWebFolder } from '../../support/releases/web-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const KEYS = releaseKeys();

describe('what is offered', () => {
  const fetchedOf = async (
    release: MadeRelease,
    files: Record<string, string | Uint8Array> = {},
  ): Promise<[string[], unknown[]]> => {
    const web = await openWebFolder(release);
    for (const [name, content] of Object.entries(files)) web.files.set(name, content);
    const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
    const check = rig.start();
    await check.check();
    await check.stop();
    return [
      rig.fetched(),
      rig.logged.filter(({ event }) => event === 'update-refused').map(({ fields }) => fields['fault']),
    ];
  };

  it.each<[string, Parameters<typeof madeRelease>[0], string | null]>([
    ['the version that runs', { version: '0.1.0', keys: KEYS }, null],
    ['an older version', { version: '0.0.9', keys: KEYS }, null],
    [
      'for another processor',
      { version: '0.2.0', keys: KEYS, target: { architecture: 'arm64' } },
      'processor',
    ],
    [
      'for another system',
      { version: '0.2.0', keys: KEYS, target: { system: 'windows', package: 'nsis' } },
      'processor',
    ],
    ['for head office', { version: '0.2.0', keys: KEYS, target: { product: 'hub' } }, 'processor'],
    ['with a placeholder', { version: '0.2.0', keys: KEYS, target: { layout: true } }, 'layout'],
    [
      'for other versions',
      { version: '0.2.0', keys: KEYS, target: { replaces: { from: '0.1.5', to: '0.2.0' } } },
      'range',
    ],
    [
      'of a later contract',
      { version: '0.2.0', keys: KEYS, manifest: { contract: CONTRACT + 1 } },
      'contract',
    ],
    [
      'of a form that only a later version knows',
      { version: '0.2.0', keys: KEYS, manifest: { format: 2 as never } },
      'form',
    ],
    [
      'of a form without a number',
      { version: '0.2.0', keys: KEYS, manifest: { format: undefined as never } },
      'form',
    ],
    ['of another product', { version: '0.2.0', keys: KEYS, manifest: { product: 'other' as never } }, 'form'],
  ])('%s is not taken', async (_kind, options, fault) => {
    expect(await fetchedOf(madeRelease(options))).toEqual([[], fault === null ? [] : [fault]]);
  });

  it.each<[string, Parameters<typeof madeRelease>[0]['target']]>([
    ['no byte', { size: 0 }],
    ['fewer than none', { size: -1 }],
    ['half a byte', { size: 300_000.5 }],
    ['a size in words', { size: '300000' as never }],
    ['a short sum', { sha256: 'a'.repeat(63) }],
    ['a sum in capitals', { sha256: 'A'.repeat(64) }],
    ['a name that leads away', { file: '../../journal.db' }],
    ['a name with a folder', { file: 'below/it.deb' }],
    ['a name for Windows', { file: 'C:\\it.deb' }],
    ['a hidden name', { file: '.it.deb' }],
    ['no name', { file: '' }],
    ['a range upside down', { replaces: { from: '0.2.0', to: '0.1.0' } }],
    ['a range of no versions', { replaces: { from: '*', to: '*' } }],
  ])('is refused when it is signed and says %s', async (_kind, target) => {
    const release = madeRelease({ version: '0.2.0', keys: KEYS, target: target ?? {} });
    expect(await fetchedOf(release)).toEqual([[], ['form']]);
  });

  it.each([
    ['fewer bytes than there are', { size: 299_999 }],
    ['more bytes than there are', { size: 300_001 }],
    ['more bytes than any disk has', { size: 2 ** 50 }],
  ])('is not handed over when it is signed with %s', async (_kind, target) => {
    expect((await fetchedOf(madeRelease({ version: '0.2.0', keys: KEYS, target })))[0]).toEqual([]);
  });

  it('is refused when it lists a file twice, in whatever letters', async () => {
    const release = madeRelease({ version: '0.2.0', keys: KEYS });
    const { file, size, sha256: sum } = release.target;
    const documents = [{ file: file.toUpperCase(), size, sha256: sum }];
    expect(await fetchedOf(madeRelease({ version: '0.2.0', keys: KEYS, manifest: { documents } }))).toEqual([
      [],
      ['form'],
    ]);
  });

  it('is taken with what belongs to it, whatever lies beside it', async () => {
    const release = madeRelease({ version: '0.2.0', keys: KEYS });
    const [files] = await fetchedOf(release, {
      'releases/autorun.inf': 'x',
      'releases/borne-adherent_0.3.0_amd64.deb': 'x',
      'releases/downgrade.json': 'x',
    });
    expect(files).toEqual(
      [release.target.file, 'manifest.json', 'manifest.json.sig'].map((name) => `0.2.0/${name}`),
    );
  });

  it('is refused with the signature of another release, and with the package of another', async () => {
    const newer = madeRelease({ version: '0.3.0', keys: KEYS });
    const older = madeRelease({ version: '0.2.0', keys: KEYS, content: Buffer.alloc(300_000, 7) });
    const mixed = { ...newer, signed: { ...newer.signed, signature: older.signed.signature } };
    expect(await fetchedOf(mixed)).toEqual([[], ['signature']]);
    expect(await fetchedOf({ ...newer, content: older.content })).toEqual([[], []]);
  });

  it('with keys that only a later version knows is taken as if they were not there', async () => {
    const manifest = { urgent: true, mirrors: ['https://elsewhere.example'] } as object;
    const target = { channel: 'beta' } as object;
    const [files] = await fetchedOf(madeRelease({ version: '0.2.0', keys: KEYS, manifest, target }));
    expect(files).toHaveLength(3);
  });

  it('follows one manifest alone: an older one that is told again takes nothing back from what runs', async () => {
    const older = madeRelease({ version: '0.2.0', keys: KEYS });
    const web = await openWebFolder(madeRelease({ version: '0.3.0', keys: KEYS }));
    const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
    const machine = { system: 'linux', architecture: 'x64', package: 'deb' } as const;
    const check = rig.start({ machine: { ...machine, running: '0.3.0' } });
    web.release = older;
    await check.check();
    expect(rig.fetched()).toEqual([]);
    expect(web.asked).toEqual([]);
    await check.stop();
  });

  describe('again, although a newer one was offered before,', () => {
    const older = madeRelease({ version: '0.2.0', keys: KEYS });
    const newer = madeRelease({ version: '0.3.0', keys: KEYS });
    const open = async () => {
      const web = await openWebFolder(newer);
      const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
      const check = rig.start();
      await check.check();
      expect(rig.handedOver(newer)?.equals(newer.content)).toBe(true);
      await check.stop();
      web.release = older;
      return { web, rig };
    };
    const faults = (rig: UpdateRig): unknown[] => rig.logged.map(({ fields }) => fields['fault']);

    it('is not taken, over a restart too, and takes back what is not offered any more', async () => {
      const { web, rig } = await open();
      const check = rig.start();
      const { length } = web.asked;
      await check.check();
      expect(rig.fetched()).toEqual([]);
      expect(web.asked).toHaveLength(length);
      expect(faults(rig)).toContain('behind');
      web.release = newer;
      await check.check();
      expect(rig.handedOver(newer)?.equals(newer.content)).toBe(true);
      await check.stop();
    });

    it('is taken with a permit from the newer one', async () => {
      const { web, rig } = await open();
      const put = (permit: { bytes: Uint8Array; signature: string }): void => {
        web.files.set('releases/downgrade.json', permit.bytes);
        web.files.set('releases/downgrade.json.sig', permit.signature);
      };
      const check = rig.start();
      for (const wrong of [
        madePermit(older, '0.3.1'),
        madePermit(older, '0.3.0', { keys: releaseKeys() }),
        madePermit(older, '0.3.0', { manifest: newer.hash }),
        madePermit(older, '0.3.0', { until: '2020-01-01T00:00:00Z' }),
      ]) {
        put(wrong);
        await check.check();
        expect(rig.fetched()).toEqual([]);
      }
      put(madePermit(older, '0.3.0'));
      await check.check();
      expect(rig.handedOver(older)?.equals(older.content)).toBe(true);
      // It is installed as any newer version: what runs is older still.
      expect(rig.fetched()).toHaveLength(3);
      await check.stop();
    });

    it('is taken from a stick, which somebody has brought', async () => {
      const { rig } = await open();
      const stick = writeRelease(path.join(temporaryFolder(), 'stick'), older);
      const check = rig.start({ sources: [folderSource(stick)] });
      await check.check();
      expect(rig.handedOver(older)?.equals(older.content)).toBe(true);
      await check.stop();
    });
  });

  it('is believed by each key that is known, and no more by one that was taken out', async () => {
    const fresh = releaseKeys();
    for (const [known, by, count] of [
      [[KEYS, fresh], KEYS, 3],
      [[KEYS, fresh], fresh, 3],
      [[fresh], KEYS, 0],
      [[KEYS], fresh, 0],
    ] as const) {
      const web = await openWebFolder(madeRelease({ version: '0.2.0', keys: by }));
      const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
      const check = rig.start({ verify: verifyOf(...known) });
      await check.check();
      expect(rig.fetched()).toHaveLength(count);
      await check.stop();
    }
  });

  it('is judged by its own bytes: a manifest in another form is another one', async () => {
    const release = madeRelease({ version: '0.2.0', keys: KEYS });
    const spaced = Buffer.from(`${Buffer.from(release.signed.bytes).toString('utf8')}\n`);
    const bytes = new Uint8Array(spaced);
    const { signature } = release.signed;
    expect(await fetchedOf({ ...release, signed: { bytes, signature } })).toEqual([[], ['signature']]);
    const signed = { bytes, signature: signBytes(bytes, KEYS) };
    expect((await fetchedOf({ ...release, signed, hash: sha256(bytes) }))[0]).toHaveLength(3);
  });

  it('older is taken by its permit, and by no other document', async () => {
    const older = madeRelease({ version: '0.0.9', keys: KEYS });
    const by = (permit: { bytes: Uint8Array; signature: string }) =>
      fetchedOf(older, {
        'releases/downgrade.json': permit.bytes,
        'releases/downgrade.json.sig': permit.signature,
      });
    const [files] = await by(madePermit(older, '0.1.0'));
    expect(files).toContain('0.0.9/downgrade.json');
    for (const permit of [
      madePermit(older, '0.1.1'),
      madePermit(older, '0.1.0', { until: '2020-01-01T00:00:00Z' }),
      madePermit(older, '0.1.0', { keys: releaseKeys() }),
      madePermit(older, '0.1.0', { manifest: 'a'.repeat(64) }),
      older.signed,
    ])
      expect((await by(permit))[0]).toEqual([]);
  });

  it('is taken with a clock that is off by years: no signature has a time', async () => {
    for (const years of [-30, 30]) {
      const web = await openWebFolder(madeRelease({ version: '0.2.0', keys: KEYS }));
      const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
      rig.time.setWallBy(years * 365 * DAY);
      const check = rig.start();
      await check.check();
      expect(rig.fetched()).toHaveLength(3);
      await check.stop();
    }
  });

  it('is refused without keys', async () => {
    const web = await openWebFolder(madeRelease({ version: '0.2.0', keys: KEYS }));
    const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
    const check = rig.start({ verify: null });
    await check.check();
    expect(rig.logged.map(({ fields }) => fields['fault'])).toEqual(['no-keys']);
    await check.stop();
  });
});

describe('what the update service tells', () => {
  const outcome = (number: number, kind: string, more: object = {}) => ({
    ...{ number, at: 1, from: '0.1.0', to: '0.2.0', detail: '', kind, ...more },
  });

  it('is told to head office once, and a release that came back is not fetched again', async () => {
    const web = await openWebFolder(madeRelease({ version: '0.2.0', keys: KEYS }));
    const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
    const write = (...outcomes: object[]): void =>
      writeFileSync(path.join(rig.service, OUTCOMES_FILE), JSON.stringify({ format: 1, outcomes }));
    write(
      outcome(1, 'waiting', { reason: 'visit' }),
      outcome(2, 'came-back', { reason: 'not-painted', journal: 'kept' }),
    );
    let check = rig.start();
    await check.check();
    const told = (): unknown[] => rig.told.flatMap(({ releases }) => releases);
    expect(told()).toEqual([{ version: '0.2.0', state: 'came-back', why: 'not-painted' }]);
    expect(rig.fetched()).toEqual([]);
    await check.stop();
    check = rig.start();
    await check.check();
    expect(told()).toHaveLength(1);
    expect(web.asked).toEqual([]);
    await check.stop();
  });

  it('waits for head office, over a restart', async () => {
    const rig = openUpdateRig(() => [], KEYS);
    writeFileSync(
      path.join(rig.service, OUTCOMES_FILE),
      JSON.stringify({ format: 1, outcomes: [outcome(1, 'installed')] }),
    );
    let check = rig.start({ tell: () => Promise.resolve({ ok: false, fault: 'unreachable' }) });
    await check.check();
    await check.stop();
    check = rig.start();
    await check.check();
    expect(rig.told[0]?.releases).toEqual([{ version: '0.2.0', state: 'installed', why: null }]);
    await check.stop();
  });

  it.each([
    ['no JSON', '{'],
    ['another format', '{"format":2,"outcomes":[]}'],
    ['no end', ' '.repeat(70_000)],
  ])('is left aside with %s', async (_kind, content) => {
    const rig = openUpdateRig(() => [], KEYS);
    writeFileSync(path.join(rig.service, OUTCOMES_FILE), content);
    const check = rig.start();
    await check.check();
    expect(rig.told.flatMap(({ releases }) => releases)).toEqual([]);
    await check.stop();
  });
});
