import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { FETCHED_FOLDER, UPDATES_FOLDER } from '../../src-shared/release/handover.ts';
import { MANIFEST_FILE, SIGNATURE_FILE } from '../../src-shared/release/manifest.ts';
import {
  DOCUMENT_LIMIT,
  PERMIT_FILE,
  PERMIT_SIGNATURE_FILE,
} from '../../src-shared/release/signed-documents.ts';
import { syncFile, syncFolder, writeDurably } from '../files/durable-file.ts';
import { makeFolder } from '../files/make-folder.ts';
import { sha256Of, type JudgedRelease } from './judge-release.ts';

/** Where packages lie while they come in: nothing here is ever installed. */
const INCOMING_FOLDER = 'incoming';

/**
 * The folders by which releases are handed over to the update service. A release gets its final name when every byte of
 * it has been checked, and not before.
 */
export class ReleaseFolders {
  /** Folder inside the data folder. */
  readonly folder: string;
  readonly #incoming: string;
  readonly #fetched: string;

  /** @param dataDir folder of the kiosk's data */
  constructor(dataDir: string) {
    this.folder = path.join(dataDir, UPDATES_FOLDER);
    this.#incoming = path.join(this.folder, INCOMING_FOLDER);
    this.#fetched = path.join(this.folder, FETCHED_FOLDER);
  }

  /** Makes the folders. @throws errors of the file system */
  make(): void {
    for (const folder of [this.#incoming, this.#fetched]) makeFolder(folder);
  }

  /**
   * File that the package of a release comes into; what an earlier run has fetched of it is there. Those of other
   * releases are removed.
   * @throws errors of the file system
   */
  incoming({ hash, target }: JudgedRelease): string {
    this.#keepOnly(this.#incoming, [hash]);
    const folder = path.join(this.#incoming, hash);
    mkdirSync(folder, { recursive: true });
    return path.join(folder, target.file);
  }

  /** Hands over a release whose package is in its incoming file, checked. @throws errors of the file system */
  finish({ hash, manifest, signed, permit, target }: JudgedRelease): void {
    const folder = path.join(this.#incoming, hash);
    writeDurably(path.join(folder, MANIFEST_FILE), Buffer.from(signed.bytes));
    writeDurably(path.join(folder, SIGNATURE_FILE), signed.signature);
    if (permit !== null) {
      writeDurably(path.join(folder, PERMIT_FILE), Buffer.from(permit.bytes));
      writeDurably(path.join(folder, PERMIT_SIGNATURE_FILE), permit.signature);
    }
    syncFile(path.join(folder, target.file));
    const place = path.join(this.#fetched, manifest.version);
    rmSync(place, { recursive: true, force: true });
    renameSync(folder, place);
    syncFolder(this.#fetched);
  }

  /** Whether exactly this release has been handed over, with its package. */
  has({ hash, manifest, target }: JudgedRelease): boolean {
    const folder = path.join(this.#fetched, manifest.version);
    try {
      const file = path.join(folder, MANIFEST_FILE);
      const isShort = lstatSync(file).size <= DOCUMENT_LIMIT;
      return (
        isShort &&
        sha256Of(readFileSync(file)) === hash &&
        lstatSync(path.join(folder, target.file)).size === target.size
      );
    } catch {
      return false;
    }
  }

  /** Versions that are handed over. */
  fetched(): string[] {
    return namesIn(this.#fetched);
  }

  /** Takes back all that is handed over but these versions. @returns those taken back */
  withdraw(keep: readonly string[]): string[] {
    return this.#keepOnly(this.#fetched, keep);
  }

  /** Removes all that is coming in. */
  forgetIncoming(): void {
    this.#keepOnly(this.#incoming, []);
  }

  #keepOnly(folder: string, keep: readonly string[]): string[] {
    const others = namesIn(folder).filter((name) => !keep.includes(name));
    for (const name of others) rmSync(path.join(folder, name), { recursive: true, force: true });
    return others;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
