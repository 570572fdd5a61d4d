import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileWindows } from '../../../tools/package/windows/compile.ts';
import type { Ended, WindowsMachine } from './windows-machine.ts';

/** Starts the command line in C:\\line.txt as Windows' own services do; with an argument, without rights of administration. */
const SOURCE = `#include <windows.h>
int main(int count, char **arguments) {
  static wchar_t line[4096], whole[8192];
  DWORD size = 0, code = 1, length = SECURITY_MAX_SID_SIZE;
  BYTE administrators[SECURITY_MAX_SID_SIZE];
  HANDLE own, token = NULL;
  (void)arguments;
  HANDLE file = CreateFileW(L"C:\\\\line.txt", GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
  ReadFile(file, line, sizeof line - sizeof *line, &size, NULL);
  CloseHandle(file);
  ExpandEnvironmentStringsW(line, whole, 8192);
  if (count > 1) {
    CreateWellKnownSid(WinBuiltinAdministratorsSid, NULL, administrators, &length);
    SID_AND_ATTRIBUTES taken = {administrators, 0};
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_ALL_ACCESS, &own) ||
        !CreateRestrictedToken(own, 0, 1, &taken, 0, NULL, 0, NULL, &token))
      return 201;
  }
  STARTUPINFOW start = {.cb = sizeof start};
  PROCESS_INFORMATION process;
  BOOL started = token == NULL
    ? CreateProcessW(NULL, whole, NULL, NULL, FALSE, 0, NULL, NULL, &start, &process)
    : CreateProcessAsUserW(token, NULL, whole, NULL, NULL, FALSE, 0, NULL, NULL, &start, &process);
  if (!started) return 200;
  WaitForSingleObject(process.hProcess, INFINITE);
  GetExitCodeProcess(process.hProcess, &code);
  return (int)code;
}
`;

/** Runs whole command lines on a Windows: wine puts quotes of its own around arguments. */
export class WindowsStarter {
  readonly #machine: WindowsMachine;

  private constructor(machine: WindowsMachine) {
    this.#machine = machine;
  }

  /** @param work folder for its source */
  static async make(machine: WindowsMachine, work: string): Promise<WindowsStarter> {
    const source = path.join(work, 'starter.c');
    writeFileSync(source, SOURCE);
    await compileWindows(machine.path('starter.exe'), [], [source], ['advapi32']);
    return new WindowsStarter(machine);
  }

  /** Runs a line to its end; names between percent signs are those of the environment. */
  run(line: string): Ended {
    this.#write(line);
    return this.#machine.run('C:\\starter.exe');
  }

  /** The same by an account without rights of administration. */
  runWithoutRights(line: string): Ended {
    this.#write(line);
    return this.#machine.run('C:\\starter.exe', 'without');
  }

  /** The same, and does not wait for it. */
  start(line: string): ChildProcess {
    this.#write(line);
    return this.#machine.start('C:\\starter.exe');
  }

  #write(line: string): void {
    writeFileSync(this.#machine.path('line.txt'), line, 'utf16le');
  }
}
