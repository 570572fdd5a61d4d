import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditCommand } from '../../../../src-hub/observe/audit-command.ts';
import { releasesCommand } from '../../../../src-hub/releases/releases-command.ts';
import { DAY } from '../../../../src-shared/time/units.ts';
import { asOperator } from '../../../support/hub/as-operator.ts';
import {
  FORMER_KEYS,
  KEYS,
  openReleases,
  sayingOf,
  STRANGER,
} from '../../../support/releases/hub-releases.ts';
import {
  madePermit,
  madeRelease,
  packageBytes,
  signBytes,
  writePermit,
  writeRelease,
  type MadeRelease,
} from '../../../support/releases/made-release.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('releases add', () => {
  it('takes what was signed, byte for byte, and offers it to nobody', async () => {
    const { add, kept, rig, offer, run } = await openReleases();
    const release = await add();
    expect(readdirSync(kept)).toEqual(['0.2.0']);
    expect(readdirSync(path.join(kept, '0.2.0')).sort()).toEqual(
      [release.target.file, 'manifest.json', 'manifest.json.sig'].sort(),
    );
    expect((await run('list')).said).toMatch(/0\.2\.0 +added +- +0 +0 +0 +0 +0/u);
    expect(await offer(await rig.enrol('Nantes 1'))).toMatchObject({ result: 'none' });
  });

  it('takes what a former key has signed', async () => {
    const { add } = await openReleases();
    await add({ keys: FORMER_KEYS });
  });

  const spoil: Record<string, (folder: string, release: MadeRelease) => void> = {
    'a byte of the package': (folder, { target, content }) => {
      const changed = Buffer.from(content);
      changed[1000] = (changed[1000] ?? 0) ^ 1;
      writeFileSync(path.join(folder, target.file), changed);
    },
    'a package cut off': (folder, { target, content }) =>
      writeFileSync(path.join(folder, target.file), content.subarray(1)),
    'a package too long': (folder, { target, content }) =>
      writeFileSync(path.join(folder, target.file), Buffer.concat([content, Buffer.alloc(1)])),
    'no package': (folder, { target }) => rmSync(path.join(folder, target.file)),
    'a link in place of the package': (folder, { target, content }) => {
      writeFileSync(path.join(folder, '..', 'elsewhere'), content);
      rmSync(path.join(folder, target.file));
      symlinkSync('../elsewhere', path.join(folder, target.file));
    },
    'a folder in place of the package': (folder, { target }) => {
      rmSync(path.join(folder, target.file));
      mkdirSync(path.join(folder, target.file));
    },
    'a byte of the manifest': (folder, { signed }) =>
      writeFileSync(path.join(folder, 'manifest.json'), Buffer.concat([signed.bytes, Buffer.from(' ')])),
    'a byte of the signature': (folder, { signed: { signature } }) =>
      writeFileSync(
        path.join(folder, 'manifest.json.sig'),
        (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1),
      ),
    'another signer': (folder, { signed }) =>
      writeFileSync(path.join(folder, 'manifest.json.sig'), signBytes(signed.bytes, STRANGER)),
    'no signature': (folder) => rmSync(path.join(folder, 'manifest.json.sig')),
    'a file that is not listed': (folder) => writeFileSync(path.join(folder, 'more.deb'), 'more'),
    'a manifest without end': (folder) =>
      writeFileSync(path.join(folder, 'manifest.json'), Buffer.alloc(300_000)),
    'a signed manifest of a later format': (folder) => {
      const bytes = Buffer.from('{"format":2}');
      writeFileSync(path.join(folder, 'manifest.json'), bytes);
      writeFileSync(path.join(folder, 'manifest.json.sig'), signBytes(bytes, KEYS));
    },
  };
  it.each(Object.keys(spoil))('refuses %s, and keeps nothing', async (kind) => {
    const { run, made, kept } = await openReleases();
    const release = madeRelease({ version: '0.2.0', keys: KEYS });
    const folder = writeRelease(path.join(made, '0.2.0'), release);
    spoil[kind]?.(folder, release);
    const { code, said } = await run('add', folder);
    expect(code).toBe(1);
    expect(said).not.toBe('');
    expect((await run('list')).said).toContain('No release yet');
    expect(existsSync(kept) ? readdirSync(kept) : []).toEqual([]);
  });

  it('refuses one that has no package for a kiosk', async () => {
    const { run, made } = await openReleases();
    for (const target of [{ layout: true }, { product: 'hub' as const }]) {
      const folder = path.join(made, Object.keys(target).join(''));
      writeRelease(folder, madeRelease({ version: '0.2.0', keys: KEYS, target }));
      expect(await run('add', folder)).toMatchObject({ code: 1 });
    }
  });

  it('knows a version by its content: the same again is harmless, another is refused', async () => {
    const { add, run, made, kept, rig, offer, bytes } = await openReleases();
    const release = await add();
    rmSync(path.join(kept, '0.2.0'), { recursive: true });
    const client = await rig.enrol('Nantes 1');
    await run('stage', '0.2.0', '--percent', '100');
    expect((await offer(client)).result).toBe('release');
    expect((await bytes(client, release)).status).toBe(503);
    expect((await run('add', path.join(made, '0.2.0'))).said).toContain('was known');
    expect((await bytes(client, release)).status).toBe(200);
    const other = madeRelease({ version: '0.2.0', keys: KEYS, content: packageBytes(1000, 7) });
    const refused = await run('add', writeRelease(path.join(made, 'other'), other));
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.said).toContain('released once');
    expect((await bytes(client, release)).text.length).toBeGreaterThan(1000);
  });

  it('with --dry-run checks, and keeps nothing', async () => {
    const { run, made, kept } = await openReleases();
    const folder = writeRelease(path.join(made, '0.2.0'), madeRelease({ version: '0.2.0', keys: KEYS }));
    expect((await run('add', folder, '--dry-run')).code).toBe(0);
    expect(existsSync(kept)).toBe(false);
    expect((await run('list')).said).toContain('No release yet');
  });

  it('says what is not set, and which keys it cannot read', async () => {
    const { rig, made, keysFile } = await openReleases();
    const folder = writeRelease(path.join(made, '0.2.0'), madeRelease({ version: '0.2.0', keys: KEYS }));
    const add = async (settings: object): Promise<string> => {
      const said: string[] = [];
      const deps = { ...rig.deps, settings: { ...rig.deps.settings, ...settings } };
      await releasesCommand.run(asOperator(releasesCommand, ['add', folder]), deps, (line) =>
        said.push(line),
      );
      return said.join('\n');
    };
    expect(await add({ HUB_RELEASES: undefined })).toContain('HUB_RELEASES is not set');
    expect(await add({ HUB_RELEASE_KEYS: undefined })).toContain('HUB_RELEASE_KEYS is not set');
    writeFileSync(keysFile, 'no keys');
    expect(await add({})).toContain('cannot be read');
  });
});

