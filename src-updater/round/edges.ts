import type { KeyObject } from 'node:crypto';
import type { Machine } from '../machine/machine.ts';
import type { Moment } from '../rules/conditions.ts';

/** What a round of the service works with. */
export interface Edges {
  readonly machine: Machine;
  /** Folder of the service: nobody else writes there. */
  readonly home: string;
  /** Data folder of the kiosk. */
  readonly data: string;
  /** Keys of which one must have signed; null: none are known. */
  readonly keys: readonly KeyObject[] | null;
  readonly now: () => Moment;
  readonly sleep: (seconds: number) => Promise<void>;
  /** Bytes that are free on the disk of a folder. */
  readonly free: (folder: string) => number;
  /** A line for the system's log. */
  readonly log: (line: string) => void;
}
