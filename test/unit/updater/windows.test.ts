import { describe, expect, it } from 'vitest';
import { windows, type WindowsEdges } from '../../../src-updater/machine/windows.ts';

const SYSTEM = 'D:\\Windows\\System32';
const KEY = 'HKLM\\SOFTWARE\\BorneAdherent';
const NOT_THERE = {
  code: 1,
  output: 'ERROR: The system was unable to find the specified registry key or value.',
};

type Values = Partial<Record<'Version' | 'Package' | 'Layout' | 'Folder', string>>;

/** A Windows whose programs answer as they are told; each call is kept. */
function machine(
  values: Values,
  answers: Record<string, (number | null)[]> = {},
  edges: Partial<WindowsEdges> = {},
) {
  const calls: string[] = [];
  const run = (program: string, args: readonly string[]) => {
    if (program === `${SYSTEM}\\reg.exe`) {
      const name = args[3] as keyof Values;
      const text = values[name];
      expect(args).toEqual(['query', KEY, '/v', name, '/reg:64']);
      return text === undefined
        ? NOT_THERE
        : { code: 0, output: `\r\n${KEY}\r\n    ${name}    REG_SZ    ${text}\r\n\r\n` };
    }
    const call = [program.replace(`${SYSTEM}\\`, ''), ...args].join(' ');
    calls.push(call);
    const [, queue] = Object.entries(answers).find(([words]) => call.includes(words)) ?? [];
    const code = queue === undefined ? 0 : queue.length > 1 ? (queue.shift() ?? null) : (queue[0] ?? null);
    return { code, output: code === 0 ? '' : 'ERROR: words of Windows' };
  };
  const env = { SystemRoot: 'D:\\Windows', ProgramFiles: 'D:\\Program Files' };
  const own: WindowsEdges = { env, exists: () => true, copy: () => undefined, ...edges };
  return { calls, values, machine: windows(run, 'x64', own) };
}

const NSIS = { Version: '0.1.0', Package: 'nsis', Layout: '0', Folder: 'D:\\Program Files\\Borne Adherent' };
const MSI = { ...NSIS, Package: 'msi', Folder: 'E:\\Kiosk\\' };

