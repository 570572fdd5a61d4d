import { X509Certificate } from 'node:crypto';
import { accessSync, constants, mkdtempSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { SecretStore } from '../database/secret-store.ts';
import type { Config } from './config-schema.ts';
import { makeFolder } from '../files/make-folder.ts';

/** What {@link checkSurroundings} looks at beside the configuration. */
export interface Surroundings {
  /** Whether the system protects the data key of the account that checks. */
  readonly protection: SecretStore['protection'];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Looks at what the configuration needs of this machine, as the account that checks. Leaves nothing behind.
 * @returns one line for each problem: key, what is wrong, what to do
 */
export function checkSurroundings(config: Config, { protection, now }: Surroundings): string[] {
  const { mode, dataDir, members, hub, mail, sms, allowPlainDataKey } = config;
  const isRefused = protection === 'plain' && mode === 'production' && !allowPlainDataKey;
  return [
    dataDirProblem(dataDir),
    members === undefined ? null : membersProblem(members.file),
    hub?.ca === undefined ? null : certificateProblem('hub.ca', hub.ca, now),
    mail?.caFile === undefined ? null : certificateProblem('mail.caFile', mail.caFile, now),
    ...[mail && 'mail', sms && 'sms'].map((key) =>
      key === undefined || hub === undefined || hub.codesWithoutLine === true ? null : uselessSecret(key),
    ),
    isRefused
      ? 'allowPlainDataKey: this account has no key ring, so production does not start: unlock one in its session (GNOME Keyring, KWallet), or set this to true on an encrypted disk'
      : null,
  ].filter((problem) => problem !== null);
}

/** A secret that lies in every branch for nothing. */
function uselessSecret(key: string): string {
  return `${key}: not used, since head office sends the codes: take it out, with its secrets, or name the way without the line by \`hub.codesWithoutLine\``;
}

/** Makes the folder and writes in it, since only that shows that both are possible; then takes it all away. */
function dataDirProblem(folder: string): string | null {
  const made: string[] = [];
  try {
    made.push(...makeFolder(folder));
    rmSync(mkdtempSync(path.join(folder, '.check-')), { recursive: true });
    return null;
  } catch (error) {
    const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
    const what = isThere ? 'cannot be written' : 'cannot be made';
    return `dataDir: ${what} (${codeOf(error)}): name a folder that the account of the kiosk may ${isThere ? 'write' : 'make'}`;
  } finally {
    for (const empty of made.reverse()) rmdirSync(empty);
  }
}

function membersProblem(file: string): string | null {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isFile() ? null : 'members.file: expected a file, not a folder';
  } catch (error) {
    return `members.file: cannot be read (${codeOf(error)}): put the file there, readable by the account of the kiosk`;
  }
}

/** The file was read before: it holds a certificate. */
function certificateProblem(key: string, file: string, now: number): string | null {
  const { validFrom, validTo } = new X509Certificate(readFileSync(file));
  if (now > Date.parse(validTo)) return `${key}: the certificate has expired: ask for the present one`;
  return now < Date.parse(validFrom)
    ? `${key}: the certificate is not valid yet: look at the clock of this machine`
    : null;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
