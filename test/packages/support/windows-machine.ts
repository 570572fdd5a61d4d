import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The outcome of a program. Unix keeps the last eight bits of an exit code: 1603 becomes 67. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A Windows, played by wine, in a folder. */
export class WindowsMachine {
  readonly #env: NodeJS.ProcessEnv;
  readonly #drive: string;

  /** @param folder for its files; the caller removes it */
  constructor(folder: string) {
    mkdirSync(path.join(folder, 'wine'), { recursive: true });
    this.#env = {
      ...process.env,
      WINEPREFIX: path.join(folder, 'wine'),
      WINEDEBUG: '-all',
      // Neither a browser nor .NET is asked for.
      WINEDLLOVERRIDES: 'mscoree,mshtml=',
      DISPLAY: undefined,
    };
    this.#drive = path.join(folder, 'wine', 'drive_c');
    this.run('wineboot', '--init');
    // Its services are known from the next start on. They stay, as on a machine that runs: to start them takes seconds.
    this.cutPower();
  }

  /**
   * Lets programs of V8 run. wine 8 has a call that reserves room for later (`VirtualAlloc2` with placeholders), but does
   * not do it, and V8 ends; without the call V8 reserves as on an older Windows. The name of the call is changed to
   * another that keeps the order of names.
   */
  hidePlaceholders(): void {
    this.close();
    const file = this.path('windows', 'system32', 'kernelbase.dll');
    const text = readFileSync(file, 'latin1').replaceAll('VirtualAlloc2\0', 'VirtualAlloc1\0');
    const bytes = Buffer.from(text, 'latin1');
    // wine takes its own library in place of one that says that it is wine's.
    bytes.fill(0, 0x40, 0x60);
    writeFileSync(file, bytes);
    this.#env['WINEDLLOVERRIDES'] = 'mscoree,mshtml=;kernelbase=n';
    this.#serve();
  }

  #serve(): void {
    spawnSync('wineserver', ['--persistent'], { env: this.#env, stdio: 'ignore' });
  }

  /** Which Windows it says it is: `win7`, `win10`. */
  setVersion(version: string): void {
    this.run('winecfg', '/v', version);
  }

  /** A path of drive C: as this system has it. */
  path(...parts: string[]): string {
    return path.join(this.#drive, ...parts);
  }

  /** Runs a program of Windows to its end. */
  run(program: string, ...args: string[]): Ended {
    // A pipe would stay open as long as any program that it has started runs.
    const file = path.join(this.#drive, '..', 'output.txt');
    const output = openSync(file, 'w');
    const done = spawnSync('wine', [program, ...args], {
      env: this.#env,
      stdio: ['ignore', output, output],
      timeout: 120_000,
    });
    closeSync(output);
    return { code: done.status, output: readFileSync(file, 'utf8') };
  }

  /** Starts a program that goes on running. */
  start(program: string, ...args: string[]): ChildProcess {
    return spawn('wine', [program, ...args], { env: this.#env, stdio: 'ignore' });
  }

  /** Switches it off. */
  close(): void {
    spawnSync('wineserver', ['--kill'], { env: this.#env });
    spawnSync('wineserver', ['--wait'], { env: this.#env, timeout: 60_000 });
  }

  /** Ends all programs at once, as a power cut does; then it starts again. */
  cutPower(): void {
    this.close();
    this.#serve();
  }

  /** The texts and numbers of a key below HKEY_LOCAL_MACHINE, in its 64-bit view; empty: there is no such key. */
  registry(key: string): Record<string, string> {
    const { output } = this.run('reg', 'query', `HKLM\\${key}`, '/reg:64');
    const lines = [...output.matchAll(/^ {4}(\S.*?) {4}REG_\w+ {4}(.*?)\r?$/gmu)];
    return Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
  }
}

/** Looks again and again, as fast as it can. */
export function appears(seen: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (seen()) resolve();
      else setImmediate(look);
    };
    look();
  });
}
