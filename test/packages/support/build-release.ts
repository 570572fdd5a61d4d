import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildRelease } from '../../../tools/package/build-release.ts';
import { currentCommit } from '../../../tools/package/commit.ts';
import { makeUpElectron } from '../../../tools/package/placeholder-electron.ts';
import { authenticodeOf } from '../../../tools/package/windows/authenticode.ts';
import { makeUpElectronForWindows } from '../../../tools/package/windows/placeholder.ts';
import type { Trust } from '../../../tools/package/windows/verify-authenticode.ts';
import { packApplication } from '../../../tools/setup/pack.mjs';
import { isInstalled } from '../../support/peers.ts';
import { CodeAuthority } from './code-signing.ts';

/** Common name that the suite signs programs with. */
export const SIGNER = 'MCRN of the tests';

/** The release that the suite tests. */
export interface TestedRelease {
  readonly folder: string;
  /** Folder of the packed application. */
  readonly unpacked: string;
  /** The same for Windows; null: what makes its packages is not installed. */
  readonly unpackedForWindows: string | null;
  /** Who may have signed for Windows. */
  readonly trust: Trust;
  /** PEM file of the public key. */
  readonly publicKey: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    release: TestedRelease;
  }
}

/** Makes one release, with a placeholder in place of Electron, for all tests of the suite. */
export default async function setUp(project: TestProject): Promise<() => void> {
  const work = mkdtempSync(path.join(tmpdir(), 'borne-release-'));
  const electron = path.join(work, 'electron');
  mkdirSync(electron);
  makeUpElectron(electron);
  const packed = await packApplication(electron, [`-c.directories.output=${work}`]);
  if (packed.code !== 0) throw new Error(packed.output);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const keyFile = path.join(work, 'key.pem');
  const publicFile = path.join(work, 'public.pem');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(publicFile, publicKey.export({ type: 'spki', format: 'pem' }));
  const unpacked = path.join(
    work,
    process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`,
  );
  const windows = isInstalled('Windows tools') ? await packForWindows(work) : undefined;
  const authority = windows === undefined ? null : new CodeAuthority(path.join(work, 'authority'));
  const stamps = await authority?.serveStamps();
  const code = authority?.issue('code', SIGNER);
  const environment = {
    BORNE_AUTHENTICODE_CERTIFICATE: code?.certificate,
    BORNE_AUTHENTICODE_KEY: code?.key,
    BORNE_AUTHENTICODE_TIMESTAMP: stamps?.url,
  };
  // The uninstaller is signed by a process of its own, as the environment says.
  Object.assign(process.env, code === undefined ? {} : environment);
  const folder = await buildRelease({
    // Under work, a checkout is not clean.
    commit: { ...(await currentCommit()), clean: true },
    unpacked,
    unpackedForWindows: windows,
    authenticode: authenticodeOf(environment),
    layout: true,
    replaces: { from: '0.0.0', to: '9.9.9' },
    keyFile,
    into: work,
  });
  for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
  await stamps?.close();
  project.provide('release', {
    folder,
    unpacked,
    unpackedForWindows: windows ?? null,
    publicKey: publicFile,
    trust: { now: Date.now(), authorities: authority?.authority, revoked: undefined, publisher: undefined },
  });
  return () => rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}

/** Packs the application for Windows: its folder. */
async function packForWindows(work: string): Promise<string> {
  const electron = path.join(work, 'electron-for-windows');
  await makeUpElectronForWindows(electron);
  const packed = await packApplication(electron, ['--win', '--x64', `-c.directories.output=${work}`]);
  if (packed.code !== 0) throw new Error(packed.output);
  return path.join(work, 'win-unpacked');
}
