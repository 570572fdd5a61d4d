import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { expect, it, onTestFinished } from 'vitest';
import { HttpAgent, readBody } from '../../../src-main/updates/http-agent.ts';
import { webSource } from '../../../src-main/updates/web-source.ts';
import { listening } from '../../support/listening.ts';
import { releaseKeys } from '../../support/releases/made-release.ts';
import { openUpdateRig } from '../../support/releases/update-rig.ts';

const pem = (name: string): string =>
  readFileSync(new URL(`../../support/tls/${name}`, import.meta.url), 'utf8');

/** A web server with a certificate: its address. */
async function serve(cert: string, key: string): Promise<string> {
  const server = createServer({ cert: pem(cert), key: pem(key) }, (_request, response) => {
    response.end('a release');
  });
  return `https://127.0.0.1:${await listening(server)}/`;
}

it.each([
  ['that is good is believed', 'cert.pem', 'key.pem', 'cert.pem', null],
  ['that has expired is not', 'expired-cert.pem', 'key.pem', 'expired-cert.pem', 'tls'],
  ['that is not valid yet is not', 'future-cert.pem', 'key.pem', 'future-cert.pem', 'tls'],
  ['of another name is not', 'other-cert.pem', 'other-key.pem', 'other-cert.pem', 'tls'],
  ['of an authority that nobody knows is not', 'cert.pem', 'key.pem', 'other-cert.pem', 'tls'],
])('a certificate of a source %s', async (_, cert, key, authority, fault) => {
  const agent = new HttpAgent(pem(authority));
  onTestFinished(() => agent.close());
  const url = new URL(await serve(cert, key));
  const answer = await agent.get(url, {}, AbortSignal.timeout(20_000));
  if (fault !== null) expect(answer).toEqual({ ok: false, fault });
  else expect(answer.ok && (await readBody(answer.value.body, 100))).toMatchObject({ ok: true });
});

it('a web folder that only a private authority vouches for is told as such, and nothing is fetched', async () => {
  const url = await serve('cert.pem', 'key.pem');
  const rig = openUpdateRig(() => [webSource(url)], releaseKeys());
  const check = rig.start();
  await check.check();
  expect(rig.logged).toMatchObject([{ event: 'update-check-failed', fields: { fault: 'tls' } }]);
  expect(rig.fetched()).toEqual([]);
  await check.stop();
});
