import { MINUTE } from '../../src-shared/time/units.ts';

/** Milliseconds after which a job without confirmation counts as not printed. */
export const PRINT_PATIENCE = MINUTE;

/** A text to print. */
export interface PrintDocument {
  /** Shown in the queue of the printing system; names no person. */
  readonly title: string;
  /** Lines of plain text, already broken to the printer's width. */
  readonly text: string;
}

/**
 * Result of a job. `unavailable`: there is no printing system. `refused`: it did not take the job. `stopped`: the job
 * is held, or the printer is stopped. `aborted`: started and cancelled. `not-confirmed`: no confirmation came.
 */
export type PrintOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'unavailable' | 'refused' | 'stopped' | 'aborted' | 'not-confirmed';
    };

/** The kiosk's printer, through the machine's printing system. */
export interface Printer {
  /** Characters in a line. */
  readonly columns: number;
  /** Prints and waits for the result. Never throws. */
  print(document: PrintDocument, signal: AbortSignal): Promise<PrintOutcome>;
}
