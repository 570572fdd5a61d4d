import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../src-main/files/make-folder.ts';
import { syncFolder, writeDurably } from '../../src-main/files/durable-file.ts';
import { OUTCOMES_FILE, outcomes, type Outcome } from '../../src-shared/release/handover.ts';
import { transaction, type End, type KeptPackage, type Transaction } from '../rules/transaction.ts';
import { version } from '../../src-shared/release/manifest.ts';

/** Versions that came back. */
const returned = z.object({
  format: z.literal(1),
  releases: z.array(z.object({ version, times: z.int(), final: z.boolean() })),
});

/** What is known of the package that is installed. */
const keptFile = z.object({
  format: z.literal(1),
  version,
  package: z.object({ file: z.string(), size: z.int(), sha256: z.string() }),
});

/** A release that power cuts sent back so often is not tried again by itself. */
const INTERRUPTIONS = 3;

/** Outcomes that are kept. */
const KEPT_OUTCOMES = 20;

/** Room for the step log on a disk that somebody else has filled. */
const RESERVE = 256 * 1024;

/**
 * The folder of the service, in which nobody else writes: steps, outcomes, packages. Every file is whole, or as it was,
 * after a power cut.
 */
export class ServiceFolder {
  readonly folder: string;
  /** Packages that were checked: the new one, and the former one. */
  readonly packages: string;
  /** Copies that are not checked yet. */
  readonly incoming: string;
  /** Copy of the journal before the update. */
  readonly journal: string;
  readonly #wall: () => number;

  /** @throws errors of the file system */
  constructor(folder: string, wall: () => number) {
    this.folder = folder;
    this.#wall = wall;
    this.packages = path.join(folder, 'packages');
    this.incoming = path.join(folder, 'incoming');
    this.journal = path.join(folder, 'journal');
    makeFolder(folder);
    // The kiosk reads the outcomes, and nothing else.
    fs.chmodSync(folder, 0o711);
    for (const own of [this.packages, this.incoming, this.journal]) makeFolder(own);
    const reserve = this.#file('reserve');
    if (fs.statSync(reserve, { throwIfNoEntry: false })?.size !== RESERVE) {
      try {
        fs.writeFileSync(reserve, Buffer.alloc(RESERVE, 1), { flush: true });
      } catch (error) {
        // A full disk: an update waits for room anyway, and one under way must be ended.
        if (!isFull(error)) throw error;
        fs.rmSync(reserve, { force: true });
      }
    }
  }

  /** Place of the lock. */
  get lock(): string {
    return this.#file('lock.db');
  }

  /** The update under way; null: none. */
  transaction(): Transaction | null {
    return this.#read('step.json', transaction);
  }

  /** Notes the step that begins now; null: the update is over. */
  setTransaction(tx: Transaction | null): void {
    if (tx !== null) {
      this.#write('step.json', tx);
      return;
    }
    fs.rmSync(this.#file('step.json'), { force: true });
    syncFolder(this.folder);
  }

  /** What is told to the kiosk. */
  outcomes(): Outcome[] {
    return this.#read(OUTCOMES_FILE, outcomes)?.outcomes ?? [];
  }

  /** Tells what has become of a release; the same twice in a row is told once. */
  tell(end: End): void {
    const told = this.outcomes();
    const last = told.at(-1);
    if (last !== undefined && sameEnd(last, end)) return;
    const one = { ...end, number: (last?.number ?? 0) + 1, at: this.#wall() };
    this.#write(OUTCOMES_FILE, { format: 1, outcomes: [...told, one].slice(-KEPT_OUTCOMES) }, 0o644);
  }

  /** True when a version came back and is not to be tried again by itself. */
  cameBack(of: string): boolean {
    const found = this.#returned().find((one) => one.version === of);
    return found !== undefined && (found.final || found.times >= INTERRUPTIONS);
  }

  /**
   * Notes that a version came back, or that another was wanted in its place.
   * @param final false: it may not be the version's fault, and it is tried some more times
   */
  noteReturn(of: string, final: boolean): void {
    const all = this.#returned();
    const before = all.find((one) => one.version === of);
    const one = {
      version: of,
      times: (before?.times ?? 0) + 1,
      final: final || (before?.final ?? false),
    };
    const others = all.filter((other) => other !== before);
    this.#write('returned.json', { format: 1, releases: [...others, one].slice(-50) });
  }

  /** Forgets that a version came back: it has been installed by hand and is good. */
  forgetReturn(of: string): void {
    const all = this.#returned();
    const others = all.filter((one) => one.version !== of);
    if (others.length < all.length) this.#write('returned.json', { format: 1, releases: others });
  }

  /** The package of what is installed; null: it was installed by somebody else. */
  installedPackage(of: string): KeptPackage | null {
    const kept = this.#read('installed.json', keptFile);
    return kept?.version === of ? kept.package : null;
  }

  /** Notes the package of what is installed. */
  setInstalledPackage(of: string, kept: KeptPackage): void {
    this.#write('installed.json', { format: 1, version: of, package: kept });
  }

  /** Removes packages that nobody needs, and what an interrupted copy has left. */
  tidy(needed: readonly string[]): void {
    fs.rmSync(this.incoming, { recursive: true, force: true });
    makeFolder(this.incoming);
    for (const name of fs.readdirSync(this.packages))
      if (!needed.includes(name)) fs.rmSync(path.join(this.packages, name), { recursive: true, force: true });
  }

  #returned() {
    return this.#read('returned.json', returned)?.releases ?? [];
  }

  #file(name: string): string {
    return path.join(this.folder, name);
  }

  /** @returns null when it is not there. @throws Error when it is not what this service writes */
  #read<T>(name: string, schema: z.ZodType<T>): T | null {
    if (!fs.existsSync(this.#file(name))) return null;
    return schema.parse(JSON.parse(fs.readFileSync(this.#file(name), 'utf8')));
  }

  #write(name: string, content: unknown, mode = 0o600): void {
    const text = `${JSON.stringify(content, null, 2)}\n`;
    try {
      writeDurably(this.#file(name), text, mode);
    } catch (error) {
      if (!isFull(error)) throw error;
      fs.rmSync(this.#file('reserve'), { force: true });
      writeDurably(this.#file(name), text, mode);
    }
  }
}

/** True for an error of a disk that is full. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** True when they differ in numbers, moments and words alone. */
function sameEnd(told: Outcome, end: End): boolean {
  const same = (key: string): boolean =>
    (told as Record<string, unknown>)[key] === (end as Record<string, unknown>)[key];
  return ['kind', 'reason', 'from', 'to', 'journal'].every(same);
}
