import type { StaffReason, KioskAct } from '../../src-shared/hub-api/staff/kiosk-adviser.ts';
import type { ScreenOf } from '../../src-shared/journey/screens.ts';
import type { TestPart } from '../../src-shared/policy/staff/morning-test.ts';
import type { StaffAct } from '../../src-shared/policy/staff/staff-acts.ts';
import type { AdviserCalls } from './adviser-calls.ts';
import type { Adviser, StaffDesk } from './staff-desk.ts';
import type { VisitTeller } from './visit-teller.ts';

/** Result of a part of the morning test. */
export interface PartResult {
  readonly result: 'good' | 'bad' | 'skipped';
  readonly found: string | null;
  /** What was measured; null: nothing. */
  readonly value: number | null;
}

/** An act that is told to the audit. */
export interface NotedAct {
  readonly act: StaffAct | KioskAct;
  readonly adviser: Adviser;
  /** Id of the member's visit; null: none. */
  readonly visit: string | null;
  readonly reason: StaffReason | null;
  /** Head office has heard of it by a call. */
  readonly isTold: boolean;
}

/** Staff at this kiosk, as the screens of staff mode use it. */
export interface StaffPlace {
  readonly desk: StaffDesk;
  readonly calls: AdviserCalls;
  readonly visits: VisitTeller;
  /** What this kiosk needs. */
  needs(): ScreenOf<'staff-home'>['needs'];
  /** What waits, the last contact, the clock and the version. */
  sync(): Omit<ScreenOf<'staff-sync'>, 'id' | 'adviser'>;
  /** Asks head office for the time; `sync` then tells how far the clocks are apart. Nobody waits for it. */
  askClock(): Promise<void>;
  /** Records an act: here, and for head office. */
  note(act: NotedAct): void;
  /** An adviser has left staff mode. @param visit id of the parked visit; null: none */
  left(adviser: Adviser, visit: string | null): void;
  /** Tries a part of the morning test that needs no hand. */
  tryPart(part: TestPart): Promise<PartResult>;
  /** Keeps the whole test, and sends it. */
  keepTest(
    results: Readonly<Partial<Record<TestPart, PartResult>>>,
    adviser: Adviser,
  ): Promise<'kept' | 'sent'>;
  /** Ends the application, or starts it again. */
  machine(to: 'restart' | 'exit', adviser: Adviser): void;
}
