/** A text for paper. */
export interface PrintDocument {
  /** Shown in the queue of the printing system: names nobody. */
  readonly title: string;
  /** Lines of plain text, already broken to the width of the paper. */
  readonly text: string;
}

/**
 * What became of a paper. `unavailable`: there is no printing system; `refused`: it did not take the job; `stopped`: the
 * job was held, or its printer is stopped; `aborted`: begun and given up; `not-confirmed`: nobody said that it is done.
 */
export type PrintOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'unavailable' | 'refused' | 'stopped' | 'aborted' | 'not-confirmed';
    };

/** The printer of this kiosk, through the printing system of its machine. */
export interface Printer {
  /** Characters in a line of its paper. */
  readonly columns: number;
  /** Prints, and waits until the printing system has said what became of it. Never fails. */
  print(document: PrintDocument, signal: AbortSignal): Promise<PrintOutcome>;
}
