import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildRelease } from '../../../tools/package/build-release.ts';
import { currentCommit } from '../../../tools/package/commit.ts';
import { makeUpElectron } from '../../../tools/package/placeholder-electron.ts';
import { packApplication } from '../../../tools/setup/pack.mjs';

/** The release that the suite tests. */
export interface TestedRelease {
  readonly folder: string;
  /** Folder of the packed application. */
  readonly unpacked: string;
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
  const folder = await buildRelease({
    // Under work, a checkout is not clean.
    commit: { ...(await currentCommit()), clean: true },
    unpacked,
    layout: true,
    replaces: { from: '0.0.0', to: '9.9.9' },
    keyFile,
    into: work,
  });
  project.provide('release', { folder, unpacked, publicKey: publicFile });
  return () => rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
