import type { LoadProgress, LoadReport } from './load-report.ts';

/** Start data of the writer thread. */
export interface WriterData {
  readonly folder: string;
  /** 32 bytes. */
  readonly dataKey: Uint8Array;
}

/** Requests to the writer thread; answered in order. */
export type WriterRequest =
  /** Read a members file into a new generation. `at`: steady milliseconds. */
  | { readonly type: 'load'; readonly file: string; readonly at: number }
  /** Check the structure of a generation. */
  | { readonly type: 'check'; readonly generation: number }
  /** Delete old generations and leftovers. */
  | { readonly type: 'tidy' };

/** The answer to each request. */
export interface WriterResults {
  readonly load: LoadReport;
  /** SQLite's first finding; null: no damage. */
  readonly check: string | null;
  /** Number of files that could not be deleted yet. */
  readonly tidy: number;
}

/** Messages from the writer thread. */
export type WriterMessage =
  | { readonly kind: 'progress'; readonly progress: LoadProgress }
  | { readonly kind: 'done'; readonly result: WriterResults[keyof WriterResults] }
  /** A bug: the request was dropped; the thread continues. */
  | { readonly kind: 'broken'; readonly error: string };
