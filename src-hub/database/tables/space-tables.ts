import type { Generated } from 'kysely';
import type { Language } from '../../../src-shared/messages/languages.ts';
import type { RequestState, Rejected } from '../../../src-shared/hub-api/space-data.ts';
import type { DelegationScope } from '../../../src-shared/values/member-space/delegation.ts';
import type { RequestKind } from '../../../src-shared/member-requests/request-kinds.ts';
import type { Big, Moment } from './column-types.ts';

/** Tables of the member space: delegations, sessions, data of the back office, requests, devices. */
export interface SpaceTables {
  delegation: {
    id: Generated<string>;
    giver: string;
    helper: string;
    kind: 'member' | 'mandate';
    scope: DelegationScope;
    offered_at: Moment;
    ends_on: string;
    accepted_at: Moment | null;
    declined_at: Moment | null;
    revoked_at: Moment | null;
    revoked_by: string | null;
    reminded_at: Moment | null;
    used_at: Moment | null;
    /** Since when it opens nothing, until its giver confirms it after a new password; null: it does not wait. */
    waits_since: Generated<Moment | null>;
  };
  delegation_act: { id: Generated<Big>; delegation: string; at: Moment; what: string; detail: string | null };
  helper_try: { id: Generated<Big>; holder: string; at: Moment };
  space_session: {
    id: Generated<string>;
    token_hash: Buffer;
    kiosk: string;
    holder: string;
    language: Language;
    opened_at: Moment;
    used_at: Moment;
    ends_at: Moment;
    ended_at: Moment | null;
    acting: string | null;
  };
  reimbursement: {
    id: string;
    holder: string;
    act: string;
    care_on: string;
    currency: string;
    paid: Big;
    social_security: Big;
    mutual: Big;
    remains: Big;
    status: 'paid' | 'pending' | 'refused';
    paid_on: string | null;
  };
  guarantee_item: { guarantee: string; place: number; field: string; label: string; covers: string };
  contract: { holder: string; guarantee: string; since: string; until: string | null };
  member_request: {
    id: string;
    receipt: string;
    holder: string;
    made_by: string;
    delegation: string | null;
    kind: RequestKind;
    topic: string;
    sealed: Buffer;
    made_at: Moment;
    state: RequestState;
    /** Why it was refused at arrival; null: it was not. */
    rejected: Rejected | null;
    reply: string | null;
    changed_at: Moment;
    effective_on: string | null;
    /** An address whose town staff have to confirm before it takes effect. */
    unconfirmed: Generated<boolean>;
    applied_at: Moment | null;
  };
  device: {
    id: Generated<string>;
    holder: string;
    name: string;
    kind: 'phone' | 'tablet' | 'computer';
    token_hash: Buffer | null;
    /** Ed25519, 32 bytes; null: a device that does not sign. */
    public_key: Generated<Buffer | null>;
    /** Attempt of its registration; null: imported. */
    attempt: Generated<string | null>;
    place: string | null;
    registered_at: Moment;
    used_at: Moment;
    blocked_at: Moment | null;
    deleted_at: Moment | null;
    /** As that of a delegation. */
    waits_since: Generated<Moment | null>;
  };
}
