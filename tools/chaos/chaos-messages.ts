import type { EventOutcome } from '../../src-main/events/event-journal.ts';
import type { HubSettings } from '../../src-main/hub-client/hub-connection.ts';

/** What a kiosk of the chaos run is started with. */
export interface KioskOrders {
  /** Folder of its databases. */
  readonly folder: string;
  readonly hub: HubSettings;
  /** Mark of its machine, 64 hex digits. */
  readonly machine: string;
  /** How wrong its clock is, in milliseconds. */
  readonly clockError: number;
  readonly seed: number;
  /** Members whom it serves. */
  readonly numbers: readonly string[];
  /** Mean wait between two decisions, in milliseconds. */
  readonly pace: number;
}

/** What a member was told: "this is recorded". Written only once the decision is committed. */
export interface Told {
  readonly told: string;
  readonly kind: 'password-set' | 'letter-requested';
  readonly number: string;
  /** The hash, by which head office's is recognised; empty for a letter. */
  readonly phc: string;
  /** The true time, in milliseconds. */
  readonly at: number;
}

/** What a kiosk says when it is asked for its end. */
export interface Status {
  readonly waiting: number;
  /** What became of each decision in its journal. */
  readonly outcomes: readonly (readonly [id: string, outcome: EventOutcome])[];
}

/** What a kiosk says: lines of what was told, and its state when it is asked. */
export type KioskLine = Told | Status;
