import type { Log } from '../log/log.ts';
import type { PrintDocument, Printer } from './printer.ts';

/** State of a document; `done` only after the printing system has confirmed it. */
export type PrintState = 'printing' | 'done' | 'failed';

/** Prints documents while the visitor continues, and keeps the state of each, but not the document. */
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

  /** Characters in a line. */
  get columns(): number {
    return this.#printer.columns;
  }

  /**
   * Starts to print, unless the document of this id is printing or printed.
   * @param id names the document
   */
  print(id: string, document: PrintDocument): void {
    const state = this.state(id);
    if (state === 'printing' || state === 'done') return;
    // Earlier documents are not shown on a screen any more.
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

  /** State of a document; null: not asked for. */
  state(id: string): PrintState | null {
    return this.#states.get(id) ?? null;
  }

  /** Calls back with the id of each document that is printed or has failed. */
  onSettled(listener: (id: string) => void): void {
    this.#listeners.add(listener);
  }

  /** Stops waiting; jobs that the printing system has stay there. */
  stop(): void {
    this.#end.abort();
  }
}
