import fs from 'node:fs';
import path from 'node:path';
import { writeDurably } from '../../../src-main/files/durable-file.ts';
import type { Done, Machine } from '../../../src-updater/machine/machine.ts';

/** How a version of the made-up kiosk behaves. */
export type Behaviour =
  /** Does all that it should. */
  | 'good'
  /** Its page never answers. */
  | 'unpainted'
  /** The same, and somebody decides something meanwhile. */
  | 'unpainted-and-used'
  /** It never starts. */
  | 'silent'
  /** It does not reach head office. */
  | 'without-hub'
  /** Its package cannot be unpacked. */
  | 'not-installable';

/** What a made-up package holds. */
export interface MadePackage {
  readonly version: string;
  readonly behaviour: Behaviour;
}

/** What installs made-up packages, slowly enough to be interrupted anywhere. */
export interface Programs {
  /** Installs as an administrator would. */
  begin(made: MadePackage): void;
  /** What is installed; null: something is half there. */
  whole(): MadePackage | null;
  /** The system, as the service sees it. */
  machine(): Machine;
}

/** A made-up kiosk's process. */
export interface Process {
  readonly runs: () => boolean;
  readonly stop: () => void;
  /** Does nothing when it runs. */
  readonly start: () => void;
}

/** Files of a version. */
const PARTS = ['a', 'b', 'c', 'd'];

/**
 * Writes files of a version one by one.
 * @throws Error when the kiosk runs from there
 */
export function writeParts(
  folder: string,
  made: MadePackage,
  runs: () => boolean,
  number = PARTS.length,
): void {
  for (const part of PARTS.slice(0, number)) {
    if (runs()) throw new Error('files of a running kiosk are replaced');
    writeDurably(path.join(folder, part), JSON.stringify(made));
  }
}

/** The version whose files are all there. @throws Error when one is missing */
export function readParts(folder: string): MadePackage | null {
  const parts = PARTS.map((part) => fs.readFileSync(path.join(folder, part), 'utf8'));
  return parts.every((part) => part === parts[0]) ? (JSON.parse(parts[0] ?? '') as MadePackage) : null;
}

/** Reads a made-up package. */
export function readPackage(file: string): MadePackage {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as MadePackage;
}

/** Installs as dpkg does: file by file, in place. */
export class DebianPrograms implements Programs {
  readonly #folder: string;
  readonly #process: Process;

  constructor(root: string, process: Process) {
    this.#folder = path.join(root, 'programs');
    this.#process = process;
    fs.mkdirSync(this.#folder, { recursive: true });
  }

  begin(made: MadePackage): void {
    this.#unpack(made);
  }

  whole(): MadePackage | null {
    try {
      if (fs.readFileSync(path.join(this.#folder, 'status'), 'utf8') !== 'installed') return null;
      return readParts(this.#folder);
    } catch {
      return null;
    }
  }

  machine(): Machine {
    return {
      system: 'linux',
      architecture: 'x64',
      package: 'deb',
      programs: this.#folder,
      resources: this.#folder,
      installed: () => this.whole()?.version ?? null,
      stopKiosk: (): Done => {
        this.#process.stop();
        return { ok: true };
      },
      startKiosk: (): Done => {
        this.#process.start();
        return { ok: true };
      },
      install: (file): Done => {
        const made = readPackage(file);
        if (made.behaviour !== 'not-installable') {
          this.#unpack(made);
          return { ok: true };
        }
        const before = this.whole();
        this.#unpack(made, 2);
        if (before !== null) this.#unpack(before);
        return { ok: false, detail: 'cannot be unpacked' };
      },
      pack: (folder) => {
        const made = this.whole();
        if (made === null) return { detail: 'nothing is installed whole' };
        const file = path.join(folder, `repacked-${made.version}.deb`);
        fs.writeFileSync(file, JSON.stringify(made));
        return { file };
      },
    };
  }

  #unpack(made: MadePackage, parts?: number): void {
    const status = path.join(this.#folder, 'status');
    writeDurably(status, 'half-installed');
    writeParts(this.#folder, made, this.#process.runs, parts);
    if (parts === undefined) writeDurably(status, 'installed');
  }
}
