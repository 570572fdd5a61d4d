import type { LoadProgress, LoadReport } from './load-report.ts';

/** What the writer's thread is given at its start. */
export interface WriterData {
  readonly folder: string;
  /** 32 bytes. */
  readonly dataKey: Uint8Array;
}

/** What the writer's thread can be asked for; requests are answered in order. */
export type WriterRequest =
  /** Read a members file into a new generation. `at`: steady milliseconds. */
  | { readonly type: 'load'; readonly file: string; readonly at: number }
  /** Check the structure of a generation. */
  | { readonly type: 'check'; readonly generation: number }
  /** Delete generations and leftovers that are no longer of use. */
  | { readonly type: 'tidy' };

/** The answer to each request. */
export interface WriterResults {
  readonly load: LoadReport;
  /** Null when sound, else SQLite's first finding. */
  readonly check: string | null;
  /** How many files could not be deleted yet. */
  readonly tidy: number;
}

/** What the thread sends. */
export type WriterMessage =
  | { readonly kind: 'progress'; readonly progress: LoadProgress }
  | { readonly kind: 'done'; readonly result: WriterResults[keyof WriterResults] }
  /** A bug: the request was dropped, the thread goes on. */
  | { readonly kind: 'broken'; readonly error: string };
