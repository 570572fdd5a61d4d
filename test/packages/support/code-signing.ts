import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const CONFIG = `
[ca]
default_ca = here
[here]
dir = .
database = index.txt
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
serial = serial
default_md = sha256
default_crl_days = 30
policy = any
unique_subject = no
[any]
countryName = optional
organizationName = optional
commonName = supplied
[code]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = codeSigning
[stamp]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = stamps
[stamps]
dir = .
serial = stamp-serial
signer_cert = stamp.pem
signer_key = stamp.key
certs = ca.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha384, sha512
ordering = yes
`;

/** A certificate with its key, as files of PEM. */
export interface CodeCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** An authority of nobody, which issues certificates for signing programs and time stamps. */
export class CodeAuthority {
  /** Its own certificate. */
  readonly authority: string;
  readonly #folder: string;

  /** @param folder for its files; the caller removes it */
  constructor(folder: string, name = 'Nobody') {
    this.#folder = folder;
    this.authority = path.join(folder, 'ca.pem');
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of [
      ['openssl.cnf', CONFIG],
      ['index.txt', ''],
      ['serial', '1000\n'],
      ['stamp-serial', '01\n'],
    ] as const)
      writeFileSync(path.join(folder, file), text);
    const extensions = [
      '-addext',
      'basicConstraints=critical,CA:true',
      '-addext',
      'keyUsage=critical,keyCertSign,cRLSign',
    ];
    this.#openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '9000',
      '-subj',
      `/CN=${name}`,
      ...extensions,
    );
    this.#issue('stamp', 'Stamps of nobody', 'stamp', '20000101000000Z', '20491231000000Z');
  }

  /** Issues a certificate; `from` and `to` of the form `20260131000000Z`. */
  issue(file: string, name: string, from = '20000101000000Z', to = '20491231000000Z'): CodeCertificate {
    return this.#issue(file, name, 'code', from, to);
  }

  /** Revokes certificates: the file of the list. */
  revoke(...certificates: CodeCertificate[]): string {
    for (const { certificate } of certificates)
      this.#openssl('ca', '-config', 'openssl.cnf', '-revoke', certificate);
    this.#openssl('ca', '-config', 'openssl.cnf', '-gencrl', '-out', 'revoked.crl');
    return path.join(this.#folder, 'revoked.crl');
  }

  /** Serves time stamps (RFC 3161). */
  async serveStamps(): Promise<{ url: string; close: () => Promise<void> }> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        writeFileSync(path.join(this.#folder, 'query.tsq'), Buffer.concat(chunks));
        this.#openssl(
          'ts',
          '-reply',
          '-config',
          'openssl.cnf',
          '-queryfile',
          'query.tsq',
          '-out',
          'reply.tsr',
        );
        response.setHeader('content-type', 'application/timestamp-reply');
        response.end(readFileSync(path.join(this.#folder, 'reply.tsr')));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}/`,
      close: () => new Promise((resolve) => server.close(() => resolve())),
    };
  }

  #issue(file: string, name: string, extensions: string, from: string, to: string): CodeCertificate {
    this.#openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${file}.key`,
      '-out',
      `${file}.csr`,
      '-subj',
      `/C=FR/O=Nobody/CN=${name}`,
    );
    this.#openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      'openssl.cnf',
      '-extensions',
      extensions,
      '-startdate',
      from,
      '-enddate',
      to,
      '-in',
      `${file}.csr`,
      '-out',
      `${file}.pem`,
    );
    rmSync(path.join(this.#folder, `${file}.csr`));
    return {
      certificate: path.join(this.#folder, `${file}.pem`),
      key: path.join(this.#folder, `${file}.key`),
    };
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: 'pipe' });
  }
}

/** A token of PKCS#11 (SoftHSM) that holds the key of a certificate. */
export interface Token {
  readonly module: string;
  /** Address of the key. */
  readonly key: string;
  readonly passwordFile: string;
  /** Environment that its users need. */
  readonly env: Readonly<Record<string, string>>;
}

/** Where Debian puts SoftHSM. */
export const SOFTHSM = '/usr/lib/softhsm/libsofthsm2.so';

/** Makes a token and puts a key on it. */
export function makeToken(folder: string, key: string): Token {
  mkdirSync(path.join(folder, 'tokens'), { recursive: true });
  const config = path.join(folder, 'softhsm2.conf');
  writeFileSync(
    config,
    `directories.tokendir = ${path.join(folder, 'tokens')}\nobjectstore.backend = file\n`,
  );
  const env = { SOFTHSM2_CONF: config };
  const softhsm = (...args: string[]): void => {
    const done = spawnSync('softhsm2-util', args, { env: { ...process.env, ...env }, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
  };
  const pkcs8 = path.join(folder, 'pkcs8.pem');
  execFileSync('openssl', ['pkcs8', '-topk8', '-nocrypt', '-in', key, '-out', pkcs8]);
  softhsm('--init-token', '--free', '--label', 'release', '--so-pin', '1234567', '--pin', '123456');
  softhsm('--import', pkcs8, '--token', 'release', '--label', 'code', '--id', '01', '--pin', '123456');
  rmSync(pkcs8);
  const passwordFile = path.join(folder, 'pin');
  writeFileSync(passwordFile, '123456');
  return { module: SOFTHSM, key: 'pkcs11:token=release;object=code', passwordFile, env };
}
