import type { Generated } from 'kysely';
import type { Channel } from '../../../src-shared/values/contact/channel.ts';
import type { CanaryState, MorningTest } from '../../../src-shared/hub-api/staff/kiosk-branch.ts';
import type { Moment } from './column-types.ts';

/** Tables of what kiosks tell of their visits to the branch page. */
export interface BranchTables {
  branch_visit: {
    id: string;
    kiosk: string;
    branch: string;
    step: string;
    block: string | null;
    block_until: Moment | null;
    /** Subject; null: not known, or the visit has ended. */
    holder: string | null;
    started_at: Moment;
    step_since: Moment;
    told_at: Moment;
    ended_at: Moment | null;
    ending: string | null;
  };
  branch_call: {
    id: Generated<string>;
    visit: string;
    kiosk: string;
    branch: string;
    step: string;
    block: string | null;
    called_at: Moment;
    taken_at: Moment | null;
    taken_by: string | null;
    taken_name: string | null;
    closed_at: Moment | null;
    ending: string | null;
    /** Null: who called stands at the kiosk. */
    aside_at: Moment | null;
  };
  ticket: {
    id: string;
    visit: string;
    kiosk: string;
    branch: string;
    step: string;
    code_mac: Buffer;
    made_at: Moment;
    expires_at: Moment;
    voided_at: Moment | null;
    taken_at: Moment | null;
    taken_by: string | null;
    attempt: string | null;
  };
  ticket_try: { attempt: string; mac: Buffer; kiosk: string; branch: string; at: Moment };
  branch_page: {
    id: string;
    token_hash: Buffer;
    bound: Buffer;
    /** Null: opened by a hub of before. */
    network: Generated<Buffer | null>;
    staff: string;
    branch: string | null;
    opened_at: Moment;
    used_at: Moment;
    ends_at: Moment;
    ended_at: Moment | null;
  };
  canary: {
    id: string;
    kiosk: string;
    channel: Channel;
    message: string | null;
    state: CanaryState;
    at: Moment;
  };
  morning_test: {
    id: string;
    kiosk: string;
    at: Moment;
    badge: string | null;
    parts: MorningTest['parts'];
  };
}
