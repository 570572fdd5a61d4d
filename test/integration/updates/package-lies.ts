import { gzipSync } from 'node:zlib';
import { madeRelease, releaseKeys } from '../../support/releases/made-release.ts';
import { sendPart, type Lie } from '../../support/releases/web-folder.ts';

/** Keys of {@link RELEASE}. */
export const KEYS = releaseKeys();

/** The release that servers lie about. */
export const RELEASE = madeRelease({ version: '0.2.0', keys: KEYS });

/** Sends an answer. */
export const body = (
  response: Parameters<Lie>[1],
  status: number,
  headers: Record<string, string | string[]>,
  content: Buffer | string,
): true => {
  response.writeHead(status, headers).end(content);
  return true;
};

/** Headers of a right part. */
export const rightHeaders = ({ first, last }: Parameters<Lie>[2]): Record<string, string> => ({
  'content-range': `bytes ${first}-${last}/${RELEASE.content.length}`,
});

/** Bytes of a part. */
export const bytesOf = ({ first, last }: Parameters<Lie>[2]): Buffer =>
  RELEASE.content.subarray(first, last + 1);

/** What a server may answer to a request for a part, and the fault that it is. */
export const LIES: Record<string, { fault: string; lie: Lie }> = {
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
  'a packing in a second line': {
    fault: 'encoded',
    lie: (_request, response, asked) =>
      body(
        response,
        206,
        { ...rightHeaders(asked), 'content-encoding': ['identity', 'gzip'] },
        gzipSync(bytesOf(asked)),
      ),
  },
  'two ranges': {
    fault: 'wrong-range',
    lie: (_request, response, asked) => {
      const range = rightHeaders(asked)['content-range'] ?? '';
      return body(response, 206, { 'content-range': [range, 'bytes 0-9/10'] }, bytesOf(asked));
    },
  },
  'a range of a file without a length': {
    fault: 'wrong-range',
    lie: (_request, response, asked) =>
      body(response, 206, { 'content-range': `bytes ${asked.first}-${asked.last}/*` }, bytesOf(asked)),
  },
  'several parts in one answer': {
    fault: 'wrong-range',
    lie: (_request, response, asked) =>
      body(
        response,
        206,
        { 'content-type': 'multipart/byteranges; boundary=b' },
        Buffer.concat([Buffer.from('--b\r\n\r\n'), bytesOf(asked), Buffer.from('\r\n--b--\r\n')]),
      ),
  },
  'more of the range than was asked for': {
    fault: 'wrong-range',
    lie: (_request, response, { first }) => {
      sendPart(response, RELEASE, { first, last: RELEASE.content.length - 1 });
      return true;
    },
  },
  'the whole in place of a part, cut': {
    fault: 'line-cut',
    lie: (_request, response) => {
      response.writeHead(200, { 'content-length': RELEASE.content.length });
      response.write(RELEASE.content.subarray(0, 1000), () => response.destroy());
      return true;
    },
  },
  'the whole of another file in place of a part': {
    fault: 'wrong-length',
    lie: (_request, response) => body(response, 200, { 'content-length': '9' }, 'something'),
  },
  'a portal that wants a login': {
    fault: 'proxy',
    lie: (_request, response) => body(response, 511, {}, '<html>'),
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
