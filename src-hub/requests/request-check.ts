import { subjectOf } from '../../src-shared/sync/accounts.ts';
import type { EventAnswer } from '../../src-shared/sync/events.ts';
import type { RequestDecision } from './kept-request.ts';
import { couldAsk } from './mandate.ts';
import type { PeopleOfRequests } from './people-of-requests.ts';

type Refusal = Extract<EventAnswer, { status: 'refused' }>;

/** Who may send a request: a person whom head office knows, or a helper who could act for them. @returns null: they may */
export function refusalOf(
  { people, mandates }: PeopleOfRequests,
  { body: { holder, helper }, decidedAt }: RequestDecision,
): Refusal | null {
  const giver = subjectOf(holder);
  if (!people.has(giver)) return { status: 'refused', reason: 'unknown-member' };
  if (helper === null) return null;
  const sent = { giver, helper: subjectOf(helper.holder), delegation: helper.delegation };
  return couldAsk(mandates, sent, decidedAt) ? null : { status: 'refused', reason: 'not-allowed' };
}
