import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { KioskLine, KioskOrders } from './chaos-messages.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** A process that is shot and started again. */
export abstract class Victim {
  readonly name: string;
  /** Wrote to standard error since the start of the run. */
  complaints = '';
  #process: ChildProcess | null = null;

  constructor(name: string) {
    this.name = name;
  }

  /** Starts it; it may be shot before it is ready. */
  start(): void {
    const started = this.launch();
    started.stderr?.on('data', (text: Buffer) => (this.complaints += text.toString()));
    this.#process = started;
  }

  /** Shoots it (SIGKILL) and starts it again. */
  async shoot(): Promise<void> {
    await this.end();
    this.start();
  }

  /** Shoots it for good. */
  async end(): Promise<void> {
    const running = this.#process;
    if (running?.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGKILL');
    await gone;
  }

  /** Its process id; 0 before its start. */
  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  protected get process(): ChildProcess | null {
    return this.#process;
  }

  protected abstract launch(): ChildProcess;
}

/** Head office, as it is started in the field. */
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

/** A kiosk that decides. */
export class KioskVictim extends Victim {
  readonly #orders: () => KioskOrders;
  readonly #heard: (line: KioskLine) => void;

  /** @param orders asked for at each start @param heard told of each line */
  constructor(name: string, orders: () => KioskOrders, heard: (line: KioskLine) => void) {
    super(name);
    this.#orders = orders;
    this.#heard = heard;
  }

  /** Asks it to decide no more and to say how it stands. */
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
        // A process that is shot while it writes leaves half a line: nobody was told anything by it.
        if (line.endsWith('}')) this.#heard(JSON.parse(line) as KioskLine);
      });
    return started;
  }
}
