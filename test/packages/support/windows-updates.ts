import { execFileSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, expect, inject, onTestFinished } from 'vitest';
import type { KioskState, Outcome } from '../../../src-shared/release/handover.ts';
import { WINDOWS_FILES } from '../../../src-shared/release/windows-setup.ts';
import { filesBelow } from '../../../tools/package/files.ts';
import { makeSetupTools } from '../../../tools/package/windows/setup-tool.ts';
import { windowsName } from '../../../tools/package/windows/windows-packages.ts';
import { madeRelease, releaseKeys, writeRelease } from '../../support/releases/made-release.ts';
import { HOME, WindowsRig, type Kind } from './windows-rig.ts';
import { WindowsStarter } from './windows-starter.ts';
import { GIVEN } from './windows-values.ts';

const TASK = readFileSync(
  path.resolve(import.meta.dirname, '../../../deploy/windows/updater-task.xml'),
  'utf8',
);

/** A Windows with the updater of the release, and small packages 0.4.0 and 0.5.0 whose updater is none. */
export class WindowsUpdates {
  readonly rig = new WindowsRig();
  /** False: the kiosk tells nothing. */
  telling = true;
  readonly #keys = releaseKeys();
  #program = '';
  #scheduler: WindowsStarter | null = null;

  constructor() {
    beforeAll(async () => {
      const { rig } = this;
      const unpacked = path.join(rig.work, 'released');
      const setup = path.join(inject('release').folder, `${windowsName('0.1.0', true)}-setup.exe`);
      execFileSync('7zz', ['x', `-o${unpacked}`, setup], { stdio: 'ignore' });
      const [found = ''] = (await filesBelow(unpacked)).filter((name) => name.includes('borne-updater.exe'));
      this.#program = path.join(unpacked, found);
      // Small ones, of which the setup makes what it makes of the real one.
      const { tool } = await makeSetupTools(path.join(rig.work, 'tool'), '0.4.0');
      for (const version of ['0.4.0', '0.5.0'])
        await rig.make(version, { layout: false, updater: tool, keys: this.#keys.pem });
      this.#scheduler = await WindowsStarter.make(rig.machine, rig.work);
      rig.machine.hidePlaceholders();
    });
  }

  /** Installs 0.4.0 with the real updater, a journal with a decision, and a kiosk that tells how it is. */
  begin(kind: Kind): void {
    expect(this.rig.install(kind, '0.4.0', GIVEN, true)).toMatchObject({ code: 0 });
    this.placeUpdater();
    const journal = new DatabaseSync(this.data('journal.db'));
    journal.exec("CREATE TABLE hub_event (id TEXT PRIMARY KEY); INSERT INTO hub_event VALUES ('decided')");
    journal.close();
    this.telling = true;
    this.tell();
    const telling = setInterval(() => {
      if (this.telling) this.tell();
    }, 200);
    onTestFinished(() => clearInterval(telling));
  }

  /** Puts the real updater where a package of full size would have put it. */
  placeUpdater(): void {
    cpSync(this.#program, this.rig.app(...WINDOWS_FILES.updater.split('\\')));
  }

  data(...parts: string[]): string {
    return this.rig.machine.path('ProgramData/BorneAdherent/data', ...parts);
  }

  service(...parts: string[]): string {
    return this.rig.machine.path('ProgramData/BorneAdherentUpdater', ...parts);
  }

  outcomes(): Outcome[] {
    const file = this.service('outcomes.json');
    if (!existsSync(file)) return [];
    return (JSON.parse(readFileSync(file, 'utf8')) as { outcomes: Outcome[] }).outcomes;
  }

  /** What was decided here. */
  decisions(): unknown[] {
    const journal = new DatabaseSync(this.data('journal.db'));
    try {
      return journal.prepare('SELECT id FROM hub_event').all();
    } finally {
      journal.close();
    }
  }

  /** Step of the update that is under way, and how often it was begun before; null: none is, or it is being written. */
  underWay(): { step: string; tries: number } | null {
    try {
      return JSON.parse(readFileSync(this.service('step.json'), 'utf8')) as { step: string; tries: number };
    } catch {
      return null;
    }
  }

  /** See {@link underWay}. */
  step(): string | null {
    return this.underWay()?.step ?? null;
  }

  /** The kiosk that wine does not start: the version that is installed tells that it is well. */
  tell(more: Partial<KioskState> = {}): void {
    const program = this.rig.app('app/resources/app.asar');
    const version = existsSync(program) ? readFileSync(program, 'utf8').replace('of ', '') : '0.0.0';
    const state: KioskState = {
      format: 1,
      version,
      boot: null,
      started: 0,
      written: uptime(),
      writtenAt: Date.now(),
      visit: false,
      waiting: 0,
      opensIn: 90_000,
      health: { painted: true, journal: true, members: true, hub: 'reached', selfTest: 'passed' },
      since: 0,
      ...more,
    };
    mkdirSync(this.data('updates'), { recursive: true });
    writeFileSync(this.data('updates', 'state.part'), JSON.stringify(state));
    renameSync(this.data('updates', 'state.part'), this.data('updates', 'state.json'));
  }

  /** From now on the kiosk tells nothing, and what it told is gone. */
  silence(): void {
    this.telling = false;
    rmSync(this.data('updates', 'state.json'), { force: true });
  }

  /** A release, fetched, whose package is this file. */
  fetched(kind: Kind, version: string, file = this.packageOf(kind, version)): void {
    const content = readFileSync(file);
    const target = {
      file: `it.${kind === 'nsis' ? 'exe' : 'msi'}`,
      system: 'windows',
      package: kind,
    } as const;
    const release = madeRelease({ version, keys: this.#keys, content, target });
    writeRelease(this.data('updates/fetched', version), release);
  }

  packageOf(kind: Kind, version: string): string {
    return this.rig.machine.path('packages', `${version}.${kind === 'nsis' ? 'exe' : 'msi'}`);
  }

  /** Does what the task scheduler does by the task of the updater. */
  startTask(): ChildProcess | undefined {
    return this.#scheduler?.start(taskLine());
  }

  /** Lets the task be called again and again until an update has come to an end of this kind. */
  async goesOnTo(kind: Outcome['kind']): Promise<void> {
    let isRunning = false;
    const called = (): string | undefined => {
      // One at a time, as the scheduler does it; and not waited for, since the kiosk has to tell how it is.
      if (!isRunning) {
        isRunning = true;
        this.startTask()?.once('exit', () => (isRunning = false));
      }
      return this.step() === null ? this.outcomes().at(-1)?.kind : undefined;
    };
    await expect.poll(called, { timeout: 240_000, interval: 2000 }).toBe(kind);
  }
}

/** What the task of the updater runs. */
function taskLine(): string {
  const of = (name: string): string =>
    new RegExp(`<${name}>(.*)</${name}>`, 'u').exec(TASK)?.[1]?.replaceAll('@FOLDER@', HOME) ?? '';
  return `${of('Command')} ${of('Arguments')}`;
}
