import fs from 'node:fs';
import path from 'node:path';
import { version as versionSchema } from '../../src-shared/release/manifest.ts';
import {
  INSTALLED_KEY,
  MSI_RESTART_NEEDED,
  SETUP_EXIT,
  setupCommand,
  WINDOWS_FILES,
  WINDOWS_TASKS,
} from '../../src-shared/release/windows-setup.ts';
import type { Done, Machine } from './machine.ts';
import { doneBy, type RunProgram } from './run-program.ts';

/** A kiosk that a setup or Windows Installer installs, and the task scheduler runs. */
export function windows(run: RunProgram, architecture: Machine['architecture']): Machine {
  const value = (name: string): string | null => {
    const { code, output } = run('reg.exe', ['query', `HKLM\\${INSTALLED_KEY}`, '/v', name, '/reg:64']);
    const [, text] = new RegExp(`^\\s*${name}\\s+REG_SZ\\s+(.*?)\\s*$`, 'mu').exec(output) ?? [];
    return code === 0 ? (text ?? null) : null;
  };
  const kind = value('Package') === 'msi' ? 'msi' : 'nsis';
  const folder =
    value('Folder') ?? path.win32.join(process.env['ProgramFiles'] ?? 'C:\\Program Files', 'Borne Adherent');
  const task = (verb: '/Run' | '/End'): Done =>
    doneBy('schtasks', run('schtasks.exe', [verb, '/TN', WINDOWS_TASKS.kiosk]));
  return {
    system: 'windows',
    architecture,
    package: kind,
    programs: fs.existsSync(folder) ? folder : path.win32.dirname(folder),
    installed: () => {
      const version = value('Version');
      return version !== null && value('Layout') === '0' && versionSchema.safeParse(version).success
        ? version
        : null;
    },
    stopKiosk: () => {
      // The first lets it close in order; it answers an error when the kiosk does not run.
      run('schtasks.exe', ['/End', '/TN', WINDOWS_TASKS.kiosk]);
      const name = path.win32.basename(WINDOWS_FILES.application);
      const { code } = run('taskkill.exe', ['/F', '/T', '/IM', name]);
      // 128: there is no such process.
      return code === 0 || code === 128
        ? { ok: true }
        : { ok: false, detail: `taskkill: code ${code ?? '?'}` };
    },
    startKiosk: () => task('/Run'),
    install: (file): Done => {
      const { command, args } = setupCommand(kind, file, true);
      const answer = run(command, args);
      if (kind === 'msi' && answer.code === MSI_RESTART_NEEDED) return { ok: true };
      const done = doneBy(kind, answer);
      return done.ok ? done : { ...done, busy: answer.code === SETUP_EXIT.busy };
    },
    pack: (into) => {
      const kept = path.win32.join(folder, WINDOWS_FILES.package);
      if (!fs.existsSync(kept)) return { detail: `the setup of what is installed is not there: ${kept}` };
      const file = path.join(
        into,
        `borne-adherent-${value('Version') ?? 'former'}-former.${kind === 'msi' ? 'msi' : 'exe'}`,
      );
      fs.copyFileSync(kept, file);
      return { file };
    },
  };
}
