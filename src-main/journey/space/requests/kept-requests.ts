import { receiptNumber } from '../../../../src-shared/values/receipt-number.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { subjectOf } from '../../../../src-shared/values/holder.ts';
import {
  kindOfRequest,
  REQUEST_EVENTS,
  topicOfRequest,
} from '../../../../src-shared/member-requests/request-kinds.ts';
import { memberKey } from '../../steps/member-key.ts';
import type { Services } from '../../steps/services.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

/** Largest number of requests that are shown. */
const SHOWN = 10;

/** Events of all requests. */
const EVENTS = REQUEST_EVENTS.map(({ kind }) => kind);

/** Requests of this person that head office does not have yet, newest first. */
export function waitingRequests(
  { space, history }: SpaceStepAt<'space-requests'>,
  { events, vault, clock }: Services,
): ScreenOf<'space-requests'>['kept'] {
  const holder = space.acting?.holder ?? space.holder;
  if (holder === null) return [];
  // Head office may have the request already, and get it again after a restore from a backup.
  const known = new Set(history?.state === 'ready' ? history.value.rows.map(({ receipt }) => receipt) : []);
  const now = clock.now();
  return events.latestOf(memberKey(vault, subjectOf(holder)), EVENTS, SHOWN).flatMap(({ id, body, age }) => {
    const receipt = receiptNumber(id);
    if (body === null || !('helper' in body) || known.has(receipt)) return [];
    return [
      { receipt, kind: kindOfRequest(body), topic: topicOfRequest(body), madeAt: clock.toWall(now - age) },
    ];
  });
}
