import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  INSTALLED_KEY,
  SETUP_EXIT,
  setupCommand,
  WINDOWS_FILES,
  WINDOWS_TASKS,
} from '../../src-shared/release/windows-setup.ts';
import { sha256Of } from '../../tools/package/files.ts';
import { compileWindows } from '../../tools/package/windows/compile.ts';
import { makeSetupTools } from '../../tools/package/windows/setup-tool.ts';
import { windowsName, windowsPackages } from '../../tools/package/windows/windows-packages.ts';
import { describeWith } from '../support/peers.ts';
import { appears, WindowsMachine, type Ended } from './support/windows-machine.ts';
import { CODE, GIVEN, URL, WRONG_VALUES } from './support/windows-values.ts';

const UNINSTALL_KEY = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\BorneAdherent';
const HOME = 'C:\\Program Files\\Borne Adherent';
const CONFIG = readFileSync(path.resolve(import.meta.dirname, '../../deploy/windows/config.json'), 'utf8');
/** 1603 of Windows Installer, as far as Unix keeps it. */
const MSI_FAILED = 1603 % 256;

describeWith('Windows tools')('Windows', () => {
  describeWith('wine')('with wine', () => {
    const work = mkdtempSync(path.join(tmpdir(), 'borne-windows-'));
    let machine: WindowsMachine;
    /** Files of packages by their version, as Windows has them. */
    const setups: Record<string, { nsis: string; msi: string }> = {};

    beforeAll(async () => {
      machine = new WindowsMachine(work);
      machine.setVersion('win10');
      const { folder, unpackedForWindows } = inject('release');
      mkdirSync(machine.path('packages'));
      const released = path.join(folder, windowsName('0.1.0', true));
      keep('0.1.0', { nsis: `${released}-setup.exe`, msi: `${released}.msi` });
      // A small one updates as a large one does.
      const small = path.join(work, 'small');
      cpSync(unpackedForWindows ?? '', small, { recursive: true });
      rmSync(path.join(small, 'resources'), { recursive: true });
      mkdirSync(path.join(small, 'resources'));
      writeFileSync(path.join(small, 'resources', 'app.asar'), 'of 0.2.0');
      const commit = { hash: 'c'.repeat(40), epoch: 1_780_000_000, clean: true };
      const parts = { version: '0.2.0', layout: true, commit, unpacked: small, notices: '', signing: null };
      keep('0.2.0', await windowsPackages(parts, path.join(work, 'packages'), work));
      keep(
        'real',
        await windowsPackages(
          { ...parts, layout: false, version: '0.3.0' },
          path.join(work, 'packages'),
          work,
        ),
      );
      writeFileSync(machine.path('seed.json'), CONFIG);
    });

    afterEach(() => {
      for (const place of [
        'setup.log',
        'ProgramData/Microsoft/Windows/Start Menu/Programs/Borne Adherent.lnk',
      ])
        rmSync(machine.path(place), { force: true });
      const places = [HOME.slice(3), 'ProgramData/BorneAdherent', 'ProgramData/BorneAdherentUpdater'].map(
        (place) => machine.path(...place.split('\\')),
      );
      if (!places.some((place) => existsSync(place))) return;
      // What Windows Installer knows, too: the next test begins on a clean machine.
      if (machine.registry(INSTALLED_KEY)['Package'] === 'msi')
        for (const { msi } of Object.values(setups)) machine.run('msiexec', '/x', msi, '/qn');
      for (const key of [INSTALLED_KEY, UNINSTALL_KEY])
        machine.run('reg', 'delete', `HKLM\\${key}`, '/f', '/reg:64');
      for (const place of places) rmSync(place, { recursive: true, force: true });
    });

    afterAll(() => {
      machine.close();
      rmSync(work, { recursive: true, force: true, maxRetries: 5 });
    });

    function keep(version: string, made: { nsis: string; msi: string }): void {
      const names = { nsis: `${version}.exe`, msi: `${version}.msi` };
      for (const kind of ['nsis', 'msi'] as const) cpSync(made[kind], machine.path('packages', names[kind]));
      setups[version] = { nsis: `C:\\packages\\${names.nsis}`, msi: `C:\\packages\\${names.msi}` };
    }

    const log = (): string => {
      if (!existsSync(machine.path('setup.log'))) return '';
      // wine writes the log of Windows Installer in either.
      return readFileSync(machine.path('setup.log'), 'utf8').replaceAll('\0', '');
    };
    const installed = (): string | undefined => machine.registry(INSTALLED_KEY)['Version'];
    const app = (...parts: string[]): string => machine.path('Program Files/Borne Adherent', ...parts);
    const start = (): Ended => machine.run(`${HOME}\\${WINDOWS_FILES.application}`);

    /** Installs as the updater does, with values and a log besides. */
    function install(
      kind: 'nsis' | 'msi',
      version: string,
      values: Record<string, string> = {},
      downgrade = false,
    ): Ended {
      const { command, args } = setupCommand(kind, setups[version]?.[kind] ?? '', downgrade);
      const given = Object.entries(values).flatMap(([name, value]) =>
        value === '' ? [] : [`${name}=${value}`],
      );
      return kind === 'nsis'
        ? machine.run(command, ...args, '/LOG=C:\\setup.log', ...given.map((one) => `/${one}`))
        : machine.run(command, ...args, '/l*v', 'C:\\setup.log', ...given);
    }

    /** Uninstalls, and waits for it: the uninstaller goes on in a copy of itself. */
    async function uninstall(
      kind: 'nsis' | 'msi',
      version: string,
      ...more: string[]
    ): Promise<number | null> {
      const done =
        kind === 'nsis'
          ? machine.run(`${HOME}\\uninstall.exe`, '/S', ...more.map((one) => `/${one}`))
          : machine.run('msiexec', '/x', setups[version]?.msi ?? '', '/qn', ...more);
      await expect.poll(() => existsSync(app())).toBe(false);
      return done.code;
    }

    describe.each(['nsis', 'msi'] as const)('the package of kind %s', (kind) => {
      const refusal = (code: number): number => (kind === 'nsis' ? code : MSI_FAILED);

      it('is installed, started, updated, rolled back and removed, each by one silent command', async () => {
        expect(install(kind, '0.1.0', GIVEN)).toMatchObject({ code: SETUP_EXIT.done });
        expect(machine.registry(INSTALLED_KEY)).toMatchObject({
          Version: '0.1.0',
          Package: kind,
          Layout: '1',
        });
        expect(machine.registry(INSTALLED_KEY)['Folder']?.replace(/\\$/u, '')).toBe(HOME);
        expect(start()).toMatchObject({ code: 0 });
        const config = JSON.parse(
          readFileSync(machine.path('ProgramData/BorneAdherent/config.json'), 'utf8'),
        ) as object;
        expect(config).toMatchObject({ hub: { url: URL, enrolmentCode: CODE } });
        expect(existsSync(machine.path('ProgramData/BorneAdherent/data'))).toBe(true);
        expect(existsSync(machine.path('ProgramData/BorneAdherentUpdater'))).toBe(true);
        // The updater comes back to it.
        const kept = app('updater/installed-package');
        const file = machine.path('packages', `0.1.0.${kind === 'nsis' ? 'exe' : 'msi'}`);
        expect(await sha256Of(kept)).toBe(await sha256Of(file));
        expect(statesOf(kind)).toBe('0.1.0');
        writeFileSync(machine.path('ProgramData/BorneAdherent/data/journal.db'), 'a decision');

        expect(install(kind, '0.2.0')).toMatchObject({ code: 0 });
        expect(installed()).toBe('0.2.0');
        expect(statesOf(kind)).toBe('0.2.0');
        expect(start()).toMatchObject({ code: 0 });
        expect(readFileSync(app('app/resources/app.asar'), 'utf8')).toBe('of 0.2.0');
        // Nothing of the former version is left.
        expect(existsSync(app('app/resources/app.asar.unpacked'))).toBe(false);
        expect(readdirSync(app()).filter((name) => name.startsWith('app'))).toEqual(['app']);

        expect(install(kind, '0.1.0')).toMatchObject({ code: refusal(SETUP_EXIT.older) });
        expect(installed()).toBe('0.2.0');
        expect(log()).toContain('Version 0.2.0 is installed, which is newer');
        expect(install(kind, '0.1.0', {}, true)).toMatchObject({ code: 0 });
        expect(installed()).toBe('0.1.0');
        expect(start()).toMatchObject({ code: 0 });
        expect(existsSync(app('app/resources/app.asar.unpacked/node_modules'))).toBe(true);

        expect(await uninstall(kind, '0.1.0')).toBe(0);
        expect(machine.registry(INSTALLED_KEY)).toEqual({});
        expect(existsSync(app())).toBe(false);
        expect(readFileSync(machine.path('ProgramData/BorneAdherent/data/journal.db'), 'utf8')).toBe(
          'a decision',
        );
        expect(readFileSync(machine.path('ProgramData/BorneAdherent/config.json'), 'utf8')).toContain(CODE);
        expect(readdirSync(machine.path('ProgramData/Microsoft/Windows/Start Menu/Programs'))).not.toContain(
          'Borne Adherent.lnk',
        );
      });

      it('loses the data with BORNE_PURGE_DATA=yes alone', async () => {
        expect(install(kind, '0.2.0', GIVEN)).toMatchObject({ code: 0 });
        expect(await uninstall(kind, '0.2.0', 'BORNE_PURGE_DATA=maybe')).toBe(0);
        expect(existsSync(machine.path('ProgramData/BorneAdherent/config.json'))).toBe(true);
        expect(install(kind, '0.2.0')).toMatchObject({ code: 0 });
        expect(await uninstall(kind, '0.2.0', 'BORNE_PURGE_DATA=yes')).toBe(0);
        expect(readdirSync(machine.path('ProgramData')).filter((name) => name.startsWith('Borne'))).toEqual(
          [],
        );
      });

      it.each(WRONG_VALUES)('refuses %s, with nothing changed and a line in the log', (_, values, words) => {
        expect(install(kind, '0.2.0', values)).toMatchObject({ code: refusal(SETUP_EXIT.refused) });
        expect(log()).toContain(words);
        expectNothing();
      });

      it('refuses an older Windows', () => {
        machine.setVersion('win7');
        try {
          expect(install(kind, '0.2.0', GIVEN)).toMatchObject({ code: refusal(SETUP_EXIT.system) });
        } finally {
          machine.setVersion('win10');
        }
        expect(log()).toContain('Windows 10');
        expectNothing();
      });

      it('refuses a configuration that stands under a file in place of its folder', () => {
        writeFileSync(machine.path('ProgramData/BorneAdherent'), 'planted');
        expect(install(kind, '0.2.0', GIVEN)).toMatchObject({ code: refusal(SETUP_EXIT.refused) });
        expect(log()).toContain('no plain folder');
        rmSync(machine.path('ProgramData/BorneAdherent'));
        expectNothing();
      });

      it('keeps a configuration that is there', () => {
        expect(install(kind, '0.1.0', GIVEN)).toMatchObject({ code: 0 });
        const other = { ...GIVEN, BORNE_HUB_URL: 'https://other.example' };
        expect(install(kind, '0.2.0', other)).toMatchObject({ code: 0 });
        expect(readFileSync(machine.path('ProgramData/BorneAdherent/config.json'), 'utf8')).toContain(URL);
      });

      it('ends a kiosk that runs, and puts the new one in its place', async () => {
        expect(install(kind, '0.1.0')).toMatchObject({ code: 0 });
        const kiosk = machine.start(`${HOME}\\${WINDOWS_FILES.application}`, '--wait');
        const ended = new Promise((resolve) => kiosk.once('exit', resolve));
        expect(install(kind, '0.2.0')).toMatchObject({ code: 0 });
        await ended;
        expect(readFileSync(app('app/resources/app.asar'), 'utf8')).toBe('of 0.2.0');
      });

      it('is refused over the other kind, over a layout, and in another folder, with all as it was', async () => {
        const other = kind === 'nsis' ? 'msi' : 'nsis';
        expect(install(other, '0.1.0', GIVEN)).toMatchObject({ code: 0 });
        expect(install(kind, '0.2.0')).toMatchObject({ code: refusal(SETUP_EXIT.otherPackage) });
        expect(log()).toContain('uninstall that first');
        expect(machine.registry(INSTALLED_KEY)).toMatchObject({ Version: '0.1.0', Package: other });
        expect(start()).toMatchObject({ code: 0 });
        expect(await uninstall(other, '0.1.0')).toBe(0);

        expect(install(kind, '0.1.0')).toMatchObject({ code: 0 });
        expect(install(kind, 'real')).toMatchObject({ code: refusal(SETUP_EXIT.otherPackage) });
        const beside =
          kind === 'nsis'
            ? machine.run(setups['0.2.0']?.nsis ?? '', '/S', '/D=C:\\Beside')
            : machine.run('msiexec', '/i', setups['0.2.0']?.msi ?? '', '/qn', 'INSTALLDIR=C:\\Beside');
        expect(beside).toMatchObject({ code: refusal(SETUP_EXIT.otherFolder) });
        expect(existsSync(machine.path('Beside'))).toBe(false);
        expect(installed()).toBe('0.1.0');
      });

      it('is refused by a disk without room', () => {
        symlinkSync('/proc', path.join(work, 'wine/dosdevices/d:'));
        const full =
          kind === 'nsis'
            ? machine.run(setups['0.2.0']?.nsis ?? '', '/S', '/LOG=C:\\setup.log', '/D=D:\\Kiosk')
            : machine.run(
                'msiexec',
                '/i',
                setups['0.2.0']?.msi ?? '',
                '/qn',
                '/l*v',
                'C:\\setup.log',
                'INSTALLDIR=D:\\Kiosk',
              );
        rmSync(path.join(work, 'wine/dosdevices/d:'));
        expect(full).toMatchObject({ code: refusal(SETUP_EXIT.disk) });
        expect(log()).toContain('MB are needed');
        expectNothing();
      });
    });

    describe('the setup of NSIS', () => {
      it.each([
        ['a value that is none', '/BORNE_HUB_ADDRESS=https://x', 'no value of the setup'],
        ['an argument that is none', '/AUTOSTART', 'no argument of the setup'],
        ['a folder in quotes', '/D=C:\\Some Where', '/D=FOLDER comes last'],
      ])('refuses %s', (_, argument, words) => {
        const done = machine.run(setups['0.2.0']?.nsis ?? '', '/S', '/LOG=C:\\setup.log', argument);
        expect(done).toMatchObject({ code: SETUP_EXIT.refused });
        expect(log()).toContain(words);
        expectNothing();
      });

      it('refuses a value that is given twice', () => {
        const twice = ['/BORNE_AUTOSTART=no', '/BORNE_AUTOSTART=no'];
        const done = machine.run(setups['0.2.0']?.nsis ?? '', '/S', '/LOG=C:\\setup.log', ...twice);
        expect(done).toMatchObject({ code: SETUP_EXIT.refused });
        expectNothing();
      });

      it('runs once at a time', async () => {
        const source = path.join(work, 'holder.c');
        writeFileSync(
          source,
          '#include <windows.h>\nint main(void) { CreateMutexW(NULL, FALSE, L"Global\\\\BorneAdherentSetup"); HANDLE file = CreateFileW(L"C:\\\\held", GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL); CloseHandle(file); Sleep(INFINITE); }\n',
        );
        await compileWindows(machine.path('holder.exe'), [], [source], []);
        machine.start('C:\\holder.exe');
        await expect.poll(() => existsSync(machine.path('held'))).toBe(true);
        expect(install('nsis', '0.2.0')).toMatchObject({ code: SETUP_EXIT.busy });
        machine.cutPower();
        expect(log()).toContain('Another setup');
        expectNothing();
      });

      it('is the former or the new version after a power cut at any moment, once it has been run again', async () => {
        for (let cut = 0; cut < 6; cut += 1) {
          expect(install('nsis', '0.1.0', GIVEN, true)).toMatchObject({ code: 0 });
          const { command, args } = setupCommand('nsis', setups['0.2.0']?.nsis ?? '', false);
          const update = machine.start(command, ...args);
          const ended = new Promise((resolve) => update.once('exit', resolve));
          await Promise.race([ended, appears(() => cutAt(cut))]);
          machine.cutPower();
          await ended;
          expect(install('nsis', '0.2.0')).toMatchObject({ code: 0 });
          expect(start()).toMatchObject({ code: 0 });
          expect(installed()).toBe('0.2.0');
          expect(readFileSync(app('app/resources/app.asar'), 'utf8')).toBe('of 0.2.0');
          expect(readdirSync(app()).filter((name) => name.startsWith('app'))).toEqual(['app']);
          expect(readFileSync(machine.path('ProgramData/BorneAdherent/config.json'), 'utf8')).toContain(URL);
        }
      });

      it('goes on from the former folder when the power went between the two new names', () => {
        expect(install('nsis', '0.1.0')).toMatchObject({ code: 0 });
        cpSync(app('app'), app('app.old'), { recursive: true });
        rmSync(app('app'), { recursive: true });
        mkdirSync(app('app.new'));
        expect(install('nsis', '0.2.0')).toMatchObject({ code: 0 });
        expect(start()).toMatchObject({ code: 0 });
        expect(readdirSync(app()).filter((name) => name.startsWith('app'))).toEqual(['app']);
      });
    });

    it('registers a task for the updater, and one for the account of the kiosk, and removes them', async () => {
      const { tool } = await makeSetupTools(path.join(work, 'tool'), '0.2.0');
      cpSync(tool, machine.path('tool.exe'));
      mkdirSync(app('updater'), { recursive: true });
      cpSync(tool, app(WINDOWS_FILES.updater.replaceAll('\\', '/')));
      const call = (action: string, ...more: string[]): number | null =>
        machine.run(
          'C:\\tool.exe',
          action,
          '0.2.0',
          'nsis',
          '1',
          '0',
          HOME,
          'C:\\tool.exe',
          'setup.exe',
          ...more,
        ).code;
      const tasks = (): string[] => {
        const folder = machine.path('windows/system32/tasks/Borne Adherent');
        return existsSync(folder) ? readdirSync(folder).sort() : [];
      };
      const account = userInfo().username;
      const given = Object.entries({ ...GIVEN, BORNE_ACCOUNT: account }).map(
        ([name, value]) => `/${name}=${value}`,
      );
      expect(call('configure', ...given)).toBe(0);
      const names = Object.values(WINDOWS_TASKS).map((name) => name.split('\\').at(-1));
      expect(tasks()).toEqual(names.sort());
      const text = (name: string): string =>
        readFileSync(machine.path('windows/system32/tasks/Borne Adherent', name))
          .toString('latin1')
          .replaceAll('\0', '');
      // wine keeps no more of a task than its settings.
      expect(text('Updater')).toContain('<ExecutionTimeLimit>PT2H<');
      expect(text('Kiosk')).toContain('<ExecutionTimeLimit>PT0S<');
      expect(call('configure', '/BORNE_AUTOSTART=no')).toBe(0);
      expect(tasks()).toEqual(['Updater']);
      expect(call('remove')).toBe(0);
      expect(tasks()).toEqual([]);
    });

    /** What Windows shows in its list of programs. */
    function statesOf(kind: 'nsis' | 'msi'): string | undefined {
      if (kind === 'nsis') return machine.registry(UNINSTALL_KEY)['DisplayVersion'];
      const { output } = machine.run(
        'reg',
        'query',
        path.win32.dirname(`HKLM\\${UNINSTALL_KEY}`),
        '/s',
        '/reg:64',
      );
      const versions = [...output.matchAll(/DisplayVersion {4}REG_SZ {4}(\S+)/gu)].map(
        ([, version]) => version,
      );
      expect(versions).toHaveLength(1);
      return versions[0];
    }

    function expectNothing(): void {
      expect(machine.registry(INSTALLED_KEY)).toEqual({});
      expect(existsSync(app())).toBe(false);
      expect(existsSync(machine.path('ProgramData/BorneAdherent'))).toBe(false);
    }

    /** Moments of an update, by what can be seen of it. */
    function cutAt(moment: number): boolean {
      const seen = [
        () => existsSync(app('app.new')),
        () => existsSync(app('app.new/Borne Adherent.exe')),
        () => existsSync(app('app.new/resources/app.asar')),
        () => existsSync(app('app.old')),
        () => existsSync(app('app.old')) && existsSync(app('app')),
        () => existsSync(app('updater/installed-package.new')),
      ];
      return seen[moment]?.() ?? true;
    }
  });
});
