import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { View } from '../../../../src-shared/journey/view.ts';
import type { Config } from '../../../../src-main/config/config-schema.ts';
import type { Kiosk } from '../../../../src-main/kiosk.ts';
import { bundleOf } from '../../../support/bundles/bundles.ts';
import type { ChildRequest, ChildSettings, Death } from './child-messages.ts';

type Ask = ChildRequest extends infer Request
  ? Request extends unknown
    ? Omit<Request, 'id'>
    : never
  : never;

/** The process ended before it had answered. */
export class ChildDied extends Error {}

/** A kiosk in a process of its own, for faults that no process survives or that are the process's own. */
export class ChildKiosk implements Kiosk {
  readonly process: ChildProcess;
  /** What the process wrote to standard error. */
  complaints = '';
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  readonly #listeners = new Set<(view: View) => void>();
  #lastId = 0;

  constructor(settings: { config: Config; wall: number; dieAt?: Death; execArgv?: string[] }) {
    const { config, wall, dieAt = null, execArgv = [] } = settings;
    const given: ChildSettings = { config, wall, dieAt };
    this.process = fork(bundleOf('kiosk'), [JSON.stringify(given)], {
      execArgv,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.process.stderr?.on('data', (text: Buffer) => (this.complaints += text.toString()));
    this.process.on('message', (message) =>
      this.#take(message as { id: number; answer: never } | { view: View }),
    );
    this.process.on('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new ChildDied(`ended: ${this.complaints}`));
      this.#waiting.clear();
    });
  }

  act(action: Parameters<Kiosk['act']>[0]): Promise<View> {
    return this.#ask({ type: 'act', action });
  }

  /** Moves the time of the process. */
  advance(milliseconds: number): Promise<null> {
    return this.#ask({ type: 'advance', milliseconds });
  }

  /** Has the garbage collected and writes a heap snapshot. */
  heap(file: string): Promise<string> {
    return this.#ask({ type: 'heap', file });
  }

  alive(): void {
    throw new Error('not needed here');
  }

  syncState(): never {
    throw new Error('not needed here');
  }

  displayFailed(): void {
    throw new Error('not needed here');
  }

  onView(listener: (view: View) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    const exit = once(this.process, 'exit');
    await this.#ask<null>({ type: 'close' });
    await exit;
  }

  /** Shoots the process, as a power cut would. */
  async kill(): Promise<void> {
    const exit = this.#ended ? null : once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await exit;
  }

  get #ended(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  #ask<Answer>(request: Ask): Promise<Answer> {
    const id = (this.#lastId += 1);
    return new Promise<Answer>((resolve, reject) => {
      if (this.#ended) {
        reject(new ChildDied(`has ended: ${this.complaints}`));
        return;
      }
      this.#waiting.set(id, { resolve, reject });
      this.process.send({ id, ...request });
    });
  }

  #take(message: { id: number; answer: never } | { view: View }): void {
    if ('view' in message) {
      for (const listener of this.#listeners) listener(message.view);
      return;
    }
    this.#waiting.get(message.id)?.resolve(message.answer);
    this.#waiting.delete(message.id);
  }
}
