import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { INSTALLED_KEY, setupCommand, WINDOWS_FILES } from '../../../src-shared/release/windows-setup.ts';
import {
  windowsName,
  windowsPackages,
  type WindowsParts,
} from '../../../tools/package/windows/windows-packages.ts';
import { WindowsMachine, type Ended } from './windows-machine.ts';

/** Where Windows lists what NSIS has installed. */
export const UNINSTALL_KEY = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\BorneAdherent';

/** Folder of the installation. */
export const HOME = 'C:\\Program Files\\Borne Adherent';

/** Kinds of packages. */
export type Kind = 'nsis' | 'msi';

const CONFIG = readFileSync(path.resolve(import.meta.dirname, '../../../deploy/windows/config.json'), 'utf8');

/**
 * A Windows for the tests of a file, and packages on it: 0.1.0, that of the release; 0.2.0, a small one; `real`, one
 * that says it is no layout. After each test nothing is installed.
 */
export class WindowsRig {
  readonly work = mkdtempSync(path.join(tmpdir(), 'borne-windows-'));
  /** Files of packages by their version, as Windows has them. */
  readonly setups: Record<string, Record<Kind, string>> = {};
  #machine: WindowsMachine | null = null;

  constructor() {
    beforeAll(async () => {
      this.#machine = new WindowsMachine(this.work);
      this.machine.setVersion('win10');
      mkdirSync(this.machine.path('packages'));
      const released = path.join(inject('release').folder, windowsName('0.1.0', true));
      this.#keep('0.1.0', { nsis: `${released}-setup.exe`, msi: `${released}.msi` });
      await this.make('0.2.0', {});
      await this.make('0.3.0', { layout: false }, 'real');
      writeFileSync(this.machine.path('seed.json'), CONFIG);
    });
    afterEach(() => this.#clear());
    afterAll(() => {
      this.machine.close();
      rmSync(this.work, { recursive: true, force: true, maxRetries: 5 });
    });
  }

  get machine(): WindowsMachine {
    if (this.#machine === null) throw new Error('there is a machine in tests alone');
    return this.#machine;
  }

  /** Makes both packages of a version: small ones, which update as large ones do. */
  async make(version: string, parts: Partial<WindowsParts>, name = version): Promise<void> {
    const small = path.join(this.work, 'small', version);
    cpSync(inject('release').unpackedForWindows ?? '', small, { recursive: true });
    rmSync(path.join(small, 'resources'), { recursive: true });
    mkdirSync(path.join(small, 'resources'));
    writeFileSync(path.join(small, 'resources', 'app.asar'), `of ${version}`);
    const made = await windowsPackages(
      {
        version,
        layout: true,
        commit: { hash: 'c'.repeat(40), epoch: 1_780_000_000, clean: true },
        unpacked: small,
        notices: '',
        updater: null,
        keys: null,
        signing: null,
        ...parts,
      },
      path.join(this.work, 'packages'),
      this.work,
    );
    this.#keep(name, made);
  }

  #keep(version: string, made: Record<Kind, string>): void {
    const names = { nsis: `${version}.exe`, msi: `${version}.msi` };
    for (const kind of ['nsis', 'msi'] as const)
      cpSync(made[kind], this.machine.path('packages', names[kind]));
    this.setups[version] = { nsis: `C:\\packages\\${names.nsis}`, msi: `C:\\packages\\${names.msi}` };
  }

  /** The log of the last setup. */
  log(): string {
    if (!existsSync(this.machine.path('setup.log'))) return '';
    // wine writes the log of Windows Installer in either.
    return readFileSync(this.machine.path('setup.log'), 'utf8').replaceAll('\0', '');
  }

  /** The version that the registry tells. */
  installed(): string | undefined {
    return this.machine.registry(INSTALLED_KEY)['Version'];
  }

  /** A path in the folder of the installation. */
  app(...parts: string[]): string {
    return this.machine.path('Program Files/Borne Adherent', ...parts);
  }

  /** Starts the placeholder, which ends at once. */
  start(): Ended {
    return this.machine.run(`${HOME}\\${WINDOWS_FILES.application}`);
  }

  /** Installs as the updater does, with values and a log besides. */
  install(kind: Kind, version: string, values: Record<string, string> = {}, downgrade = false): Ended {
    const { command, args } = setupCommand(kind, this.setups[version]?.[kind] ?? '', downgrade);
    const given = Object.entries(values).flatMap(([name, value]) =>
      value === '' ? [] : [`${name}=${value}`],
    );
    return kind === 'nsis'
      ? this.machine.run(command, ...args, '/LOG=C:\\setup.log', ...given.map((one) => `/${one}`))
      : this.machine.run(command, ...args, '/l*v', 'C:\\setup.log', ...given);
  }

  /** Uninstalls, and waits for it: the uninstaller goes on in a copy of itself. */
  async uninstall(kind: Kind, version: string, ...more: string[]): Promise<number | null> {
    const done =
      kind === 'nsis'
        ? this.machine.run(`${HOME}\\uninstall.exe`, '/S', ...more.map((one) => `/${one}`))
        : this.machine.run('msiexec', '/x', this.setups[version]?.msi ?? '', '/qn', ...more);
    await expect.poll(() => existsSync(this.app())).toBe(false);
    return done.code;
  }

  /** What Windows shows in its list of programs. */
  listed(kind: Kind): string | undefined {
    if (kind === 'nsis') return this.machine.registry(UNINSTALL_KEY)['DisplayVersion'];
    const list = path.win32.dirname(`HKLM\\${UNINSTALL_KEY}`);
    const { output } = this.machine.run('reg', 'query', list, '/s', '/reg:64');
    const versions = [...output.matchAll(/DisplayVersion {4}REG_SZ {4}(\S+)/gu)].map(
      ([, version]) => version,
    );
    expect(versions).toHaveLength(1);
    return versions[0];
  }

  /** Nothing has been changed on this machine. */
  expectNothing(): void {
    expect(this.machine.registry(INSTALLED_KEY)).toEqual({});
    expect(existsSync(this.app())).toBe(false);
    expect(existsSync(this.machine.path('ProgramData/BorneAdherent'))).toBe(false);
  }

  #clear(): void {
    const { machine } = this;
    for (const place of ['setup.log', 'ProgramData/Microsoft/Windows/Start Menu/Programs/Borne Adherent.lnk'])
      rmSync(machine.path(place), { force: true });
    const places = [HOME.slice(3), 'ProgramData/BorneAdherent', 'ProgramData/BorneAdherentUpdater'].map(
      (place) => machine.path(...place.split('\\')),
    );
    if (!places.some((place) => existsSync(place))) return;
    // What Windows Installer knows, too: the next test begins on a clean machine.
    if (machine.registry(INSTALLED_KEY)['Package'] === 'msi')
      for (const { msi } of Object.values(this.setups)) machine.run('msiexec', '/x', msi, '/qn');
    for (const key of [INSTALLED_KEY, UNINSTALL_KEY])
      machine.run('reg', 'delete', `HKLM\\${key}`, '/f', '/reg:64');
    for (const place of places) rmSync(place, { recursive: true, force: true });
  }
}
