import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { webSource } from '../../../src-main/updates/web-source.ts';
import { madeRelease, packageBytes, releaseKeys, signBytes } from '../../support/releases/made-release.ts';
import { openUpdateRig, RIG_PART, type UpdateRig } from '../../support/releases/update-rig.ts';
import { openWebFolder, sendPart, type Lie, type WebFolder } from '../../support/releases/web-folder.ts';

const KEYS = releaseKeys();
const RELEASE = madeRelease({ version: '0.2.0', keys: KEYS });
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

const body = (
  response: Parameters<Lie>[1],
  status: number,
  headers: Record<string, string>,
  content: Buffer | string,
): true => {
  response.writeHead(status, headers).end(content);
  return true;
};

/** Headers of a right part. */
const rightHeaders = ({ first, last }: Parameters<Lie>[2]): Record<string, string> => ({
  'content-range': `bytes ${first}-${last}/${RELEASE.content.length}`,
});

const bytesOf = ({ first, last }: Parameters<Lie>[2]): Buffer => RELEASE.content.subarray(first, last + 1);

const LIES: Record<string, { fault: string; lie: Lie }> = {
  'an answer that is cut': {
    fault: 'line-cut',
    lie: (_request, response, asked) => {
      response.writeHead(206, { ...rightHeaders(asked), 'content-length': asked.last - asked.first + 1 });
      response.write(bytesOf(asked).subarray(0, 1000), () => response.destroy());
      return true;
    },
  },
  'an answer that ends too soon, without a length': {
    fault: 'line-cut',
    lie: (_request, response, asked) => body(response, 206, rightHeaders(asked), ''),
  },
  'a body without end': {
    fault: 'too-long',
    lie: (_request, response, asked) => {
      response.writeHead(206, rightHeaders(asked));
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(65_536, 1), more);
      };
      more();
      return true;
    },
  },
  'one byte too much': {
    fault: 'too-long',
    lie: (_request, response, asked) =>
      body(
        response,
        206,
        { ...rightHeaders(asked), 'transfer-encoding': 'chunked' },
        Buffer.concat([bytesOf(asked), Buffer.alloc(1)]),
      ),
  },
  'another length in the header': {
    fault: 'wrong-length',
    lie: (_request, response, asked) =>
      body(response, 206, { ...rightHeaders(asked), 'content-length': '5' }, 'short'),
  },
  'another range': {
    fault: 'wrong-range',
    lie: (_request, response, { first, last }) => {
      sendPart(response, RELEASE, { first: first - 1, last: last - 1 });
      return true;
    },
  },
  'a range of another file': {
    fault: 'wrong-range',
    lie: (_request, response, asked) =>
      body(response, 206, { 'content-range': `bytes ${asked.first}-${asked.last}/999999` }, bytesOf(asked)),
  },
  'a range without a name': {
    fault: 'wrong-range',
    lie: (_request, response, asked) => body(response, 206, {}, bytesOf(asked)),
  },
  'status 416': {
    fault: 'wrong-range',
    lie: (_request, response) => body(response, 416, { 'content-range': 'bytes */10' }, ''),
  },
  'a redirect to elsewhere': {
    fault: 'redirected',
    lie: (_request, response) => body(response, 302, { location: 'http://127.0.0.1:9/elsewhere.deb' }, ''),
  },
  'a redirect to itself': {
    fault: 'redirected',
    lie: (request, response) => body(response, 307, { location: request.url ?? '' }, ''),
  },
  'a page of a proxy with 200': {
    fault: 'proxy',
    lie: (_request, response) =>
      body(response, 200, { 'content-type': 'text/html; charset=utf-8' }, '<html>Log in</html>'),
  },
  'a page of a proxy with 206': {
    fault: 'proxy',
    lie: (_request, response, asked) =>
      body(response, 206, { ...rightHeaders(asked), 'content-type': 'text/html' }, '<html>'),
  },
  'a page of a proxy that says it is a file': {
    fault: 'wrong-length',
    lie: (_request, response) =>
      body(response, 200, { 'content-type': 'application/octet-stream', 'content-length': '6' }, '<html>'),
  },
  'a gzip bomb': {
    fault: 'encoded',
    lie: (_request, response, asked) =>
      body(
        response,
        206,
        { ...rightHeaders(asked), 'content-encoding': 'gzip' },
        gzipSync(Buffer.alloc(50_000_000)),
      ),
  },
  'another packing': {
    fault: 'encoded',
    lie: (_request, response, asked) =>
      body(response, 206, { ...rightHeaders(asked), 'content-encoding': 'zstd' }, 'packed'),
  },
  'no such file': { fault: 'absent', lie: (_request, response) => body(response, 404, {}, '') },
  'a server that is busy': { fault: 'busy', lie: (_request, response) => body(response, 503, {}, '') },
  'a server that wants a password': {
    fault: 'proxy',
    lie: (_request, response) => body(response, 401, {}, ''),
  },
  'status 204': { fault: 'proxy', lie: (_request, response) => body(response, 204, {}, '') },
  'no HTTP at all': {
    fault: 'proxy',
    lie: (_request, response) => {
      response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
      return true;
    },
  },
};

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
