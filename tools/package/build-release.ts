import { createPublicKey } from 'node:crypto';
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
import { DEBIAN_ARCHITECTURE, writeDeb, type Architecture, type Deb } from './debian/deb.ts';
import { listed } from './files.ts';
import { hubDeb } from './debian/hub-deb.ts';
import { insideHub, insideKiosk, type InsidePackage } from './inside.ts';
import { kioskDeb } from './debian/kiosk-deb.ts';
import { noticesOf } from './notices.ts';
import { provenanceOf } from './provenance.ts';
import { bomOf, bomOfAll } from './sbom.ts';
import { readSigningKey, signManifest } from './sign.ts';
import { makeUpdater } from './updater.ts';
import { sumsOf, SUMS_FILE } from './verify-release.ts';
import { signerOf, type Authenticode } from './windows/authenticode.ts';
import { nodeForWindows } from './windows/node-for-windows.ts';
import { windowsNotices, windowsPackages } from './windows/windows-packages.ts';

/** What a release is made from. */
export interface ReleaseParts {
  readonly commit: Commit;
  /** Folder of the packed application for Linux. */
  readonly unpacked: string;
  /** Folder of the packed application for Windows; undefined: no packages for Windows. */
  readonly unpackedForWindows: string | undefined;
  /** What signs programs for Windows; null: they stay unsigned. */
  readonly authenticode: Authenticode | null;
  /** True: it has the placeholder in place of Electron. */
  readonly layout: boolean;
  /** Installed versions that this release may take the place of. */
  readonly replaces: { readonly from: string; readonly to: string };
  /** PEM file of the key that signs; undefined: the release stays unsigned. */
  readonly keyFile: string | undefined;
  /** Public keys (PEM) that later releases may be signed with; left out: that of the key that signs. */
  readonly publicKeys?: string;
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

  const updaters = await makeUpdaters(parts);
  const keys =
    parts.publicKeys ?? (key && createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString());
  const documents: string[] = [];
  const write = async (file: string, text: string): Promise<void> => {
    await writeFile(path.join(folder, file), text);
    documents.push(path.join(folder, file));
  };
  const all = await bomOfAll();
  const targets: ReleaseTarget[] = [];
  for (const product of ['kiosk', 'hub'] as const) {
    const inside = product === 'kiosk' ? inAllKiosks(parts, updaters) : await insideHub();
    const title = product === 'kiosk' ? 'borne-adherent' : 'borne-hub';
    const notices =
      noticesOf(title, inside) + (product === 'kiosk' && parts.unpackedForWindows ? windowsNotices() : '');
    const bom = bomOf(all, { name: title, version: APP_VERSION }, inside, commit);
    await write(`${title}-${APP_VERSION}.cdx.json`, `${JSON.stringify(bom, null, 2)}\n`);
    await write(`${title}-${APP_VERSION}-notices.txt`, notices);
    const common = { version: APP_VERSION, architecture, commit, notices };
    const deb: Deb =
      product === 'kiosk'
        ? kioskDeb({ ...common, layout, unpacked: parts.unpacked, updater: updaters.linux, keys })
        : await hubDeb(common);
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
    if (product === 'kiosk')
      targets.push(...(await forWindows(parts, updaters.windows, keys, notices, folder)));
  }
  for (const part of ['.deb', '.updater'])
    await rm(path.join(parts.into, part), { recursive: true, force: true });
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

/** Programs of the update service; null: none is in the packages of that system. */
interface Updaters {
  readonly linux: string | null;
  readonly windows: string | null;
}

/**
 * Makes the programs of the update service. The layout for Debian goes without: no update takes it, and the program
 * would be all of its size. That for Windows has one: installing has to cope with it.
 */
async function makeUpdaters({ into, layout, unpackedForWindows }: ReleaseParts): Promise<Updaters> {
  const folder = path.join(into, '.updater');
  const linux = layout ? null : path.join(folder, 'borne-updater');
  if (linux !== null) await makeUpdater(linux);
  if (unpackedForWindows === undefined) return { linux, windows: null };
  const windows = path.join(folder, 'borne-updater.exe');
  const node = await nodeForWindows();
  if (node === null && !layout)
    throw new SetupError('Node for Windows cannot be fetched: the updater for Windows is made of it.');
  if (node !== null) await makeUpdater(windows, node);
  return { linux, windows: node && windows };
}

/** The packages for Windows, if there are to be some. */
async function forWindows(
  parts: ReleaseParts,
  updater: string | null,
  keys: string | null,
  notices: string,
  folder: string,
): Promise<ReleaseTarget[]> {
  const { unpackedForWindows: unpacked, authenticode: signing, layout, commit, replaces } = parts;
  if (unpacked === undefined) return [];
  const work = path.join(parts.into, '.windows');
  const made = await windowsPackages(
    { version: APP_VERSION, layout, commit, unpacked, notices, updater, keys, signing },
    work,
    folder,
  );
  const signer = signing === null ? null : await signerOf(made.nsis);
  return Promise.all(
    (['nsis', 'msi'] as const).map(async (kind) => ({
      ...(await listed(made[kind])),
      product: 'kiosk' as const,
      system: 'windows' as const,
      architecture: 'x64' as const,
      package: kind,
      layout,
      replaces,
      ...(signer === null ? {} : { signer }),
    })),
  );
}

/** The npm packages inside the kiosk, on whatever system. */
function inAllKiosks(
  { unpacked, unpackedForWindows, layout }: ReleaseParts,
  updaters: Updaters,
): InsidePackage[] {
  const folders = [unpacked, unpackedForWindows].filter((folder) => folder !== undefined);
  const all = folders.flatMap((folder) =>
    insideKiosk(path.join(folder, 'resources', 'app.asar'), {
      electron: !layout,
      updater: Object.values(updaters).some((one) => one !== null),
    }),
  );
  return [...new Map(all.map((one) => [`${one.name}@${one.version}`, one])).values()];
}

function thisArchitecture(): Architecture {
  const { arch } = process;
  if (arch in DEBIAN_ARCHITECTURE) return arch as Architecture;
  throw new SetupError(`No packages are made for the processor ${arch}.`);
}
