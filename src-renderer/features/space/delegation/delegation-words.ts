import type { Language } from '../../../../src-shared/messages/languages.ts';
import type { DelegationScope } from '../../../../src-shared/values/member-space/delegation.ts';
import type { Delegation, DelegationAct } from '../../../../src-shared/hub-api/space-data.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { intlLocale } from '../../../../src-shared/time/moment-words.ts';

type Words = () => string;

/** Name and meaning of each scope of a helper. */
export const SCOPE_TITLES: Readonly<
  Record<DelegationScope, { readonly title: Words; readonly text: Words }>
> = {
  see: { title: m.delegation_scope_see, text: m.delegation_scope_see_text },
  ask: { title: m.delegation_scope_ask, text: m.delegation_scope_ask_text },
  all: { title: m.delegation_scope_all, text: m.delegation_scope_all_text },
};

/** Words for the state of a delegation; those of an offer depend on the side. */
export const DELEGATION_STATES = {
  offered: { tone: 'quiet', text: m.delegation_offered_given },
  active: { tone: 'good', text: m.delegation_active },
  declined: { tone: 'quiet', text: m.delegation_declined },
  revoked: { tone: 'quiet', text: m.delegation_revoked },
  ended: { tone: 'quiet', text: m.delegation_ended },
  waiting: { tone: 'quiet', text: m.delegation_waiting },
} as const satisfies Record<Delegation['state'], { tone: 'good' | 'bad' | 'quiet'; text: Words }>;

/** What a helper did, in words. */
export const ACT_WORDS: Readonly<Record<DelegationAct['what'], Words>> = {
  opened: m.act_opened,
  'saw-reimbursements': m.act_saw_reimbursements,
  'saw-guarantees': m.act_saw_guarantees,
  'saw-requests': m.act_saw_requests,
  'saw-devices': m.act_saw_devices,
  'sent-request': m.act_sent_request,
  'blocked-device': m.act_blocked_device,
  'unblocked-device': m.act_unblocked_device,
};

/** A delegation, and the side of the reader. */
export interface ListedDelegation {
  readonly delegation: Delegation;
  readonly side: 'given' | 'received';
}

/** Order in the list: offers to answer, offers that wait for the other side, active delegations, ended ones. */
function rank({ delegation, side }: ListedDelegation): number {
  if (delegation.state === 'offered') return side === 'received' ? 0 : 1;
  return delegation.state === 'active' || delegation.state === 'waiting' ? 2 : 3;
}

/** The delegations of both sides in one list: those with something to do first, then by name. */
export function listedDelegations(
  given: readonly Delegation[],
  received: readonly Delegation[],
  language: Language,
): ListedDelegation[] {
  const { compare } = new Intl.Collator(intlLocale(language), { numeric: true });
  return [
    ...given.map((delegation) => ({ delegation, side: 'given' as const })),
    ...received.map((delegation) => ({ delegation, side: 'received' as const })),
  ].sort((a, b) => rank(a) - rank(b) || compare(a.delegation.name, b.delegation.name));
}
