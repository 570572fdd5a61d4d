import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { webSource } from '../../../src-main/updates/web-source.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';
import { madeRelease, packageBytes, releaseKeys, signBytes } from '../../support/releases/made-release.ts';
import { openUpdateRig, RIG_PART, type UpdateRig } from '../../support/releases/update-rig.ts';
import { openWebFolder, type Lie, type WebFolder } from '../../support/releases/web-folder.ts';
import { body, bytesOf, KEYS, LIES, RELEASE, rightHeaders } from './package-lies.ts';

const FILES = ['0.2.0/borne-adherent_0.2.0_amd64.deb', '0.2.0/manifest.json', '0.2.0/manifest.json.sig'];

async function open(): Promise<{ web: WebFolder; rig: UpdateRig }> {
  const web = await openWebFolder(RELEASE);
  return { web, rig: openUpdateRig(() => [webSource(web.url)], KEYS) };
}

const faultsOf = ({ logged }: UpdateRig): unknown[] =>
  logged
    .filter(({ event }) => event === 'update-not-fetched' || event === 'update-check-failed')
    .map(({ fields }) => fields['fault']);

/** Answers the third request wrongly, as long as it is told to. */
const third =
  (lie: Lie): Lie =>
  (request, response, asked) =>
    asked.first >= 2 * RIG_PART && asked.first < 3 * RIG_PART && lie(request, response, asked);

