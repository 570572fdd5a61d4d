import { randomUUID, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { JOURNAL_MIGRATIONS } from '../../../src-main/database/migrations/journal-migrations.ts';
import type { Migration } from '../../../src-main/database/migrations/migration.ts';
import { openDatabase, type Database } from '../../../src-main/database/open-database.ts';
import { writeDurably } from '../../../src-main/files/durable-file.ts';
import type { KioskHealth, KioskState } from '../../../src-shared/release/handover.ts';
import type { Done, Machine } from '../../../src-updater/machine/machine.ts';
import type { Edges } from '../../../src-updater/round/edges.ts';

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

const PARTS = ['a', 'b', 'c', 'd'];

/** The next version has one more table and one more column, as an additive migration may. */
const NEXT: Migration = {
  version: JOURNAL_MIGRATIONS.length + 1,
  name: 'of the next version',
  readableFrom: JOURNAL_MIGRATIONS.length,
  sql: `CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;
    ALTER TABLE hub_event ADD COLUMN extra TEXT`,
};

/**
 * A machine in a folder: a package manager that is slow to write and can be interrupted anywhere, and a kiosk that
 * lives as long as its programs are whole, tells its state, and now and then decides something in a real journal.
 */
export class World {
  readonly root: string;
  readonly data: string;
  readonly home: string;
  uptime: number;
  boot: string;
  /** Decides whether somebody comes by. */
  chance: () => number = () => 1;
  /** What the kiosk tells besides what it is. */
  told: Partial<KioskState> = {};

  constructor(root: string, { uptime, boot }: { uptime: number; boot: string }) {
    this.root = root;
    this.data = path.join(root, 'data');
    this.home = path.join(root, 'home');
    this.uptime = uptime;
    this.boot = boot;
    for (const folder of [root, this.data, path.join(root, 'programs')])
      fs.mkdirSync(folder, { recursive: true });
  }

  /** Installs as an administrator would, and lets the kiosk run and decide. */
  begin(made: MadePackage, decisions: number): void {
    this.#unpack(made);
    fs.writeFileSync(this.#place('running'), String(this.uptime));
    this.#withJournal(made.version, (journal) => {
      for (let at = 0; at < decisions; at += 1) this.#decide(journal);
    });
    this.tick();
  }

  /** What the service works with. */
  edges(keys: readonly KeyObject[] | null): Edges {
    return {
      machine: this.machine(),
      home: this.home,
      data: this.data,
      keys,
      now: () => ({ uptime: this.uptime, boot: this.boot, wall: 1_800_000_000_000 + this.uptime * 1000 }),
      sleep: (seconds) => {
        this.pass(seconds);
        return Promise.resolve();
      },
      free: () => 1e12,
      log: () => undefined,
    };
  }

  /** Lets time pass. */
  pass(seconds: number): void {
    this.uptime += seconds;
    this.tick();
  }

  /** The machine starts anew, after a power cut. */
  restart(): void {
    this.boot = randomUUID();
    this.uptime = 30;
    fs.rmSync(this.#place('running'), { force: true });
  }

  /** The version that runs now and serves; null: none does. */
  serves(): string | null {
    const made = this.#whole();
    const runs = fs.existsSync(this.#place('running'));
    return runs && made !== null && ['good', 'without-hub'].includes(made.behaviour) ? made.version : null;
  }

  /** Ids of the decisions that somebody was told of. */
  confirmed(): string[] {
    const ledger = this.#place('confirmed');
    return fs.existsSync(ledger) ? fs.readFileSync(ledger, 'utf8').split('\n').filter(Boolean) : [];
  }

  /** Opens the journal as the version that runs does. @throws when it cannot */
  decisions(version: string): string[] {
    return this.#withJournal(version, (journal) => {
      if (journal.pragma('integrity_check', { simple: true }) !== 'ok')
        throw new Error('the journal is damaged');
      return journal.prepare<[], string>('SELECT id FROM hub_event ORDER BY seq').pluck().all();
    });
  }

  /** The kiosk does what it does, and tells how it is. */
  tick(): void {
    const running = this.#place('running');
    const made = this.#whole();
    if (!fs.existsSync(running) || made === null || made.behaviour === 'silent') return;
    const started = Number(fs.readFileSync(running, 'utf8'));
    const used = made.behaviour === 'unpainted-and-used' && this.uptime - started > 100;
    if (this.chance() < 0.03 || (used && this.chance() < 0.1))
      this.#withJournal(made.version, (journal) => this.#decide(journal));
    const health: KioskHealth = {
      painted: !made.behaviour.startsWith('unpainted'),
      journal: true,
      members: true,
      hub: made.behaviour === 'without-hub' ? 'unreachable' : 'reached',
      selfTest: 'passed',
    };
    const state: KioskState = {
      format: 1,
      version: made.version,
      boot: this.boot,
      started,
      written: this.uptime,
      writtenAt: 1_800_000_000_000 + this.uptime * 1000,
      visit: false,
      waiting: 0,
      opensIn: 36_000,
      health,
      since: started,
      ...this.told,
    };
    fs.mkdirSync(path.join(this.data, 'updates'), { recursive: true });
    // As the kiosk does: beside its place, then renamed. Not to the disk: nothing is lost without it.
    const file = path.join(this.data, 'updates', 'state.json');
    fs.writeFileSync(`${file}.part`, JSON.stringify(state));
    fs.renameSync(`${file}.part`, file);
  }

  /** The system, as the service sees it. */
  machine(): Machine {
    return {
      system: 'linux',
      architecture: 'x64',
      package: 'deb',
      programs: path.join(this.root, 'programs'),
      installed: () => this.#whole()?.version ?? null,
      stopKiosk: (): Done => {
        fs.rmSync(this.#place('running'), { force: true });
        return { ok: true };
      },
      startKiosk: (): Done => {
        if (!fs.existsSync(this.#place('running')))
          fs.writeFileSync(this.#place('running'), String(this.uptime));
        return { ok: true };
      },
      install: (file): Done => {
        const made = JSON.parse(fs.readFileSync(file, 'utf8')) as MadePackage;
        if (made.behaviour !== 'not-installable') {
          this.#unpack(made);
          return { ok: true };
        }
        const before = this.#whole();
        this.#unpack(made, 2);
        if (before !== null) this.#unpack(before);
        return { ok: false, detail: 'cannot be unpacked' };
      },
      pack: (folder) => {
        const made = this.#whole();
        if (made === null) return { detail: 'nothing is installed whole' };
        const file = path.join(folder, `repacked-${made.version}.deb`);
        fs.writeFileSync(file, JSON.stringify(made));
        return { file };
      },
    };
  }

  /** Writes the parts of a version one by one, as dpkg does. */
  #unpack(made: MadePackage, parts = PARTS.length): void {
    const status = this.#place('programs', 'status');
    writeDurably(status, 'half-installed');
    for (const part of PARTS.slice(0, parts)) {
      if (fs.existsSync(this.#place('running'))) throw new Error('files of a running kiosk are replaced');
      writeDurably(this.#place('programs', part), JSON.stringify(made));
    }
    if (parts === PARTS.length) writeDurably(status, 'installed');
  }

  /** What is installed; null: something is half there. */
  #whole(): MadePackage | null {
    try {
      if (fs.readFileSync(this.#place('programs', 'status'), 'utf8') !== 'installed') return null;
      const parts = PARTS.map((part) => fs.readFileSync(this.#place('programs', part), 'utf8'));
      return parts.every((part) => part === parts[0]) ? (JSON.parse(parts[0] ?? '') as MadePackage) : null;
    } catch {
      return null;
    }
  }

  #decide(journal: Database): void {
    const id = randomUUID();
    journal
      .prepare(
        "INSERT INTO hub_event (id, kind, member_key, sealed, decided_at) VALUES (?, 'letter-requested', 'm', ?, 1)",
      )
      .run(id, Buffer.from('sealed'));
    // Somebody is told once it is on the disk.
    fs.appendFileSync(this.#place('confirmed'), `${id}\n`);
  }

  #withJournal<T>(version: string, work: (journal: Database) => T): T {
    const migrations = version === '0.1.0' ? JOURNAL_MIGRATIONS : [...JOURNAL_MIGRATIONS, NEXT];
    const journal = openDatabase(path.join(this.data, 'journal.db'), { migrations, synchronous: 'FULL' });
    try {
      return work(journal);
    } finally {
      journal.close();
    }
  }

  #place(...names: string[]): string {
    return path.join(this.root, ...names);
  }
}
