import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listening } from '../../support/listening.ts';
import { openAt, until } from './actions.ts';

const TLS = path.resolve(import.meta.dirname, '../../support/tls');
const CODE = 'ACDE-FGHJ-KMNP-3467';
const pem = (name: string): Buffer => readFileSync(path.join(TLS, name));

/** What a kiosk that was never enrolled says to IT, with this address of head office. */
async function detailsAt(url: string, ca?: string): Promise<string> {
  const rig = await openAt({ url, enrolmentCode: CODE, ...(ca !== undefined && { ca: path.join(TLS, ca) }) });
  await until(() => rig.view.screen.id === 'out-of-service');
  const screen = rig.screen('out-of-service');
  expect(screen.reason).toBe('unreachable');
  return screen.details.join('\n');
}

describe('the first start', () => {
  it.each([
    ['without the private authority', 'cert.pem', undefined, /«\u202fhub\.ca\u202f»[^]*“hub\.ca”/u],
    ['with a wrong name', 'other-cert.pem', 'other-cert.pem', /autre nom[^]*another name/u],
    ['with a clock that is late', 'future-cert.pem', 'future-cert.pem', /horloge[^]*clock/u],
    ['with a clock that is early', 'expired-cert.pem', 'expired-cert.pem', /horloge[^]*clock/u],
  ])('%s', async (_, cert, ca, words) => {
    const key = pem(cert === 'other-cert.pem' ? 'other-key.pem' : 'key.pem');
    const port = await listening(https.createServer({ cert: pem(cert), key }));
    expect(await detailsAt(`https://localhost:${port}`, ca)).toMatch(words);
  });

  it('with the address of something else', async () => {
    const port = await listening(http.createServer((_, response) => response.end('<html>intranet</html>')));
    expect(await detailsAt(`http://127.0.0.1:${port}`)).toMatch(/n’est pas le siège[^]*not head office/u);
  });

  it('with the address of nobody', async () => {
    expect(await detailsAt('http://127.0.0.1:9')).toMatch(/Personne ne répond[^]*Nobody answers/u);
    expect(await detailsAt('https://hub.invalid')).toMatch(/DNS/u);
  });
});