describe('a kiosk that asks', () => {
  it('gets the exact bytes of manifest and signature, and the package whole or in parts', async () => {
    const { add, run, rig, offer, bytes } = await openReleases();
    const release = await add();
    await run('stage', '0.2.0', '--percent', '100');
    const client = await rig.enrol('Nantes 1');
    const { result, manifest } = await offer(client);
    expect(result).toBe('release');
    expect(Buffer.from(manifest?.bytes ?? '', 'base64').equals(Buffer.from(release.signed.bytes))).toBe(true);
    expect(manifest?.signature).toBe(release.signed.signature);
    const whole = await bytes(client, release);
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-length')).toBe(String(release.content.length));
    const part = await bytes(client, release, { range: 'bytes=100-199' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${release.content.length}`);
    expect(part.headers.get('content-length')).toBe('100');
    const rest = await bytes(client, release, { range: `bytes=${release.content.length - 5}-` });
    expect([rest.status, rest.headers.get('content-length')]).toEqual([206, '5']);
    const beyond = await bytes(client, release, { range: `bytes=${release.content.length}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([
      416,
      `bytes */${release.content.length}`,
    ]);
    expect(beyond.body).toMatchObject({ error: 'bad-range' });
    for (const range of ['bytes=5-3', 'bytes=-5', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=a-b'])
      expect((await bytes(client, release, { range })).status).toBe(200);
  });

  it.each([
    ['another processor', { architecture: 'arm64' }],
    ['another system', { system: 'windows', package: 'nsis' }],
    ['another kind of package', { package: 'msi' }],
    ['the same version', { running: '0.2.0' }],
    ['a newer version', { running: '0.3.0' }],
  ])('with %s gets none', async (_kind, changed) => {
    const { add, run, rig, offer } = await openReleases();
    await add();
    await run('stage', '0.2.0', '--percent', '100');
    expect(await offer(await rig.enrol('Nantes 1'), changed)).toMatchObject({ result: 'none' });
  });

  it.each([
    ['below the bounds', { target: { replaces: { from: '0.1.1', to: '0.2.0' } } }],
    ['above the bounds', { target: { replaces: { from: '0.0.1', to: '0.0.9' } } }],
    ['of a contract that this hub does not serve', { manifest: { contract: 99 } }],
    ['of a contract before signatures', { manifest: { contract: 1 } }],
  ])('gets no release %s', async (_kind, options) => {
    const { add, run, rig, offer } = await openReleases();
    await add(options);
    await run('stage', '0.2.0', '--percent', '100');
    expect(await offer(await rig.enrol('Nantes 1'))).toMatchObject({ result: 'none' });
  });

  it('gets the newest of several', async () => {
    const { add, run, rig, offer } = await openReleases();
    for (const version of ['0.2.0', '0.10.0', '0.9.0']) {
      await add({ version });
      await run('stage', version, '--percent', '100');
    }
    const { manifest } = await offer(await rig.enrol('Nantes 1'));
    expect(Buffer.from(manifest?.bytes ?? '', 'base64').toString()).toContain('"version": "0.10.0"');
  });

  it('gets no bytes of what is not for it, and no file that is not listed', async () => {
    const { add, run, rig, bytes } = await openReleases();
    const release = await add();
    const client = await rig.enrol('Nantes 1');
    expect((await bytes(client, release)).status).toBe(404);
    await run('stage', '0.2.0', '--percent', '100', '--branch', 'Nantes');
    expect((await bytes(client, release)).status).toBe(200);
    expect((await bytes(await rig.enrol('Angers 1'), release)).status).toBe(404);
    for (const file of ['manifest.json', '..', '../../hub.env', '.taking', 'x/y', '%2e%2e%2fkeys.pem']) {
      const asked = await rig.as(client).get(`/v1/releases/package?version=0.2.0&file=${file}`);
      expect([400, 404]).toContain(asked.status);
    }
    expect((await rig.as(client).get('/v1/releases/package?version=../x&file=a')).status).toBe(400);
  });

  it('gets bytes of what the disk has with the right length only', async () => {
    const { add, run, rig, bytes, kept } = await openReleases();
    const release = await add();
    await run('stage', '0.2.0', '--percent', '100');
    const client = await rig.enrol('Nantes 1');
    writeFileSync(path.join(kept, '0.2.0', release.target.file), 'short');
    expect((await bytes(client, release)).status).toBe(503);
    expect(rig.log.lines.some(({ event }) => event === 'release-file-missing')).toBe(true);
  });
});

describe('stages', () => {
  it('grow: who is in stays in; a branch has its own', async () => {
    const { add, run, rig, offer } = await openReleases();
    await add();
    const clients = await Promise.all(
      Array.from({ length: 12 }, (_, index) => rig.enrol(`Nantes ${index + 1}`)),
    );
    const angers = await rig.enrol('Angers 1');
    let before: string[] = [];
    for (const percent of ['0', '10', '50', '100']) {
      await run('stage', '0.2.0', '--percent', percent);
      const offered: string[] = [];
      for (const client of clients)
        if ((await offer(client)).result === 'release') offered.push(client.kiosk);
      expect(before.filter((id) => !offered.includes(id))).toEqual([]);
      before = offered;
    }
    expect(before).toHaveLength(12);
    expect((await run('stage', '0.2.0', '--percent', '0', '--branch', 'Angers')).said).toContain(
      '0.2.0 is for 12 of 13 kiosks: 100 % of all others, 0 % of Angers.',
    );
    expect((await offer(angers)).result).toBe('none');
    expect(await run('stage', '0.2.0', '--percent', '5', '--branch', 'Nante')).toMatchObject({ code: 1 });
    expect(await run('stage', '0.9.0', '--percent', '5')).toMatchObject({ code: 1 });
    expect(await run('stage', '0.2.0', '--percent', '101')).toMatchObject({ code: 2 });
  });

  it('are the same at each hub of a database, and halting stops all at once, bytes too', async () => {
    const { add, run, rig, offer, bytes } = await openReleases();
    const release = await add();
    const second = await rig.another();
    const without = await rig.another({ HUB_RELEASES: undefined });
    await run('stage', '0.2.0', '--percent', '100');
    const client = await rig.enrol('Nantes 1');
    for (const url of [rig.url, second.url])
      expect((await bytes(client, release, { range: 'bytes=0-9' }, url)).status).toBe(206);
    expect((await bytes(client, release, {}, without.url)).status).toBe(503);
    expect((await run('halt', '0.2.0')).code).toBe(0);
    for (const url of [rig.url, second.url]) expect((await bytes(client, release, {}, url)).status).toBe(404);
    expect(await offer(client)).toMatchObject({ result: 'none' });
    await run('stage', '0.2.0', '--percent', '100');
    expect((await offer(client)).result).toBe('release');
    await run('end', '0.2.0');
    expect(await offer(client)).toMatchObject({ result: 'none' });
    expect(await run('stage', '0.2.0', '--percent', '100')).toMatchObject({ code: 1 });
    expect(await run('halt', '0.2.0')).toMatchObject({ code: 1 });
    const audit = await sayingOf(rig, auditCommand, 'list');
    for (const word of ['releases add', 'releases stage', 'releases halt', 'releases end'])
      expect(audit).toContain(word);
  });
});

describe('a downgrade', () => {
  const start = async () => {
    const fixture = await openReleases();
    const release = await fixture.add({ version: '0.1.0' });
    const client = await fixture.rig.enrol('Nantes 1');
    const stage = (permit: Parameters<typeof writePermit>[1]) =>
      fixture.run(
        ...['stage', '0.1.0', '--percent', '100', '--downgrade'],
        writePermit(temporaryFolder(), permit),
      );
    return { ...fixture, release, client, stage };
  };

  it('is offered with its permit, to kiosks of that version only', async () => {
    const { stage, release, client, offer } = await start();
    const permit = madePermit(release, '0.3.0');
    expect((await stage(permit)).code).toBe(0);
    expect(await offer(client, { running: '0.3.0' })).toMatchObject({
      result: 'release',
      permit: { bytes: Buffer.from(permit.bytes).toString('base64'), signature: permit.signature },
    });
    expect(await offer(client, { running: '0.3.1' })).toMatchObject({ result: 'none' });
    expect(await offer(client, { running: '0.0.9' })).toMatchObject({ result: 'release', permit: null });
  });

  it('ends with its permit', async () => {
    const { stage, release, client, offer, rig } = await start();
    expect((await stage(madePermit(release, '0.3.0', { until: '2026-12-01T00:00:00Z' }))).code).toBe(0);
    rig.clock.advance(9 * DAY);
    expect(await offer(client, { running: '0.3.0' })).toMatchObject({ result: 'none' });
  });

  it.each([
    ['of another signer', { keys: STRANGER }],
    ['of another release', { manifest: 'b'.repeat(64) }],
    ['to another version', { to: '0.0.9' }],
    ['that has ended', { until: '2026-11-01T00:00:00Z' }],
  ])('needs a permit, and none %s', async (_kind, options) => {
    const { stage, release, client, offer } = await start();
    expect(await stage(madePermit(release, '0.3.0', options))).toMatchObject({ code: 1 });
    expect(await offer(client, { running: '0.3.0' })).toMatchObject({ result: 'none' });
  });

  it('is no way up, and no manifest is a permit', async () => {
    const { stage, release } = await start();
    expect(await stage(madePermit(release, '0.0.9'))).toMatchObject({ code: 1 });
    expect(await stage(release.signed)).toMatchObject({ code: 1 });
  });

  it('makes no circle with the release that it takes back', async () => {
    const { stage, release, add, run, offer, client } = await start();
    await add({ version: '0.3.0' });
    await run('stage', '0.3.0', '--percent', '100');
    expect((await stage(madePermit(release, '0.3.0'))).said).toContain('halt it first');
    await run('halt', '0.3.0');
    expect((await stage(madePermit(release, '0.3.0'))).code).toBe(0);
    expect((await run('stage', '0.3.0', '--percent', '10')).said).toContain('halt it first');
    expect(await offer(client, { running: '0.1.0' })).toMatchObject({ result: 'none' });
  });
});
