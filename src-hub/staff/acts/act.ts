import type {
  ActRefusal,
  StaffAct,
  StaffActAnswer,
  StaffActKind,
} from '../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import type { Asker } from '../../codes/code-limits.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { StaffSession } from '../staff-session.ts';

/** An act that may be done: the session stands, the visit too, and role, second factor and day allow it. */
export interface AllowedAct<Kind extends StaffActKind> {
  readonly id: string;
  readonly act: Extract<StaffAct, { kind: Kind }>;
  readonly session: StaffSession;
  readonly visit: string;
  /** Subject of the member who stands in the visit. Null only for acts that need none. */
  readonly subject: string;
  readonly asker: Asker;
  /** It was done before under this id: only its answer was lost. */
  readonly isRepeated: boolean;
}

/** What became of it, and what the audit keeps besides. */
export interface ActResult {
  readonly answer: StaffActAnswer;
  readonly facts?: Readonly<Record<string, string>>;
}

/** Does an act within the transaction that records it. */
export type ActRun<Kind extends StaffActKind> = (
  connection: HubConnection,
  deps: HubDeps,
  asked: AllowedAct<Kind>,
) => Promise<ActResult>;

/** An act that was not done. */
export function refusedAct(why: ActRefusal, waitMs: number | null = null): ActResult {
  return { answer: { result: 'refused', why, waitMs } };
}
