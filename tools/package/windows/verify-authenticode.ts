import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run, SetupError } from '../../setup/run-command.mjs';

/** What a verifier knows by itself. */
export interface Trust {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** PEM file of the authorities of signers and time stamps; undefined: no signature of Windows can be judged. */
  readonly authorities: string | undefined;
  /** PEM file of lists of revoked certificates (CRL); undefined: that is not judged. */
  readonly revoked: string | undefined;
  /** Common name that signers must have; undefined: the one in the manifest. */
  readonly publisher: string | undefined;
}

/** Milliseconds by which the clocks of a release's commit, of stamps and of the verifier may differ. */
const CLOCKS = 86_400_000;

/** What osslsigncode tells of a signature. */
interface Told {
  readonly good: boolean;
  readonly digest: { readonly algorithm: string; readonly same: boolean };
  readonly signer: string | null;
  /** In hexadecimal, upper case. */
  readonly serial: string | null;
  readonly stamped: number | null;
  readonly error: string | null;
}

/**
 * Judges the Authenticode signature of a package.
 * @param signer common name that the manifest tells; undefined: unsigned
 * @param released moment of the release by its manifest, milliseconds since 1970
 * @returns what is wrong, a sentence without the file's name; null: nothing
 * @throws SetupError without osslsigncode or OpenSSL
 */
export async function judgeAuthenticode(
  file: string,
  signer: string | undefined,
  released: number,
  trust: Trust,
): Promise<string | null> {
  const wanted = trust.publisher ?? signer;
  if (wanted === undefined) return null;
  if (signer === undefined) return `has no signature of ${wanted} (Authenticode).`;
  if (trust.authorities === undefined)
    return 'is signed by Authenticode: --authenticode-ca or BORNE_AUTHENTICODE_CA is needed to judge that.';
  if (trust.now < released - CLOCKS) return 'is from the future: the clock of this machine is wrong.';
  const told = await ask(file, trust.authorities);
  if (!told.digest.same) return 'has been changed since it was signed by Authenticode.';
  if (told.digest.algorithm !== 'SHA256') return `is signed by Authenticode with ${told.digest.algorithm}.`;
  if (!told.good) return `has no good signature by Authenticode: ${told.error ?? 'no reason is told'}.`;
  if (told.signer !== wanted || signer !== wanted)
    return `is signed by ${told.signer ?? 'nobody'} in place of ${wanted}.`;
  // Without it a signature ends with its certificate.
  if (told.stamped === null) return 'has no time stamp.';
  if (told.stamped < released - CLOCKS || told.stamped > trust.now + CLOCKS)
    return `has the time stamp ${new Date(told.stamped).toISOString()}, which cannot be: the release is of ${new Date(released).toISOString()}.`;
  return trust.revoked === undefined ? null : judgeRevoked(file, told.serial, trust.authorities, trust);
}

async function ask(file: string, authorities: string): Promise<Told> {
  const { code, output } = await run(
    'osslsigncode',
    // What is revoked is judged apart, by a list that is there, at whatever time.
    ['verify', '-CAfile', authorities, '-TSA-CAfile', authorities, '-ignore-cdp', '-ignore-crl', '-in', file],
    { quiet: true, env: { TZ: 'UTC', LC_ALL: 'C' } },
  );
  if (code === 127)
    throw new SetupError("osslsigncode is missing (Debian's osslsigncode): it judges signatures.");
  const digest = (name: string): string | undefined =>
    new RegExp(`^${name}\\s*: ([0-9A-F]+)`, 'mu').exec(output)?.[1];
  const current = digest('Current (?:message digest|DigitalSignature)\\s*');
  const subject = /Signer's certificate:\s*-*\s*Signer #0:\s*Subject: (.*)/u.exec(output)?.[1] ?? '';
  const stamped = /^\s*Timestamp time: (.*) GMT/mu.exec(output)?.[1];
  return {
    good: code === 0,
    digest: {
      algorithm: /^Message digest algorithm\s*: (\w+)/mu.exec(output)?.[1] ?? 'nothing',
      same: current === undefined || current === digest('Calculated (?:message digest|DigitalSignature)\\s*'),
    },
    signer: /(?:^|\/)CN=([^/]+)/u.exec(subject)?.[1] ?? null,
    serial: /Signer #0:[\s\S]*?Serial : ([0-9A-F]+)/u.exec(output)?.[1] ?? null,
    stamped: stamped === undefined ? null : Date.parse(`${stamped} GMT`),
    error: /^\s*Error: (.*)$/mu.exec(output)?.[1] ?? null,
  };
}

/** A certificate is revoked whenever that was: since when a key was in other hands is seldom known. */
async function judgeRevoked(
  file: string,
  serial: string | null,
  authorities: string,
  { revoked = '', now }: Trust,
): Promise<string | null> {
  const work = await mkdtemp(path.join(tmpdir(), 'borne-verify-'));
  const openssl = async (...args: string[]): Promise<{ code: number; output: string }> => {
    const done = await run('openssl', args, { quiet: true });
    if (done.code === 127) throw new SetupError('openssl is missing: it judges what is revoked.');
    return done;
  };
  try {
    const signature = path.join(work, 'signature.pem');
    await run('osslsigncode', ['extract-signature', '-pem', '-in', file, '-out', signature], { quiet: true });
    const { output } = await openssl('pkcs7', '-in', signature, '-print_certs');
    const all = output.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gsu) ?? [];
    const own = all.find((pem) => sameSerial(new X509Certificate(pem).serialNumber, serial));
    if (own === undefined) return 'does not hold the certificate that signed it.';
    const leaf = path.join(work, 'leaf.pem');
    const chain = path.join(work, 'chain.pem');
    await writeFile(leaf, `${own}\n`);
    await writeFile(chain, `${all.join('\n')}\n`);
    const given = ['-CAfile', authorities, '-CRLfile', revoked, '-untrusted', chain, leaf];
    const checked = await openssl('verify', '-crl_check', '-no_check_time', '-purpose', 'any', ...given);
    if (checked.output.includes('certificate revoked'))
      return 'is signed with a certificate that has been revoked.';
    if (checked.code !== 0)
      return `cannot be judged by the list of revoked certificates: ${/error \d+ at \d+ depth lookup: (.*)/u.exec(checked.output)?.[1] ?? ''}.`;
    return await judgeList(await readFile(revoked, 'utf8'), work, now, openssl);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A list that has ended may not know what has been revoked since. */
async function judgeList(
  text: string,
  work: string,
  now: number,
  openssl: (...args: string[]) => Promise<{ code: number; output: string }>,
): Promise<string | null> {
  for (const one of text.match(/-----BEGIN X509 CRL-----.*?-----END X509 CRL-----/gsu) ?? []) {
    const file = path.join(work, 'list.pem');
    await writeFile(file, one);
    const { output } = await openssl('crl', '-in', file, '-noout', '-nextupdate');
    const ends = Date.parse(/nextUpdate=(.*)/u.exec(output)?.[1] ?? '');
    if (!(ends > now)) return 'cannot be judged: the list of revoked certificates is out of date.';
  }
  return null;
}

function sameSerial(a: string, b: string | null): boolean {
  return b !== null && a.replace(/^0+/u, '') === b.replace(/^0+/u, '');
}
