import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { INSTALLED_KEY, SETUP_EXIT, WINDOWS_FILES } from '../../src-shared/release/windows-setup.ts';
import { sha256Of } from '../../tools/package/files.ts';
import { describeWith, isInstalled } from '../support/peers.ts';
import { HOME, WindowsRig } from './support/windows-rig.ts';
import { CODE, GIVEN, URL, WRONG_VALUES } from './support/windows-values.ts';

/** 1603 of Windows Installer, as far as Unix keeps it. */
const MSI_FAILED = 1603 % 256;

describeWith('Windows tools')('Windows', () => {
  describeWith('wine')('with wine', () => {
    const rig = new WindowsRig();

    describe.each(['nsis', 'msi'] as const)('the package of kind %s', (kind) => {
      const refusal = (code: number): number => (kind === 'nsis' ? code : MSI_FAILED);

      it('is installed, started, updated, rolled back and removed, each by one silent command', async () => {
        expect(rig.install(kind, '0.1.0', GIVEN)).toMatchObject({ code: SETUP_EXIT.done });
        expect(rig.machine.registry(INSTALLED_KEY)).toMatchObject({
          Version: '0.1.0',
          Package: kind,
          Layout: '1',
        });
        expect(rig.machine.registry(INSTALLED_KEY)['Folder']?.replace(/\\$/u, '')).toBe(HOME);
        expect(rig.start()).toMatchObject({ code: 0 });
        const config = JSON.parse(
          readFileSync(rig.machine.path('ProgramData/BorneAdherent/config.json'), 'utf8'),
        ) as object;
        expect(config).toMatchObject({ hub: { url: URL, enrolmentCode: CODE }, updates: { package: kind } });
        expect(existsSync(rig.machine.path('ProgramData/BorneAdherent/data'))).toBe(true);
        expect(existsSync(rig.machine.path('ProgramData/BorneAdherentUpdater'))).toBe(true);
        const updater = rig.app(...WINDOWS_FILES.updater.split('\\'));
        expect(existsSync(updater)).toBe(isInstalled('Node for Windows'));
        // The updater comes back to it.
        const kept = rig.app('updater/installed-package');
        const file = rig.machine.path('packages', `0.1.0.${kind === 'nsis' ? 'exe' : 'msi'}`);
        expect(await sha256Of(kept)).toBe(await sha256Of(file));
        expect(rig.listed(kind)).toBe('0.1.0');
        writeFileSync(rig.machine.path('ProgramData/BorneAdherent/data/journal.db'), 'a decision');

        expect(rig.install(kind, '0.2.0')).toMatchObject({ code: 0 });
        expect(rig.installed()).toBe('0.2.0');
        expect(rig.listed(kind)).toBe('0.2.0');
        expect(rig.start()).toMatchObject({ code: 0 });
        expect(readFileSync(rig.app('app/resources/app.asar'), 'utf8')).toBe('of 0.2.0');
        // Nothing of the former version is left.
        expect(existsSync(rig.app('app/resources/app.asar.unpacked'))).toBe(false);
        expect(readdirSync(rig.app()).filter((name) => name.startsWith('app'))).toEqual(['app']);

        expect(rig.install(kind, '0.1.0')).toMatchObject({ code: refusal(SETUP_EXIT.older) });
        expect(rig.installed()).toBe('0.2.0');
        expect(rig.log()).toContain('Version 0.2.0 is installed, which is newer');
        expect(rig.install(kind, '0.1.0', {}, true)).toMatchObject({ code: 0 });
        expect(rig.installed()).toBe('0.1.0');
        expect(rig.start()).toMatchObject({ code: 0 });
        expect(existsSync(rig.app('app/resources/app.asar.unpacked/node_modules'))).toBe(true);

        expect(await rig.uninstall(kind, '0.1.0')).toBe(0);
        expect(rig.machine.registry(INSTALLED_KEY)).toEqual({});
        expect(existsSync(rig.app())).toBe(false);
        expect(readFileSync(rig.machine.path('ProgramData/BorneAdherent/data/journal.db'), 'utf8')).toBe(
          'a decision',
        );
        expect(readFileSync(rig.machine.path('ProgramData/BorneAdherent/config.json'), 'utf8')).toContain(
          CODE,
        );
        expect(
          readdirSync(rig.machine.path('ProgramData/Microsoft/Windows/Start Menu/Programs')),
        ).not.toContain('Borne Adherent.lnk');
      });

      it('loses the data with BORNE_PURGE_DATA=yes alone', async () => {
        expect(rig.install(kind, '0.2.0', GIVEN)).toMatchObject({ code: 0 });
        expect(await rig.uninstall(kind, '0.2.0', 'BORNE_PURGE_DATA=maybe')).toBe(0);
        expect(existsSync(rig.machine.path('ProgramData/BorneAdherent/config.json'))).toBe(true);
        expect(rig.install(kind, '0.2.0')).toMatchObject({ code: 0 });
        expect(await rig.uninstall(kind, '0.2.0', 'BORNE_PURGE_DATA=yes')).toBe(0);
        expect(
          readdirSync(rig.machine.path('ProgramData')).filter((name) => name.startsWith('Borne')),
        ).toEqual([]);
      });

      it.each(WRONG_VALUES)('refuses %s, with nothing changed and a line in the log', (_, values, words) => {
        expect(rig.install(kind, '0.2.0', values)).toMatchObject({ code: refusal(SETUP_EXIT.refused) });
        expect(rig.log()).toContain(words);
        rig.expectNothing();
      });

      it('refuses an older Windows', () => {
        rig.machine.setVersion('win7');
        try {
          expect(rig.install(kind, '0.2.0', GIVEN)).toMatchObject({ code: refusal(SETUP_EXIT.system) });
        } finally {
          rig.machine.setVersion('win10');
        }
        expect(rig.log()).toContain('Windows 10');
        rig.expectNothing();
      });

      it('refuses a configuration that stands under a file in place of its folder', () => {
        writeFileSync(rig.machine.path('ProgramData/BorneAdherent'), 'planted');
        expect(rig.install(kind, '0.2.0', GIVEN)).toMatchObject({ code: refusal(SETUP_EXIT.refused) });
        expect(rig.log()).toContain('no plain folder');
        rmSync(rig.machine.path('ProgramData/BorneAdherent'));
        rig.expectNothing();
      });

      it('keeps a configuration that is there', () => {
        expect(rig.install(kind, '0.1.0', GIVEN)).toMatchObject({ code: 0 });
        const other = { ...GIVEN, BORNE_HUB_URL: 'https://other.example' };
        expect(rig.install(kind, '0.2.0', other)).toMatchObject({ code: 0 });
        expect(readFileSync(rig.machine.path('ProgramData/BorneAdherent/config.json'), 'utf8')).toContain(
          URL,
        );
      });

      it('ends a kiosk that runs, and puts the new one in its place', async () => {
        expect(rig.install(kind, '0.1.0')).toMatchObject({ code: 0 });
        const kiosk = rig.machine.start(`${HOME}\\${WINDOWS_FILES.application}`, '--wait');
        const ended = new Promise((resolve) => kiosk.once('exit', resolve));
        expect(rig.install(kind, '0.2.0')).toMatchObject({ code: 0 });
        await ended;
        expect(readFileSync(rig.app('app/resources/app.asar'), 'utf8')).toBe('of 0.2.0');
      });

      it('is refused over the other kind, over a layout, and in another folder, with all as it was', async () => {
        const other = kind === 'nsis' ? 'msi' : 'nsis';
        expect(rig.install(other, '0.1.0', GIVEN)).toMatchObject({ code: 0 });
        expect(rig.install(kind, '0.2.0')).toMatchObject({ code: refusal(SETUP_EXIT.otherPackage) });
        expect(rig.log()).toContain('uninstall that first');
        expect(rig.machine.registry(INSTALLED_KEY)).toMatchObject({ Version: '0.1.0', Package: other });
        expect(rig.start()).toMatchObject({ code: 0 });
        expect(await rig.uninstall(other, '0.1.0')).toBe(0);

        expect(rig.install(kind, '0.1.0')).toMatchObject({ code: 0 });
        expect(rig.install(kind, 'real')).toMatchObject({ code: refusal(SETUP_EXIT.otherPackage) });
        const beside =
          kind === 'nsis'
            ? rig.machine.run(rig.setups['0.2.0']?.nsis ?? '', '/S', '/D=C:\\Beside')
            : rig.machine.run(
                'msiexec',
                '/i',
                rig.setups['0.2.0']?.msi ?? '',
                '/qn',
                'INSTALLDIR=C:\\Beside',
              );
        expect(beside).toMatchObject({ code: refusal(SETUP_EXIT.otherFolder) });
        expect(existsSync(rig.machine.path('Beside'))).toBe(false);
        expect(rig.installed()).toBe('0.1.0');
      });

      it('is refused by a disk without room', () => {
        symlinkSync('/proc', path.join(rig.work, 'wine/dosdevices/d:'));
        const full =
          kind === 'nsis'
            ? rig.machine.run(rig.setups['0.2.0']?.nsis ?? '', '/S', '/LOG=C:\\setup.log', '/D=D:\\Kiosk')
            : rig.machine.run(
                'msiexec',
                '/i',
                rig.setups['0.2.0']?.msi ?? '',
                '/qn',
                '/l*v',
                'C:\\setup.log',
                'INSTALLDIR=D:\\Kiosk',
              );
        rmSync(path.join(rig.work, 'wine/dosdevices/d:'));
        expect(full).toMatchObject({ code: refusal(SETUP_EXIT.disk) });
        expect(rig.log()).toContain('MB are needed');
        rig.expectNothing();
      });
    });
  });
});
