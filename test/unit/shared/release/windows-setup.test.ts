import { expect, it } from 'vitest';
import {
  INSTALLED_KEY,
  INSTALLED_VALUES,
  MSI_RESTART_NEEDED,
  SETUP_EXIT,
  setupCommand,
  WINDOWS_FILES,
  WINDOWS_TASKS,
} from '../../../../src-shared/release/windows-setup.ts';

const FILE = 'C:\\ProgramData\\BorneAdherent\\updates\\setup 1.exe';

it.each([
  ['nsis', false, FILE, ['/S']],
  ['nsis', true, FILE, ['/S', '/BORNE_DOWNGRADE=yes']],
  ['msi', false, 'msiexec.exe', ['/i', FILE, '/qn', '/norestart']],
  ['msi', true, 'msiexec.exe', ['/i', FILE, '/qn', '/norestart', 'BORNE_DOWNGRADE=yes']],
] as const)('installs a package of %s without a question (older: %s)', (kind, downgrade, command, args) => {
  expect(setupCommand(kind, FILE, downgrade)).toEqual({ command, args });
});

it('tells its ends apart, and from those of NSIS itself (1 and 2)', () => {
  const codes = [...Object.values(SETUP_EXIT), MSI_RESTART_NEEDED, 1, 2];
  expect(new Set(codes).size).toBe(codes.length);
});

it('uses names that Windows takes', () => {
  const names = [
    INSTALLED_KEY,
    ...INSTALLED_VALUES,
    ...Object.values(WINDOWS_FILES),
    ...Object.values(WINDOWS_TASKS),
  ];
  for (const name of names) expect(name).not.toMatch(/[/:*?"<>|]|\\$/u);
});