describe('the bytes of a package', () => {
  it('come in parts, and get their final name when all are right', async () => {
    const { web, rig } = await open();
    const check = rig.start();
    await check.check();
    expect(rig.handedOver(RELEASE)?.equals(RELEASE.content)).toBe(true);
    expect(rig.fetched()).toEqual(FILES);
    expect(web.asked).toHaveLength(Math.ceil(RELEASE.content.length / RIG_PART));
    expect(rig.told.at(-1)).toEqual({
      checkedAgo: 0,
      releases: [{ version: '0.2.0', state: 'fetched', why: null }],
    });
    // Known by now: nothing is fetched twice.
    await check.check();
    expect(web.asked).toHaveLength(Math.ceil(RELEASE.content.length / RIG_PART));
    await check.stop();
  });

  it.each(Object.keys(LIES))(
    'with %s end in a fault and a line of the log, and the next try goes on',
    async (kind) => {
      const { web, rig } = await open();
      const check = rig.start();
      const { fault, lie } = LIES[kind] ?? { fault: '', lie: () => false };
      web.lie = third(lie);
      await check.check();
      expect(faultsOf(rig)).toEqual([fault]);
      expect(rig.handedOver(RELEASE)).toBeNull();
      expect(rig.fetched()).toEqual([]);
      expect(rig.incoming()).toBeLessThan(RELEASE.content.length);
      web.lie = () => false;
      const before = web.asked.length;
      await check.check();
      expect(rig.handedOver(RELEASE)?.equals(RELEASE.content)).toBe(true);
      // Only what a server says of the range itself makes it begin anew.
      const isAnew = web.asked[before]?.first === 0;
      expect(isAnew).toBe(fault === 'wrong-range');
      await check.stop();
    },
  );

  it.each<[string, string, (last: Buffer) => Buffer]>([
    ['cut', 'line-cut', (last) => last.subarray(0, -1)],
    ['empty', 'line-cut', () => Buffer.alloc(0)],
    ['too long by a byte', 'too-long', (last) => Buffer.concat([last, Buffer.alloc(1)])],
    ['filled up to a whole part', 'too-long', (last) => Buffer.concat([last, Buffer.alloc(RIG_PART)])],
    [
      'changed in its last byte',
      'sum',
      (last) => Buffer.from(last).fill(last.at(-1) === 7 ? 8 : 7, last.length - 1),
    ],
  ])('whose last part is %s are not handed over', async (_kind, fault, spoil) => {
    const { web, rig } = await open();
    const check = rig.start();
    web.lie = (_request, response, asked) =>
      asked.last === RELEASE.content.length - 1 &&
      body(response, 206, rightHeaders(asked), spoil(bytesOf(asked)));
    await check.check();
    expect(faultsOf(rig)).toEqual([fault]);
    expect(rig.fetched()).toEqual([]);
    web.lie = () => false;
    await check.check();
    expect(rig.handedOver(RELEASE)?.equals(RELEASE.content)).toBe(true);
    await check.stop();
  });

  it('that come from the first one on each time, and are cut, are asked for less and less often', async () => {
    const { web, rig } = await open();
    const check = rig.start();
    web.lie = (_request, response) => {
      response.writeHead(200, { 'content-length': RELEASE.content.length });
      response.write(RELEASE.content.subarray(0, 100_000), () => response.destroy());
      return true;
    };
    await check.check();
    // It has come further than before: soon again.
    await rig.time.advance(MINUTE + 1);
    await expect.poll(() => rig.logged.length).toBeGreaterThan(0);
    await expect.poll(() => web.asked.length).toBe(2);
    await check.stop();
    const again = rig.start();
    await again.check();
    const { length } = web.asked;
    await rig.time.advance(10 * MINUTE);
    await again.stop();
    expect(web.asked).toHaveLength(length);
  });

  it('of a folder whose path has spaces and letters of French come by GET alone', async () => {
    for (const place of ['Mises à jour/bornes d’été', 'a+b & c%', '更新']) {
      const written = await openWebFolder(RELEASE, place);
      const url = place.includes('%') ? written.url.replace('%', '%25') : written.url;
      const rig = openUpdateRig(() => [webSource(url)], KEYS);
      const check = rig.start();
      await check.check();
      expect(rig.handedOver(RELEASE)?.equals(RELEASE.content), place).toBe(true);
      await check.stop();
    }
  });

  it('that dribble end as slow, and what has come is kept', async () => {
    const { web, rig } = await open();
    const check = rig.start();
    const reached = Promise.withResolvers<undefined>();
    web.lie = third((_request, response, asked) => {
      response.writeHead(206, rightHeaders(asked));
      response.write(bytesOf(asked).subarray(0, 100), () => reached.resolve(undefined));
      return true;
    });
    const running = check.check();
    await reached.promise;
    await rig.time.advance(120_000);
    await running;
    expect(faultsOf(rig)).toEqual(['slow']);
    expect(rig.incoming()).toBeGreaterThanOrEqual(2 * RIG_PART);
    await check.stop();
  });

  it('of a server that knows no ranges come whole', async () => {
    const { web, rig } = await open();
    const check = rig.start();
    web.lie = (_request, response) => body(response, 200, {}, RELEASE.content);
    await check.check();
    expect(rig.handedOver(RELEASE)?.equals(RELEASE.content)).toBe(true);
    expect(web.asked).toHaveLength(1);
    await check.stop();
  });

  it('of which one is wrong are all thrown away, and told', async () => {
    const { web, rig } = await open();
    const check = rig.start();
    web.lie = third((_request, response, asked) => {
      const changed = Buffer.from(bytesOf(asked));
      changed[5] = (changed[5] ?? 0) ^ 1;
      return body(response, 206, rightHeaders(asked), changed);
    });
    await check.check();
    expect(faultsOf(rig)).toEqual(['sum']);
    expect(rig.incoming()).toBe(0);
    expect(rig.told.at(-1)?.releases).toEqual([{ version: '0.2.0', state: 'refused', why: 'sum' }]);
    web.lie = () => false;
    await check.check();
    expect(rig.handedOver(RELEASE)?.equals(RELEASE.content)).toBe(true);
    await check.stop();
  });

  it('that were packed on the way, which nobody says, are all thrown away in the end', async () => {
    const { web, rig } = await open();
    const check = rig.start();
    web.lie = third((_request, response, asked) =>
      body(response, 206, rightHeaders(asked), gzipSync(Buffer.alloc(RIG_PART))),
    );
    await check.check();
    expect(faultsOf(rig)).toEqual(['line-cut']);
    web.lie = () => false;
    await check.check();
    expect(faultsOf(rig)).toEqual(['line-cut', 'sum']);
    expect(rig.incoming()).toBe(0);
    await check.check();
    expect(rig.handedOver(RELEASE)?.equals(RELEASE.content)).toBe(true);
    await check.stop();
  });

  it('of which the whole comes in place of a part go on from what is there', async () => {
    const { web, rig } = await open();
    const check = rig.start();
    web.lie = (_request, response, { first }) => first > 0 && !!response.destroy();
    await check.check();
    expect(rig.incoming()).toBe(RIG_PART);
    web.lie = (_request, response) => {
      response.writeHead(200, { 'content-length': RELEASE.content.length });
      response.write(RELEASE.content.subarray(0, RIG_PART / 2), () => response.destroy());
      return true;
    };
    await check.check();
    expect(rig.incoming()).toBe(RIG_PART);
    web.lie = (_request, response) => body(response, 200, {}, RELEASE.content);
    await check.check();
    expect(rig.handedOver(RELEASE)?.equals(RELEASE.content)).toBe(true);
    await check.stop();
  });

  it('are not asked for when the disk has too little room', async () => {
    const { web } = await open();
    const rig = openUpdateRig(() => [webSource(web.url)], KEYS, {
      freeBytes: () => Promise.resolve(256 * 1024 * 1024),
    });
    const check = rig.start();
    await check.check();
    expect(faultsOf(rig)).toEqual(['no-room']);
    expect(web.asked).toEqual([]);
    await check.stop();
  });

  it('wait while somebody stands at the kiosk', async () => {
    const { web, rig } = await open();
    const gone = Promise.withResolvers<undefined>();
    const waits = Promise.withResolvers<undefined>();
    let parts = 0;
    const check = rig.start({
      quiet: () => {
        parts += 1;
        if (parts !== 3) return Promise.resolve();
        waits.resolve(undefined);
        return gone.promise;
      },
    });
    const running = check.check();
    await waits.promise;
    expect(web.asked).toHaveLength(2);
    gone.resolve(undefined);
    await running;
    expect(rig.handedOver(RELEASE)?.equals(RELEASE.content)).toBe(true);
    await check.stop();
  });
});

