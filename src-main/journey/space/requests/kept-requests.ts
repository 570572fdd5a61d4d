import { receiptNumber } from '../../../../src-shared/values/receipt-number.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { subjectOf } from '../../../../src-shared/values/holder.ts';
import type { EventBody } from '../../../../src-shared/hub-api/events.ts';
import { memberKey } from '../../steps/member-key.ts';
import type { Services } from '../../steps/services.ts';
import { EVENTS_OF, type RequestStep } from './request-kinds.ts';

/** So many are shown; a kiosk that is without the line for longer tells of the latest. */
const SHOWN = 10;

/** What was asked for on this screen for this person and is not yet told to head office, newest first. */
export function keptOf(
  { at, space, history }: RequestStep,
  { events, vault, clock }: Services,
): ScreenOf<'space-documents'>['kept'] {
  const holder = space.acting?.holder ?? space.holder;
  if (holder === null) return [];
  // Head office may have been told already, and be told again after it was restored from a backup.
  const known = new Set(history?.state === 'ready' ? history.value.rows.map(({ receipt }) => receipt) : []);
  const now = clock.now();
  return events
    .latestOf(memberKey(vault, subjectOf(holder)), [EVENTS_OF[at]], SHOWN)
    .flatMap(({ id, body, age }) => {
      const topic = body && topicOf(body);
      const receipt = receiptNumber(id);
      return topic === null || known.has(receipt)
        ? []
        : [{ receipt, topic, madeAt: clock.toWall(now - age) }];
    });
}

/** What a request is about, as head office's history names it; null: no request of the space. */
function topicOf(body: EventBody): string | null {
  switch (body.kind) {
    case 'document-requested':
      return body.document;
    case 'address-changed':
      return body.town;
    case 'situation-changed':
      return body.change;
    case 'question-asked':
      return body.topic;
    default:
      return null;
  }
}