describe('a kiosk on Windows', () => {
  it.each<[string, Values, string | null]>([
    ['its version', NSIS, '0.1.0'],
    ['that of Windows Installer', MSI, '0.1.0'],
    ['nothing without a registry', {}, null],
    ['nothing of a layout', { ...NSIS, Layout: '1' }, null],
    ['nothing without a word on the layout', { Version: '0.1.0', Package: 'nsis' }, null],
    ['nothing of a version that is none', { ...NSIS, Version: '0.1' }, null],
    ['nothing of an empty version', { ...NSIS, Version: '' }, null],
  ])('tells as installed %s', (_, values, version) => {
    expect(machine(values).machine.installed()).toBe(version);
  });

  it('asks each time anew: a setup has run meanwhile', () => {
    const { machine: kiosk, values } = machine({ ...NSIS });
    expect(kiosk.installed()).toBe('0.1.0');
    values.Version = '0.2.0';
    expect(kiosk.installed()).toBe('0.2.0');
  });

  it('knows kind, disk and keys; the folder above when the kiosk is gone', () => {
    expect(machine(NSIS).machine).toMatchObject({
      ...{ package: 'nsis', programs: NSIS.Folder },
      resources: 'D:\\Program Files\\Borne Adherent\\app\\resources',
    });
    expect(machine(MSI).machine).toMatchObject({
      ...{ package: 'msi', programs: 'E:\\Kiosk\\' },
      resources: 'E:\\Kiosk\\app\\resources',
    });
    expect(machine({}, {}, { exists: () => false }).machine).toMatchObject({
      package: 'nsis',
      programs: 'D:\\Program Files',
    });
  });

  it('is stopped when no process of it is left, and its task first', () => {
    const { machine: kiosk, calls } = machine(NSIS, { taskkill: [0, 1, 128] });
    expect(kiosk.stopKiosk()).toEqual({ ok: true });
    expect(calls).toEqual([
      'schtasks.exe /End /TN \\Borne Adherent\\Kiosk',
      ...Array.from({ length: 3 }, () => 'taskkill.exe /F /IM Borne Adherent.exe'),
    ]);
  });

  it('is not stopped while something starts it again, or it cannot be ended', () => {
    expect(machine(NSIS, { taskkill: [0] }).machine.stopKiosk()).toMatchObject({
      ok: false,
      detail: expect.stringContaining('again and again') as string,
    });
    expect(machine(NSIS, { taskkill: [1] }).machine.stopKiosk()).toMatchObject({
      ok: false,
      detail: expect.stringContaining('words of Windows') as string,
    });
    expect(machine(NSIS, { taskkill: [null] }).machine.stopKiosk()).toMatchObject({ ok: false });
  });

  it('is stopped although its task does not run', () => {
    expect(machine(NSIS, { '/End': [1], taskkill: [128] }).machine.stopKiosk()).toEqual({ ok: true });
  });

  it('is started by its task; without one, something else does it', () => {
    const { machine: kiosk, calls } = machine(NSIS);
    expect(kiosk.startKiosk()).toEqual({ ok: true });
    expect(calls).toEqual(['schtasks.exe /Run /TN \\Borne Adherent\\Kiosk']);
    expect(machine(NSIS, { '/Run': [1], '/Query': [1] }).machine.startKiosk()).toEqual({ ok: true });
    expect(machine(NSIS, { '/Run': [1], '/Query': [0] }).machine.startKiosk()).toMatchObject({ ok: false });
  });

  it.each([
    ['nsis', NSIS, 0, { ok: true }],
    ['nsis', NSIS, 18, { ok: false, busy: true }],
    ['nsis', NSIS, 16, { ok: false, busy: false }],
    ['nsis', NSIS, 3010, { ok: false, busy: false }],
    ['nsis', NSIS, null, { ok: false, busy: false }],
    ['msi', MSI, 0, { ok: true }],
    ['msi', MSI, 3010, { ok: true }],
    ['msi', MSI, 1618, { ok: false, busy: true }],
    ['msi', MSI, 1603, { ok: false, busy: false }],
    ['msi', MSI, 18, { ok: false, busy: false }],
    ['msi', MSI, null, { ok: false, busy: false }],
  ])('is installed by %s: code %j', (kind, values, code, done) => {
    const file = `C:\\ProgramData\\BorneAdherentUpdater\\packages\\it.${kind === 'msi' ? 'msi' : 'exe'}`;
    const { machine: kiosk, calls } = machine(values, { [file]: [code] });
    expect(kiosk.install(file)).toMatchObject(done);
    expect(calls).toEqual([
      kind === 'msi'
        ? `msiexec.exe /i ${file} /qn /norestart BORNE_DOWNGRADE=yes`
        : `${file} /S /BORNE_DOWNGRADE=yes`,
    ]);
  });

  it('comes back to the package that its setup has kept', () => {
    const copied: string[][] = [];
    const copy = (...files: [string, string]): void => void copied.push(files);
    expect(machine(NSIS, {}, { copy }).machine.pack('/in')).toEqual({
      file: '/in/borne-adherent-0.1.0-former.exe',
    });
    expect(machine(MSI, {}, { copy }).machine.pack('/in')).toEqual({
      file: '/in/borne-adherent-0.1.0-former.msi',
    });
    expect(copied.map(([from]) => from)).toEqual([
      'D:\\Program Files\\Borne Adherent\\updater\\installed-package',
      'E:\\Kiosk\\updater\\installed-package',
    ]);
    const without = machine(NSIS, {}, { exists: (file) => !file.endsWith('installed-package'), copy });
    expect(without.machine.pack('/in')).toMatchObject({
      detail: expect.stringContaining('not there') as string,
    });
  });
});
