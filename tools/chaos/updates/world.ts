import { randomUUID, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { JOURNAL_MIGRATIONS } from '../../../src-main/database/migrations/journal-migrations.ts';
import type { Migration } from '../../../src-main/database/migrations/migration.ts';
import { openDatabase, type Database } from '../../../src-main/database/open-database.ts';
import type { KioskHealth, KioskState } from '../../../src-shared/release/handover.ts';
import type { Machine } from '../../../src-updater/machine/machine.ts';
import type { Edges } from '../../../src-updater/round/edges.ts';
import { DebianPrograms, type MadePackage, type Programs } from './programs.ts';
import { WindowsPrograms } from './windows-programs.ts';

/** The next version has one more table and one more column, as an additive migration may. */
const NEXT: Migration = {
  version: JOURNAL_MIGRATIONS.length + 1,
  name: 'of the next version',
  readableFrom: JOURNAL_MIGRATIONS.length,
  sql: `CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;
    ALTER TABLE hub_event ADD COLUMN extra TEXT`,
};

/** A machine to begin with. */
export interface WorldOptions {
  readonly uptime: number;
  readonly boot: string | null;
  /** `linux` when left out. */
  readonly system?: 'linux' | 'windows';
  /** The machine's clock at uptime 0, milliseconds since 1970. */
  readonly wall?: number;
}

/**
 * A machine in a folder: a package manager that is slow to write and can be interrupted anywhere, and a kiosk that
 * lives as long as its programs are whole, tells its state, and now and then decides something in a real journal.
 */
export class World {
  readonly root: string;
  readonly data: string;
  readonly home: string;
  uptime: number;
  /** Which start of the machine; null: Windows does not tell. */
  boot: string | null;
  /** The machine's clock at uptime 0. */
  wall: number;
  /** Decides whether somebody comes by. */
  chance: () => number = () => 1;
  /** What the kiosk tells besides what it is. */
  told: Partial<KioskState> = {};

  readonly #programs: Programs;
  readonly #isWindows: boolean;

  constructor(root: string, { uptime, boot, system = 'linux', wall = 1_800_000_000_000 }: WorldOptions) {
    this.root = root;
    this.wall = wall;
    this.#isWindows = system === 'windows';
    this.data = path.join(root, 'data');
    this.home = path.join(root, 'home');
    this.uptime = uptime;
    this.boot = this.#isWindows ? null : boot;
    fs.mkdirSync(this.data, { recursive: true });
    const running = this.#place('running');
    const process = {
      runs: () => fs.existsSync(running),
      stop: () => fs.rmSync(running, { force: true }),
      start: () => {
        if (!fs.existsSync(running)) fs.writeFileSync(running, String(this.uptime));
      },
    };
    this.#programs = this.#isWindows ? new WindowsPrograms(root, process) : new DebianPrograms(root, process);
  }

  /** Installs as an administrator would, and lets the kiosk run and decide. */
  begin(made: MadePackage, decisions: number): void {
    this.#programs.begin(made);
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
      now: () => ({ uptime: this.uptime, boot: this.boot, wall: this.wall + this.uptime * 1000 }),
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
    if (!this.#isWindows) this.boot = randomUUID();
    // The clock goes on, the uptime begins anew.
    this.wall += (this.uptime - 30) * 1000;
    this.uptime = 30;
    fs.rmSync(this.#place('running'), { force: true });
  }

  /** The version that runs now and serves; null: none does. */
  serves(): string | null {
    const made = this.#programs.whole();
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
    const made = this.#programs.whole();
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
      writtenAt: this.wall + this.uptime * 1000,
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
    return this.#programs.machine();
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
