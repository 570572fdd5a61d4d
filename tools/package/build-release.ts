import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  MANIFEST_FILE,
  releaseManifest,
  SIGNATURE_FILE,
  type ReleaseTarget,
} from '../../src-shared/release/manifest.ts';
import { APP_VERSION } from '../../src-shared/app-version.ts';
import { CONTRACT } from '../../src-shared/hub-api/contract.ts';
import { SetupError } from '../setup/run-command.mjs';
import type { Commit } from './commit.ts';
import { DEBIAN_ARCHITECTURE, writeDeb, type Architecture, type Deb } from './deb.ts';
import { listed } from './files.ts';
import { hubDeb } from './hub-deb.ts';
import { insideHub, insideKiosk } from './inside.ts';
import { kioskDeb } from './kiosk-deb.ts';
import { noticesOf } from './notices.ts';
import { provenanceOf } from './provenance.ts';
import { bomOf, bomOfAll } from './sbom.ts';
import { readSigningKey, signManifest } from './sign.ts';
import { sumsOf, SUMS_FILE } from './verify-release.ts';

/** What a release is made from. */
export interface ReleaseParts {
  readonly commit: Commit;
  /** Folder of the packed application for Linux. */
  readonly unpacked: string;
  /** True: it has the placeholder in place of Electron. */
  readonly layout: boolean;
  /** Installed versions that this release may take the place of. */
  readonly replaces: { readonly from: string; readonly to: string };
  /** PEM file of the key that signs; undefined: the release stays unsigned. */
  readonly keyFile: string | undefined;
  /** Folder above the folder of the release. */
  readonly into: string;
}

/**
 * Makes the folder of a release: packages, what is told of them, the signed manifest.
 * @returns the folder
 * @throws SetupError when something that it needs is missing
 */
export async function buildRelease(parts: ReleaseParts): Promise<string> {
  const { commit, layout, keyFile } = parts;
  const key = keyFile === undefined ? null : readSigningKey(keyFile);
  if (key !== null && !commit.clean)
    throw new SetupError('Only a commit is signed: the checkout has changes that are not committed.');
  const architecture = thisArchitecture();
  const name = `borne-adherent-${APP_VERSION}${layout ? '-layout' : ''}`;
  const folder = path.join(parts.into, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });

  const documents: string[] = [];
  const write = async (file: string, text: string): Promise<void> => {
    await writeFile(path.join(folder, file), text);
    documents.push(path.join(folder, file));
  };
  const all = await bomOfAll();
  const targets: ReleaseTarget[] = [];
  for (const product of ['kiosk', 'hub'] as const) {
    const archive = path.join(parts.unpacked, 'resources', 'app.asar');
    const inside = product === 'kiosk' ? insideKiosk(archive, layout) : await insideHub();
    const title = product === 'kiosk' ? 'borne-adherent' : 'borne-hub';
    const notices = noticesOf(title, inside);
    const bom = bomOf(all, { name: title, version: APP_VERSION }, inside, commit);
    await write(`${title}-${APP_VERSION}.cdx.json`, `${JSON.stringify(bom, null, 2)}\n`);
    await write(`${title}-${APP_VERSION}-notices.txt`, notices);
    const common = { version: APP_VERSION, architecture, commit, notices };
    const deb: Deb =
      product === 'kiosk' ? kioskDeb({ ...common, layout, unpacked: parts.unpacked }) : await hubDeb(common);
    const file = await writeDeb(deb, path.join(parts.into, '.deb'), folder, commit.epoch);
    targets.push({
      ...(await listed(file)),
      product,
      system: 'linux',
      architecture,
      package: 'deb',
      layout: layout && product === 'kiosk',
      replaces: parts.replaces,
    });
  }
  await rm(path.join(parts.into, '.deb'), { recursive: true, force: true });
  await write('provenance.json', `${JSON.stringify(await provenanceOf(commit, targets), null, 2)}\n`);

  const manifest = releaseManifest.parse({
    format: 1,
    product: 'borne-adherent',
    version: APP_VERSION,
    contract: CONTRACT,
    date: new Date(commit.epoch * 1000).toISOString(),
    commit: commit.hash,
    targets,
    documents: await Promise.all(documents.map(listed)),
  });
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(path.join(folder, MANIFEST_FILE), bytes);
  if (key !== null) await writeFile(path.join(folder, SIGNATURE_FILE), signManifest(bytes, key));
  await writeFile(path.join(folder, SUMS_FILE), sumsOf([...manifest.targets, ...manifest.documents]));
  return folder;
}

function thisArchitecture(): Architecture {
  const { arch } = process;
  if (arch in DEBIAN_ARCHITECTURE) return arch as Architecture;
  throw new SetupError(`No packages are made for the processor ${arch}.`);
}
