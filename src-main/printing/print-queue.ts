import type { Log } from '../log/log.ts';
import type { PrintDocument, Printer } from './printer.ts';

/** How far a paper has come; `done` only once the printing system has said so. */
export type PrintState = 'printing' | 'done' | 'failed';

/** Has papers printed while the visitor goes on, and knows what became of each. It keeps no paper. */
export class PrintQueue {
  readonly #printer: Printer;
  readonly #log: Log;
  readonly #states = new Map<string, PrintState>();
  readonly #listeners = new Set<(id: string) => void>();
  readonly #end = new AbortController();

  constructor({ printer, log }: { printer: Printer; log: Log }) {
    this.#printer = printer;
    this.#log = log;
  }

  /** Characters in a line of the paper. */
  get columns(): number {
    return this.#printer.columns;
  }

  /** Begins to print, unless the paper of this id is being printed or was. @param id names the paper */
  print(id: string, document: PrintDocument): void {
    const state = this.state(id);
    if (state === 'printing' || state === 'done') return;
    // What was shown of earlier papers is no longer on any screen.
    for (const [other, former] of this.#states) if (former !== 'printing') this.#states.delete(other);
    this.#states.set(id, 'printing');
    void this.#printer.print(document, this.#end.signal).then((outcome) => {
      if (this.#end.signal.aborted) return;
      this.#states.set(id, outcome.ok ? 'done' : 'failed');
      if (outcome.ok) this.#log.info({}, 'receipt-printed');
      else this.#log.warn({ reason: outcome.reason }, 'receipt-not-printed');
      for (const listener of this.#listeners) listener(id);
    });
  }

  /** How far the paper of an id has come; null when none was asked for. */
  state(id: string): PrintState | null {
    return this.#states.get(id) ?? null;
  }

  /** Calls back with the id of each paper whose end became known. */
  onSettled(listener: (id: string) => void): void {
    this.#listeners.add(listener);
  }

  /** Waits for nothing any more; what is with the printing system stays there. */
  stop(): void {
    this.#end.abort();
  }
}
