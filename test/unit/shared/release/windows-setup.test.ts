import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { SERVICE_FOLDER } from '../../../../src-shared/release/handover.ts';
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

it('has the codes, names and places of what makes the setups', () => {
  const source = (name: string): string =>
    readFileSync(path.resolve(import.meta.dirname, '../../../../deploy/windows', name), 'utf8');
  const named = (text: string, pattern: RegExp): Record<string, number> =>
    Object.fromEntries([...text.matchAll(pattern)].map(([, name = '', code]) => [name, Number(code)]));
  const codes = Object.entries(SETUP_EXIT).map(([name, code]) => [
    name.replaceAll(/[A-Z]/gu, '_$&').toUpperCase(),
    code,
  ]);
  expect(named(source('setup.h'), /EXIT_(\w+) = (\d+)/gu)).toEqual(Object.fromEntries(codes));
  const script = source('borne-adherent.nsi');
  expect(Object.fromEntries(codes)).toMatchObject(named(script, /!define EXIT_(\w+) (\d+)/gu));
  expect(script).toContain(`!define INSTALLED "${INSTALLED_KEY}"`);
  for (const value of INSTALLED_VALUES) expect(script).toContain(`"\${INSTALLED}" "${value}"`);
  const tasks = source('actions.c').replaceAll('\\\\', '\\');
  for (const task of Object.values(WINDOWS_TASKS)) expect(tasks).toContain(`L"${task}"`);
  expect(source('kiosk-task.xml')).toContain(`@FOLDER@\\${WINDOWS_FILES.application}`);
  expect(source('updater-task.xml')).toContain(`@FOLDER@\\${WINDOWS_FILES.updater}`);
  expect(source('updater-task.xml')).toContain(`%ProgramData%\\${SERVICE_FOLDER.windows}\\runner\\`);
});
