import type { EventOutcome } from '../../src-main/events/event-journal.ts';
import type { HubSettings } from '../../src-main/hub-client/hub-connection.ts';

/** Arguments of a kiosk of the chaos run. */
export interface KioskOrders {
  /** Folder of its databases. */
  readonly folder: string;
  readonly hub: HubSettings;
  /** Error of its clock, in milliseconds. */
  readonly clockError: number;
  readonly seed: number;
  /** Numbers of its members. */
  readonly numbers: readonly string[];
  /** Mean wait between two decisions, in milliseconds. */
  readonly pace: number;
}

/** A confirmation to a member: "this is recorded". Written only after the decision is committed. */
export interface Confirmation {
  readonly told: string;
  readonly kind: 'password-set' | 'letter-requested';
  readonly number: string;
  /** The password's hash, to recognise it at head office; empty for a letter. */
  readonly phc: string;
  /** The real time, in milliseconds. */
  readonly at: number;
}

/** Final report of a kiosk. */
export interface Status {
  readonly waiting: number;
  /** Outcome of each decision in its journal. */
  readonly outcomes: readonly (readonly [id: string, outcome: EventOutcome])[];
}

/** A line of a kiosk: a confirmation, or its final report. */
export type KioskLine = Confirmation | Status;
