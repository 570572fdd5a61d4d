import type { EventAnswer } from '../../../src-shared/hub-api/events.ts';
import type { RequestBody } from '../../../src-shared/member-requests/request-kinds.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { KindContext } from './kind.ts';
import {
  type KeptRequest,
  type RequestDecision,
  saveRequests,
} from '../../member-space/requests/kept-request.ts';
import { peopleOfRequests, type PeopleOfRequests } from '../../member-space/requests/people-of-requests.ts';
import {
  requestRefusalOf,
  type RequestRefusal,
  rejectRequest,
} from '../../member-space/requests/request-check.ts';

/** A decision to send a request that replaces no other. */
type PlainDecision = RequestDecision & { readonly body: Exclude<RequestBody, { kind: 'address-changed' }> };

/** Requests that staff handle and that replace no other: each is kept. */
export const plainRequest = {
  open: async (
    connection: HubConnection,
    subjects: readonly string[],
    context: KindContext,
  ): Promise<PlainRun> => new PlainRun(await peopleOfRequests(connection, subjects), context),
};

class PlainRun {
  readonly #people: PeopleOfRequests;
  readonly #context: KindContext;
  readonly #kept: KeptRequest[] = [];

  constructor(people: PeopleOfRequests, context: KindContext) {
    this.#people = people;
    this.#context = context;
  }

  decide(decision: PlainDecision): EventAnswer {
    const refusal = requestRefusalOf(this.#people, decision);
    if (refusal !== null) {
      this.#reject(decision, refusal);
      return { status: 'refused', reason: refusal };
    }
    this.#kept.push({ decision, state: 'received', effectiveOn: null });
    return { status: 'accepted' };
  }

  reject(decision: PlainDecision, reason: 'expired'): void {
    this.#reject(decision, requestRefusalOf(this.#people, decision) ?? reason);
  }

  #reject(decision: PlainDecision, refusal: RequestRefusal): void {
    this.#kept.push(...rejectRequest(decision, refusal));
  }

  async save(connection: HubConnection): Promise<void> {
    await saveRequests(connection, this.#context, this.#people, this.#kept);
  }
}
