import { execFileSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  SETUP_EXIT,
  setupCommand,
  WINDOWS_FILES,
  WINDOWS_TASKS,
} from '../../src-shared/release/windows-setup.ts';
import { filesBelow, sha256Of } from '../../tools/package/files.ts';
import { compileWindows } from '../../tools/package/windows/compile.ts';
import { makeSetupTools } from '../../tools/package/windows/setup-tool.ts';
import { describeWith, itWith } from '../support/peers.ts';
import { appears } from './support/windows-machine.ts';
import { HOME, WindowsRig } from './support/windows-rig.ts';
import { WindowsStarter } from './support/windows-starter.ts';
import { GIVEN, URL } from './support/windows-values.ts';

describeWith('Windows tools')('Windows', () => {
  describeWith('wine')('with wine', () => {
    const rig = new WindowsRig();

    describe('the setup of NSIS', () => {
      it.each([
        ['a value that is none', '/BORNE_HUB_ADDRESS=https://x', 'no value of the setup'],
        ['an argument that is none', '/AUTOSTART', 'no argument of the setup'],
        ['a folder in quotes', '/D=C:\\Some Where', '/D=FOLDER comes last'],
      ])('refuses %s', (_, argument, words) => {
        const done = rig.machine.run(rig.setups['0.2.0']?.nsis ?? '', '/S', '/LOG=C:\\setup.log', argument);
        expect(done).toMatchObject({ code: SETUP_EXIT.refused });
        expect(rig.log()).toContain(words);
        rig.expectNothing();
      });

      it('refuses a value that is given twice', () => {
        const twice = ['/BORNE_AUTOSTART=no', '/BORNE_AUTOSTART=no'];
        const done = rig.machine.run(rig.setups['0.2.0']?.nsis ?? '', '/S', '/LOG=C:\\setup.log', ...twice);
        expect(done).toMatchObject({ code: SETUP_EXIT.refused });
        rig.expectNothing();
      });

      itWith('chroot')('changes nothing when the disk fills while it unpacks', async () => {
        const disk = path.join(rig.work, 'disk');
        const drive = path.join(rig.work, 'wine/dosdevices/d:');
        mkdirSync(disk);
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=500m', 'none', disk]);
        symlinkSync(disk, drive);
        onTestFinished(() => {
          rmSync(drive);
          execFileSync('umount', [disk]);
        });
        const kiosk = (...parts: string[]): string => path.join(disk, 'Kiosk', ...parts);
        const setup = [rig.setups['0.1.0']?.nsis ?? '', '/S', '/LOG=C:\\setup.log', '/D=D:\\Kiosk'] as const;
        expect(rig.machine.run(...setup)).toMatchObject({ code: 0 });
        const before = await Promise.all((await filesBelow(kiosk())).map((file) => sha256Of(kiosk(file))));

        const again = rig.machine.start(...setup);
        const ended = new Promise((resolve) => again.once('exit', resolve));
        await appears(() => existsSync(kiosk('app.new/resources/app.asar')));
        const filler = openSync(path.join(disk, 'fill'), 'w');
        const chunk = Buffer.alloc(1024 * 1024, 1);
        expect(() => {
          for (;;) writeSync(filler, chunk);
        }).toThrow('ENOSPC');
        closeSync(filler);
        expect(await ended).toBe(SETUP_EXIT.disk);
        expect(rig.log()).toContain('Nothing has been changed');
        const after = await Promise.all((await filesBelow(kiosk())).map((file) => sha256Of(kiosk(file))));
        expect(after).toEqual(before);
        expect(rig.machine.run('D:\\Kiosk\\app\\Borne Adherent.exe')).toMatchObject({ code: 0 });
        rmSync(path.join(disk, 'fill'));
        expect(rig.machine.run(...setup)).toMatchObject({ code: 0 });
      });

      it('is refused to an account without rights of administration', async () => {
        const starter = await WindowsStarter.make(rig.machine, rig.work);
        const { tool } = await makeSetupTools(path.join(rig.work, 'tool'), '0.2.0');
        cpSync(tool, rig.machine.path('tool.exe'));
        const line = `C:\\tool.exe check 0.2.0 nsis 1 0 "${HOME}" C:\\setup.exe setup.exe /LOG=C:\\setup.log`;
        expect(starter.run(line)).toMatchObject({ code: SETUP_EXIT.done });
        expect(starter.runWithoutRights(line)).toMatchObject({ code: SETUP_EXIT.noRights });
        expect(rig.log()).toContain('This account may not install');
        rig.expectNothing();
      });

      it('runs once at a time', async () => {
        const source = path.join(rig.work, 'holder.c');
        writeFileSync(
          source,
          '#include <windows.h>\nint main(void) { CreateMutexW(NULL, FALSE, L"Global\\\\BorneAdherentSetup"); HANDLE file = CreateFileW(L"C:\\\\held", GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL); CloseHandle(file); Sleep(INFINITE); }\n',
        );
        await compileWindows(rig.machine.path('holder.exe'), [], [source], []);
        rig.machine.start('C:\\holder.exe');
        await expect.poll(() => existsSync(rig.machine.path('held'))).toBe(true);
        expect(rig.install('nsis', '0.2.0')).toMatchObject({ code: SETUP_EXIT.busy });
        rig.machine.cutPower();
        expect(rig.log()).toContain('Another setup');
        rig.expectNothing();
      });

      it('is the former or the new version after a power cut at any moment, once it has been run again', async () => {
        for (let cut = 0; cut < 6; cut += 1) {
          expect(rig.install('nsis', '0.1.0', GIVEN, true)).toMatchObject({ code: 0 });
          const { command, args } = setupCommand('nsis', rig.setups['0.2.0']?.nsis ?? '', false);
          const update = rig.machine.start(command, ...args);
          const ended = new Promise((resolve) => update.once('exit', resolve));
          await Promise.race([ended, appears(() => cutAt(cut))]);
          rig.machine.cutPower();
          await ended;
          expect(rig.install('nsis', '0.2.0')).toMatchObject({ code: 0 });
          expect(rig.start()).toMatchObject({ code: 0 });
          expect(rig.installed()).toBe('0.2.0');
          expect(readFileSync(rig.app('app/resources/app.asar'), 'utf8')).toBe('of 0.2.0');
          expect(readdirSync(rig.app()).filter((name) => name.startsWith('app'))).toEqual(['app']);
          expect(readFileSync(rig.machine.path('ProgramData/BorneAdherent/config.json'), 'utf8')).toContain(
            URL,
          );
        }
      });

      it('goes on from the former folder when the power went between the two new names', () => {
        expect(rig.install('nsis', '0.1.0')).toMatchObject({ code: 0 });
        cpSync(rig.app('app'), rig.app('app.old'), { recursive: true });
        rmSync(rig.app('app'), { recursive: true });
        mkdirSync(rig.app('app.new'));
        expect(rig.install('nsis', '0.2.0')).toMatchObject({ code: 0 });
        expect(rig.start()).toMatchObject({ code: 0 });
        expect(readdirSync(rig.app()).filter((name) => name.startsWith('app'))).toEqual(['app']);
      });
    });

    it('registers a task for the updater, and one for the account of the kiosk, and removes them', async () => {
      const { tool } = await makeSetupTools(path.join(rig.work, 'tool'), '0.2.0');
      cpSync(tool, rig.machine.path('tool.exe'));
      mkdirSync(rig.app('updater'), { recursive: true });
      cpSync(tool, rig.app(WINDOWS_FILES.updater.replaceAll('\\', '/')));
      const call = (action: string, ...more: string[]): number | null =>
        rig.machine.run(
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
        const folder = rig.machine.path('windows/system32/tasks/Borne Adherent');
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
        readFileSync(rig.machine.path('windows/system32/tasks/Borne Adherent', name))
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

    /** Moments of an update, by what can be seen of it. */
    function cutAt(moment: number): boolean {
      const seen = [
        () => existsSync(rig.app('app.new')),
        () => existsSync(rig.app('app.new/Borne Adherent.exe')),
        () => existsSync(rig.app('app.new/resources/app.asar')),
        () => existsSync(rig.app('app.old')),
        () => existsSync(rig.app('app.old')) && existsSync(rig.app('app')),
        () => existsSync(rig.app('updater/installed-package.new')),
      ];
      return seen[moment]?.() ?? true;
    }
  });
});
