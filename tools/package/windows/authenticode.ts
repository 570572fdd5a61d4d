import { open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { run, SetupError } from '../../setup/run-command.mjs';

/** What signs programs for Windows; see `docs/it.md`. */
export interface Authenticode {
  /** Files of PEM or PKCS#12, of the certificate and those between it and the root; null: the command has it. */
  readonly certificate: string | null;
  /** File of PEM, or the `pkcs11:` address of a key on a token; null: it is in the PKCS#12 file. */
  readonly key: string | null;
  /** Library of the token. */
  readonly module: string | null;
  /** File that holds the password of the key or file, or the PIN of the token. */
  readonly passwordFile: string | null;
  /** A program that signs: gets two paths, of what is to be signed and of what it writes. */
  readonly command: string | null;
  /** Address of an RFC 3161 time stamp server; null: none, which `--verify` refuses. */
  readonly timestamp: string | null;
}

/**
 * Reads what signs from the environment.
 * @returns null: nothing is signed
 * @throws SetupError when it does not fit together
 */
export function authenticodeOf(env: Readonly<Record<string, string | undefined>>): Authenticode | null {
  const value = (name: string): string | null => {
    const given = env[`BORNE_AUTHENTICODE_${name}`];
    return given === undefined || given === '' ? null : given;
  };
  const signing: Authenticode = {
    certificate: value('CERTIFICATE'),
    key: value('KEY'),
    module: value('PKCS11_MODULE'),
    passwordFile: value('PASSWORD_FILE'),
    command: value('COMMAND'),
    timestamp: value('TIMESTAMP'),
  };
  const { certificate, key, module, command } = signing;
  if (Object.values(signing).every((one) => one === null)) return null;
  if (command !== null) {
    if (certificate ?? key ?? module)
      throw new SetupError(
        'BORNE_AUTHENTICODE_COMMAND signs by itself: no certificate, key or token besides.',
      );
    return signing;
  }
  if (certificate === null)
    throw new SetupError('BORNE_AUTHENTICODE_CERTIFICATE or BORNE_AUTHENTICODE_COMMAND is missing.');
  if (key?.startsWith('pkcs11:') !== true && module !== null)
    throw new SetupError(
      'BORNE_AUTHENTICODE_PKCS11_MODULE needs a pkcs11: address in BORNE_AUTHENTICODE_KEY.',
    );
  if (key?.startsWith('pkcs11:') === true && module === null)
    throw new SetupError('A key on a token needs BORNE_AUTHENTICODE_PKCS11_MODULE.');
  return signing;
}

/**
 * Signs a file in place: SHA-256, with a time stamp.
 * @throws SetupError when it cannot be signed; the message holds no password
 */
export async function signFile(file: string, signing: Authenticode): Promise<void> {
  const signed = `${file}.signed`;
  await rm(signed, { force: true });
  const { code, output } =
    signing.command === null
      ? await run('osslsigncode', [...argumentsOf(signing), '-in', file, '-out', signed], { quiet: true })
      : await run(signing.command, [file, signed], { quiet: true });
  if (code === 127)
    throw new SetupError(
      `${signing.command ?? "osslsigncode (Debian's osslsigncode)"} is missing: it signs for Windows.`,
    );
  if (code !== 0 || !(await isSigned(signed))) {
    await rm(signed, { force: true });
    throw new SetupError(`${path.basename(file)} could not be signed: ${output.trim()}`);
  }
  await rename(signed, file);
}

function argumentsOf({ certificate, key, module, passwordFile, timestamp }: Authenticode): string[] {
  const isPkcs12 = certificate !== null && /\.(?:p12|pfx)$/iu.test(certificate);
  return [
    'sign',
    ...(module === null ? [] : ['-pkcs11module', module]),
    ...(isPkcs12 ? ['-pkcs12', certificate] : ['-certs', certificate ?? '']),
    ...(key === null ? [] : ['-key', key]),
    ...(passwordFile === null ? [] : ['-readpass', passwordFile]),
    ...['-h', 'sha256', '-n', 'Borne Adherent'],
    ...(timestamp === null ? [] : ['-ts', timestamp]),
  ];
}

/** Signs every program and library below a folder that has no signature. */
export async function signBelow(folder: string, signing: Authenticode): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && (await isProgram(file)) && !(await isSigned(file))) await signFile(file, signing);
  }
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return Buffer.alloc(0);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function isProgram(file: string): Promise<boolean> {
  return peHeader(await readHead(file)) !== null;
}

/** Where the header of a Windows program begins. */
function peHeader(head: Buffer): number | null {
  if (head.length < 0x40 || head.toString('latin1', 0, 2) !== 'MZ') return null;
  const at = head.readUInt32LE(0x3c);
  return at + 0xb0 <= head.length && head.toString('latin1', at, at + 4) === 'PE\0\0' ? at : null;
}

/** True when a program has an Authenticode signature; for an MSI, its table is not looked for: true when it is there. */
async function isSigned(file: string): Promise<boolean> {
  const head = await readHead(file);
  const at = peHeader(head);
  if (at === null) return head.length > 0;
  // The size of the table of certificates, in the optional header of PE32 or PE32+.
  const wide = head.readUInt16LE(at + 24) === 0x20b;
  return head.readUInt32LE(at + 24 + (wide ? 112 : 96) + 4 * 8 + 4) > 0;
}

/**
 * Common name of the certificate that signed a program.
 * @throws SetupError when it cannot be read
 */
export async function signerOf(file: string): Promise<string> {
  const { output } = await run('osslsigncode', ['verify', '-in', file], { quiet: true });
  // The first is the signer; its name is that of OpenSSL, with slashes between its parts.
  const [, name] = /^\s*Signer #0:\s*\n\s*Subject: (.*)$/mu.exec(output) ?? [];
  const [, common] = /(?:^|\/)CN=([^/]+)/u.exec(name ?? '') ?? [];
  if (common === undefined) throw new SetupError(`${path.basename(file)}: who signed it cannot be read.`);
  return common;
}
