import fs from 'node:fs';
import path from 'node:path';
import { version as versionSchema } from '../../src-shared/release/manifest.ts';
import {
  INSTALLED_KEY,
  MSI_BUSY,
  MSI_RESTART_NEEDED,
  SETUP_EXIT,
  setupCommand,
  WINDOWS_FILES,
  WINDOWS_TASKS,
} from '../../src-shared/release/windows-setup.ts';
import type { Done, Machine } from './machine.ts';
import { doneBy, type RunProgram } from './run-program.ts';

/** Looks for a process of the kiosk that has been told to end. */
const LOOKS = 100;

/** What `taskkill` answers when there is no such process. */
const NO_PROCESS = 128;

/** The machine, as far as this works with it directly; a test has another. */
export interface WindowsEdges {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (file: string) => boolean;
  readonly copy: (from: string, to: string) => void;
}

const OWN: WindowsEdges = {
  env: process.env,
  exists: (file) => fs.existsSync(file),
  copy: (from, to) => fs.copyFileSync(from, to),
};

/** A kiosk that a setup or Windows Installer installs, and the task scheduler runs. */
export function windows(
  run: RunProgram,
  architecture: Machine['architecture'],
  { env, exists, copy }: WindowsEdges = OWN,
): Machine {
  // By name alone, Windows would look in the folder that the service was called from first: a USB stick, for instance.
  const system = (name: string): string =>
    path.win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', name);
  const value = (name: string): string | null => {
    const asked = ['query', `HKLM\\${INSTALLED_KEY}`, '/v', name, '/reg:64'];
    const { code, output } = run(system('reg.exe'), asked);
    const [, text] = new RegExp(`^\\s*${name}\\s+REG_SZ\\s+(.*?)\\s*$`, 'mu').exec(output) ?? [];
    return code === 0 ? (text ?? null) : null;
  };
  const kind = value('Package') === 'msi' ? 'msi' : 'nsis';
  const folder =
    value('Folder') ?? path.win32.join(env['ProgramFiles'] ?? 'C:\\Program Files', 'Borne Adherent');
  const task = (verb: '/Run' | '/End' | '/Query') =>
    run(system('schtasks.exe'), [verb, '/TN', WINDOWS_TASKS.kiosk]);
  return {
    system: 'windows',
    architecture,
    package: kind,
    programs: exists(folder) ? folder : path.win32.dirname(folder),
    resources: path.win32.join(folder, path.win32.dirname(WINDOWS_FILES.application), 'resources'),
    installed: () => {
      const version = value('Version');
      return version !== null && value('Layout') === '0' && versionSchema.safeParse(version).success
        ? version
        : null;
    },
    stopKiosk: () => {
      // The task would start it again; it answers an error when the kiosk does not run.
      task('/End');
      const name = path.win32.basename(WINDOWS_FILES.application);
      let last: Done = { ok: true };
      for (let look = 0; look < LOOKS; look += 1) {
        const answer = run(system('taskkill.exe'), ['/F', '/IM', name]);
        // What was told to end ends a little later: it is gone when there is nothing left to tell.
        if (answer.code === NO_PROCESS) return { ok: true };
        last = doneBy('taskkill', answer);
      }
      return last.ok ? { ok: false, detail: 'taskkill: the kiosk is started again and again' } : last;
    },
    startKiosk: () => {
      const started = doneBy('schtasks', task('/Run'));
      // Without a task something else starts the kiosk, such as Shell Launcher.
      return started.ok || task('/Query').code !== 0 ? { ok: true } : started;
    },
    install: (file): Done => {
      const { command, args } = setupCommand(kind, file, true);
      const answer = run(kind === 'msi' ? system(command) : command, args);
      if (kind === 'msi' && answer.code === MSI_RESTART_NEEDED) return { ok: true };
      const done = doneBy(kind, answer);
      const isBusy = kind === 'msi' ? answer.code === MSI_BUSY : answer.code === SETUP_EXIT.busy;
      return done.ok ? done : { ...done, busy: isBusy };
    },
    pack: (into) => {
      const kept = path.win32.join(folder, WINDOWS_FILES.package);
      if (!exists(kept)) return { detail: `the setup of what is installed is not there: ${kept}` };
      const file = path.join(
        into,
        `borne-adherent-${value('Version') ?? 'former'}-former.${kind === 'msi' ? 'msi' : 'exe'}`,
      );
      copy(kept, file);
      return { file };
    },
  };
}
