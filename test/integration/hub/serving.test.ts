import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync, copyFileSync } from 'node:fs';
import { get } from 'node:https';
import { connect } from 'node:net';
import path from 'node:path';
import { connect as connectTls } from 'node:tls';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeKeyPair } from '../../../src-main/hub-client/key-pair.ts';
import { CertificateError } from '../../../src-hub/http/certificate.ts';
import { freshDatabase, openHubRig, RIG_SECRET } from '../../support/hub/hub-rig.ts';
import { runHub, startHub, type HubProcess } from '../../support/hub/hub-process.ts';
import { askHub } from '../../support/hub/hub-requests.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { describeWith } from '../../support/peers.ts';
import { ACTING } from '../../support/hub/as-operator.ts';

const TLS = path.resolve(import.meta.dirname, '../../support/tls');
const KEY = makeKeyPair().publicKey;
const ATTEMPT = '01890a5d-ac96-7b5a-8000-1234567890ab';

/** Waits until the hub's log has a line. */
async function logged(hub: HubProcess, event: string): Promise<void> {
  const deadline = AbortSignal.timeout(30_000);
  while (!hub.log().includes(`"${event}"`)) {
    if (deadline.aborted) throw new Error(`${event} was not logged`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The enrolment code that a command printed. */
const codeIn = (printed: string): string => /code: ([A-Z0-9-]+)/u.exec(printed)?.[1] ?? 'none';

describe('a hub on PGlite', () => {
  it('starts from nothing, says what it is, and loses nothing when it is killed', async () => {
    const folder = path.join(temporaryFolder(), 'hub');
    const environment = { HUB_PGLITE_FOLDER: folder };
    const issued = await runHub(['kiosks', 'new', 'Nantes 1', ...ACTING], environment);
    expect(issued.code).toBe(0);
    expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600);
    const code = codeIn(issued.stdout);
    const body = { code, attempt: ATTEMPT, key: KEY };

    const hub = await startHub(environment);
    const answer = await askHub(`${hub.url}/v1/kiosks/enrol`, 'POST', body);
    expect(answer.status).toBe(200);
    const beside = await runHub(['kiosks'], environment);
    expect(beside).toMatchObject({
      code: 78,
      stderr: expect.stringContaining('HUB_PGLITE_FOLDER') as string,
    });
    hub.signal('SIGKILL');
    const { stdout, stderr } = await hub.ended;
    expect(stderr).toContain('For demonstrations and tests only');
    expect(stdout).not.toContain((answer.body as { token: string }).token);
    expect(stdout).not.toContain(code);

    const again = await startHub(environment);
    expect(await askHub(`${again.url}/v1/kiosks/enrol`, 'POST', body)).toMatchObject({ body: answer.body });
    again.signal('SIGTERM');
    expect((await again.ended).code).toBe(0);
    expect(existsSync(path.join(folder, 'hub.pid'))).toBe(false);
  }, 90_000);
});

describe('wrong starts', () => {
  it('end with 78 and a line for each wrong setting', async () => {
    const folder = path.join(temporaryFolder(), 'hub');
    const ended = await runHub(['serve'], { HUB_PGLITE_FOLDER: folder, HUB_HOST: '0.0.0.0', HUB_PORT: 'x' });
    expect(ended.code).toBe(78);
    const lines = ended.stderr.trim().split('\n');
    expect(lines.map((line) => line.split(':')[0])).toEqual(['HUB_PORT', 'HUB_HOST', 'HUB_TLS_CERT']);
    expect(existsSync(folder)).toBe(false);
  });

  it('end with 2 and the list of commands for an unknown one', async () => {
    const ended = await runHub(['frobnicate'], {});
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('migrate');
  });

  it('end with 78 for a certificate that cannot be used', async () => {
    const HUB_PGLITE_FOLDER = path.join(temporaryFolder(), 'hub');
    const HUB_TLS_KEY = path.join(TLS, 'key.pem');
    const ended = await runHub(['serve'], { HUB_PGLITE_FOLDER, HUB_TLS_KEY, HUB_TLS_CERT: HUB_TLS_KEY });
    expect(ended).toMatchObject({ code: 78, stderr: expect.stringContaining('HUB_TLS_CERT') as string });
  });
});

describe('TLS', () => {
  it('serves by its certificate files, and by new ones when they are renewed', async () => {
    const folder = temporaryFolder();
    const [HUB_TLS_CERT, HUB_TLS_KEY] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
    copyFileSync(path.join(TLS, 'cert.pem'), HUB_TLS_CERT);
    copyFileSync(path.join(TLS, 'key.pem'), HUB_TLS_KEY);
    const { hub, url } = await openHubRig({ settings: { HUB_HOST: '0.0.0.0', HUB_TLS_CERT, HUB_TLS_KEY } });
    expect(url).toMatch(/^https:/u);
    const port = Number(new URL(url).port);
    const status = await new Promise((resolve, reject) => {
      const ca = readFileSync(HUB_TLS_CERT);
      get({ host: 'localhost', port, path: '/healthz', ca, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).on('error', reject);
    });
    expect(status).toBe(200);
    expect(await plainAnswer(port)).not.toMatch(/200 OK/u);

    writeFileSync(HUB_TLS_CERT, 'no certificate');
    expect(() => hub.renewCertificate()).toThrow(CertificateError);
    expect(await subjectOf(port)).toContain('localhost');
    copyFileSync(path.join(TLS, 'other-cert.pem'), HUB_TLS_CERT);
    copyFileSync(path.join(TLS, 'other-key.pem'), HUB_TLS_KEY);
    hub.renewCertificate();
    expect(await subjectOf(port)).toContain('other.test');
  });
});

/** What a plain HTTP request to the port gets before the end. */
function plainAnswer(port: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n'));
    socket.on('data', (data) => (text += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

/** Names in the certificate that is shown now. */
function subjectOf(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      const { subject, subjectAltName = '' } = new X509Certificate(socket.getPeerCertificate().raw);
      socket.destroy();
      resolve(`${subject} ${subjectAltName}`);
    });
    socket.on('error', reject);
  });
}

describeWith('PostgreSQL')('a hub on PostgreSQL', () => {
  it('asks for migrate when the schema is behind, and starts after it', async () => {
    const { cluster, database } = await freshDatabase();
    const name = `${database}_bare`;
    await cluster.createDatabase(name);
    const environment = {
      HUB_DATABASE_URL: cluster.urlOf(name),
      HUB_SECRET: RIG_SECRET,
      HUB_PUBLIC_URL: 'https://hub.mutuelle.test',
      NODE_ENV: 'production',
    };
    const behind = await runHub(['serve'], environment);
    expect(behind).toMatchObject({ code: 78, stderr: expect.stringContaining('run migrate') as string });
    expect((await runHub(['report'], environment)).code).toBe(78);
    expect((await runHub(['migrate'], environment)).stdout).toMatch(/^Migrations applied: 1/u);
    expect((await runHub(['migrate'], environment)).stdout).toMatch(/^The schema was current/u);
    const hub = await startHub(environment);
    expect((await askHub(`${hub.url}/readyz`, 'GET')).status).toBe(200);
    const taken = await runHub(['serve'], { ...environment, HUB_PORT: new URL(hub.url).port });
    expect(taken).toMatchObject({ code: 78, stderr: expect.stringContaining('EADDRINUSE') as string });
    hub.signal('SIGHUP');
    await logged(hub, 'certificate-renewed');
  });

  it('refuses a schema that is newer than the program', async () => {
    const { url } = await freshDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`INSERT INTO schema_version (version, name) VALUES (9999, 'of the future')`);
    await client.end();
    const ended = await runHub(['serve'], { HUB_DATABASE_URL: url, HUB_SECRET: RIG_SECRET });
    expect(ended).toMatchObject({ code: 78, stderr: expect.stringContaining('version 9999') as string });
  });

  it('refuses a database that is not there, and waits for a server that is away', async () => {
    const { cluster, url } = await freshDatabase();
    const wrong = { HUB_DATABASE_URL: cluster.urlOf('nowhere'), HUB_SECRET: RIG_SECRET };
    expect(await runHub(['serve'], wrong)).toMatchObject({ code: 78 });
    cluster.stop();
    const environment = { HUB_DATABASE_URL: url, HUB_SECRET: RIG_SECRET };
    expect((await runHub(['report'], environment)).code).toBe(75);
    const starting = startHub(environment);
    cluster.start();
    const { url: address } = await starting;
    expect((await askHub(`${address}/readyz`, 'GET')).status).toBe(200);
  });

  it('answers what it has begun when told to stop, takes no more, and ends with 0', async () => {
    const { hub, lock, answer } = await withRequestInFlight();
    hub.signal('SIGTERM');
    await logged(hub, 'stopping');
    await expect(fetch(`${hub.url}/healthz`)).rejects.toThrow('fetch failed');
    await lock.query('ROLLBACK');
    expect(await answer).toMatchObject({ status: 200 });
    expect((await answer).headers.get('connection')).toBe('close');
    expect((await hub.ended).code).toBe(0);
    expect(hub.log()).toContain('"stopped"');
  });

  it('ends at once at the second signal', async () => {
    const { hub, lock, answer } = await withRequestInFlight();
    hub.signal('SIGINT');
    await logged(hub, 'stopping');
    const refused = expect(answer).rejects.toThrow('fetch failed');
    // One that comes at once is the same signal, handed on by a supervisor.
    await new Promise((resolve) => setTimeout(resolve, 600));
    hub.signal('SIGINT');
    expect((await hub.ended).code).toBe(1);
    await refused;
    await lock.query('ROLLBACK');
  });

  /** An enrolment that has begun and waits for a row that another connection holds. */
  async function withRequestInFlight() {
    const { url } = await freshDatabase();
    const environment = { HUB_DATABASE_URL: url, HUB_SECRET: RIG_SECRET };
    const issued = await runHub(['kiosks', 'new', 'Nantes 1', ...ACTING], environment);
    const code = codeIn(issued.stdout);
    const lock = new pg.Client({ connectionString: url });
    await lock.connect();
    onTestFinished(() => lock.end());
    await lock.query('BEGIN');
    await lock.query('SELECT FROM kiosk FOR UPDATE');
    const hub = await startHub(environment);
    const body = { code, attempt: ATTEMPT, key: KEY };
    const answer = askHub(`${hub.url}/v1/kiosks/enrol`, 'POST', body);
    for (;;) {
      const { rows } = await lock.query('SELECT FROM pg_locks WHERE NOT granted');
      if (rows.length > 0) return { hub, lock, answer };
    }
  }
});