describe('manifest and signature', () => {
  const documentLies: Record<string, { fault: string; lie: Lie }> = {
    'a page of a proxy': {
      fault: 'proxy',
      lie: (_request, response) => body(response, 200, { 'content-type': 'text/html' }, '<html>'),
    },
    'a page without a type': {
      fault: 'signature',
      lie: (_request, response) => body(response, 200, {}, '<html>'),
    },
    'no end': {
      fault: 'too-long',
      lie: (_request, response) => {
        response.writeHead(200);
        const more = (): void => {
          if (!response.destroyed) response.write(Buffer.alloc(65_536, 0x20), more);
        };
        more();
        return true;
      },
    },
    'a redirect': {
      fault: 'redirected',
      lie: (_request, response) => body(response, 301, { location: '/' }, ''),
    },
    'a packed bomb': {
      fault: 'encoded',
      lie: (_request, response) =>
        body(response, 200, { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(10_000_000))),
    },
    'another signer': {
      fault: 'signature',
      lie: (request, response) =>
        (request.url ?? '').endsWith('.sig') &&
        body(response, 200, {}, signBytes(RELEASE.signed.bytes, releaseKeys())),
    },
    'one changed byte': {
      fault: 'signature',
      lie: (request, response) =>
        (request.url ?? '').endsWith('manifest.json') &&
        body(response, 200, {}, Buffer.from(RELEASE.signed.bytes).fill(0x20, 1, 2)),
    },
  };
  it.each(Object.keys(documentLies))('with %s are refused before anything is fetched', async (kind) => {
    const { web, rig } = await open();
    const check = rig.start();
    web.lieAboutDocuments = documentLies[kind]?.lie ?? (() => false);
    await check.check();
    const said = rig.logged.map(({ fields }) => fields['fault']);
    expect(said).toEqual([documentLies[kind]?.fault]);
    expect(web.asked).toEqual([]);
    web.lieAboutDocuments = () => false;
    await check.check();
    expect(rig.fetched()).toEqual(FILES);
    await check.stop();
  });
});

it('a release of many parts is whole after any number of cuts', async () => {
  const large = madeRelease({ version: '0.3.0', keys: KEYS, content: packageBytes(700_001, 3) });
  const web = await openWebFolder(large);
  const rig = openUpdateRig(() => [webSource(web.url)], KEYS);
  const check = rig.start();
  web.lie = (_request, response, { first, last, count }) => {
    if (count % 2 === 0) return false;
    response.writeHead(206, {
      'content-range': `bytes ${first}-${last}/${large.content.length}`,
      'content-length': last - first + 1,
    });
    response.write(large.content.subarray(first, first + 30_000), () => response.destroy());
    return true;
  };
  for (let tries = 0; tries < 40 && rig.handedOver(large) === null; tries += 1) await check.check();
  expect(rig.handedOver(large)?.equals(large.content)).toBe(true);
  await check.stop();
});
