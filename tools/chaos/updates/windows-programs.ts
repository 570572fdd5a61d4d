import fs from 'node:fs';
import path from 'node:path';
import { writeDurably } from '../../../src-main/files/durable-file.ts';
import { SETUP_EXIT, WINDOWS_FILES, WINDOWS_TASKS } from '../../../src-shared/release/windows-setup.ts';
import type { Machine } from '../../../src-updater/machine/machine.ts';
import type { Answer } from '../../../src-updater/machine/run-program.ts';
import { windows } from '../../../src-updater/machine/windows.ts';
import { isFull } from '../../../src-updater/store/service-folder.ts';
import {
  readPackage,
  readParts,
  writeParts,
  type MadePackage,
  type Process,
  type Programs,
} from './programs.ts';

const DONE: Answer = { code: 0, output: '' };

/** A path as this system has it. */
const own = (file: string): string => file.replaceAll('\\', '/');

/**
 * Installs as the setup for Windows does (`deploy/windows/borne-adherent.nsi`): beside the former version; then two
 * folders change their names. The service works with it by the programs of Windows that it really calls.
 */
export class WindowsPrograms implements Programs {
  readonly #folder: string;
  readonly #registry: string;
  readonly #process: Process;

  constructor(root: string, process: Process) {
    this.#folder = path.join(root, 'programs');
    this.#registry = path.join(root, 'registry.json');
    this.#process = process;
    fs.mkdirSync(path.join(this.#folder, 'updater'), { recursive: true });
  }

  begin(made: MadePackage): void {
    const file = path.join(this.#folder, '..', 'first-setup.exe');
    fs.writeFileSync(file, JSON.stringify(made));
    this.#setup(file);
  }

  whole(): MadePackage | null {
    try {
      return readParts(this.#place('app'));
    } catch {
      return null;
    }
  }

  machine(): Machine {
    return windows((program, args) => this.#run(program, args), 'x64', {
      env: {},
      exists: (file) => fs.existsSync(own(file)),
      copy: (from, to) => fs.copyFileSync(own(from), to),
    });
  }

  #place(...names: string[]): string {
    return path.join(this.#folder, ...names);
  }

  #run(program: string, args: readonly string[]): Answer {
    switch (path.win32.basename(program)) {
      case 'reg.exe':
        return this.#ask(args[3] ?? '');
      case 'taskkill.exe': {
        const code = this.#process.runs() ? 0 : 128;
        this.#process.stop();
        return { code, output: '' };
      }
      case 'schtasks.exe':
        if (args[2] !== WINDOWS_TASKS.kiosk) throw new Error(`${args.join(' ')}: of another task`);
        if (args[0] === '/Run') this.#process.start();
        if (args[0] === '/End') this.#process.stop();
        return DONE;
      default:
        return this.#setup(program);
    }
  }

  #ask(name: string): Answer {
    if (!fs.existsSync(this.#registry)) return { code: 1, output: 'ERROR: not found' };
    const values = JSON.parse(fs.readFileSync(this.#registry, 'utf8')) as Record<string, string>;
    return { code: 0, output: `\r\nHKLM\r\n    ${name}    REG_SZ    ${values[name] ?? ''}\r\n\r\n` };
  }

  /** What the setup does, in its order. */
  #setup(file: string): Answer {
    const made = readPackage(file);
    const [app, fresh, former] = [this.#place('app'), this.#place('app.new'), this.#place('app.old')];
    if (!fs.existsSync(app) && fs.existsSync(former)) fs.renameSync(former, app);
    for (const left of [fresh, former]) fs.rmSync(left, { recursive: true, force: true });
    try {
      fs.mkdirSync(fresh);
      writeParts(fresh, made, () => false, made.behaviour === 'not-installable' ? 2 : undefined);
    } catch (error) {
      if (!isFull(error)) throw error;
      return this.#gaveUp(fresh);
    }
    if (made.behaviour === 'not-installable') return this.#gaveUp(fresh);
    this.#process.stop();
    if (fs.existsSync(app)) fs.renameSync(app, former);
    fs.renameSync(fresh, app);
    const kept = this.#place(...WINDOWS_FILES.package.split('\\'));
    let code: number = SETUP_EXIT.done;
    try {
      fs.copyFileSync(file, `${kept}.new`);
      fs.renameSync(`${kept}.new`, kept);
    } catch (error) {
      if (!isFull(error)) throw error;
      code = SETUP_EXIT.disk;
    }
    // The registry has its room already.
    const values = { Version: made.version, Package: 'nsis', Layout: '0', Folder: this.#folder };
    try {
      writeDurably(this.#registry, JSON.stringify(values));
    } catch (error) {
      if (!isFull(error)) throw error;
      return { code: SETUP_EXIT.disk, output: 'the registry is full' };
    }
    fs.rmSync(former, { recursive: true, force: true });
    this.#process.start();
    return { code, output: '' };
  }

  #gaveUp(fresh: string): Answer {
    fs.rmSync(fresh, { recursive: true, force: true });
    return {
      code: SETUP_EXIT.disk,
      output: 'The disk is full or cannot be written. Nothing has been changed.',
    };
  }
}
