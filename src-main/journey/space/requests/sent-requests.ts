import { allows } from '../../../../src-shared/values/member-space/delegation.ts';
import { subjectOf } from '../../../../src-shared/values/holder.ts';
import type { RequestBody } from '../../../../src-shared/member-requests/request-kinds.ts';
import { memberKey } from '../../steps/member-key.ts';
import type { Services } from '../../steps/services.ts';
import type { JourneyContext } from '../../steps/step-handler.ts';
import type { RequestStep } from '../../steps/space-steps.ts';
import type { Space } from '../../steps/space.ts';

/** The content of a request, without the person, who follows from the space. */
export type RequestContent = RequestBody extends infer Body
  ? Body extends RequestBody
    ? Omit<Body, 'holder' | 'helper'>
    : never
  : never;

/** The person of the account and the helper, if any; null: the delegation does not allow requests. */
function senderOf({ holder: self, acting }: Space): Pick<RequestBody, 'holder' | 'helper'> | null {
  if (self === null) return null;
  if (acting === null) return { holder: self, helper: null };
  if (!allows(acting.scope, 'ask')) return null;
  return { holder: acting.holder, helper: { holder: self, delegation: acting.delegation } };
}

/**
 * Records a request for head office, reachable or not.
 * @returns the step with the receipt, or with the problem
 */
export async function recordRequest<Step extends RequestStep>(
  step: Step,
  asked: RequestContent,
  { services }: JourneyContext,
): Promise<Step> {
  const { limits, clock } = services;
  const sender = senderOf(step.space);
  if (sender === null) return { ...step, problem: { kind: 'not-allowed' } };
  const pausedUntil = await limits.closedUntil('space-request');
  if (pausedUntil !== null)
    return { ...step, problem: { kind: 'kiosk-paused', until: clock.toWall(pausedUntil) } };
  await limits.take('space-request');
  return { ...step, problem: null, sent: record({ ...asked, ...sender }, services) };
}

/** @returns the event's id */
function record(body: RequestBody, { journal, events, audit, vault }: Services): string {
  const key = memberKey(vault, subjectOf(body.holder));
  return journal.transaction(() => {
    audit.record(body.kind, key);
    return events.add(body, { memberKey: key });
  })();
}
