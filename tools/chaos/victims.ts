import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { KioskLine, KioskOrders } from './chaos-messages.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** A process that is killed and started again. */
export abstract class Victim {
  readonly name: string;
  /** Everything written to standard error since the start of the run. */
  complaints = '';
  #process: ChildProcess | null = null;

  constructor(name: string) {
    this.name = name;
  }

  /** Starts it; it may be killed before it is ready. */
  start(): void {
    const started = this.launch();
    started.stderr?.on('data', (text: Buffer) => (this.complaints += text.toString()));
    this.#process = started;
  }

  /** Kills it (SIGKILL) and starts it again. */
  async shoot(): Promise<void> {
    await this.end();
    this.start();
  }

  /** Kills it without a new start. */
  async end(): Promise<void> {
    const running = this.#process;
    if (running?.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGKILL');
    await gone;
  }

  /** Its process id; 0: not started. */
  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  protected get process(): ChildProcess | null {
    return this.#process;
  }

  protected abstract launch(): ChildProcess;
}

/** Head office, started like in production. */
export class HubVictim extends Victim {
  readonly #environment: Record<string, string>;

  constructor(environment: Record<string, string>) {
    super('hub');
    this.#environment = environment;
  }

  protected launch(): ChildProcess {
    return spawn(process.execPath, ['src-hub/main.ts', 'serve'], {
      cwd: ROOT,
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
}

/** A kiosk that makes decisions. */
export class KioskVictim extends Victim {
  readonly #orders: () => KioskOrders;
  readonly #heard: (line: KioskLine) => void;

  /**
   * @param orders read at each start
   * @param heard called with each line
   */
  constructor(name: string, orders: () => KioskOrders, heard: (line: KioskLine) => void) {
    super(name);
    this.#orders = orders;
    this.#heard = heard;
  }

  /** Asks it to stop deciding and to report. */
  ask(): void {
    this.process?.send('status');
  }

  protected launch(): ChildProcess {
    const started = fork(path.join(import.meta.dirname, 'chaos-kiosk.ts'), [JSON.stringify(this.#orders())], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    started.on('message', (status) => this.#heard(status as KioskLine));
    if (started.stdout !== null)
      createInterface({ input: started.stdout }).on('line', (line) => {
        // A process killed while writing leaves half a line, which told nobody anything.
        if (line.endsWith('}')) this.#heard(JSON.parse(line) as KioskLine);
      });
    return started;
  }
}
