import type { PastRequest } from '../../../../src-shared/hub-api/space-data.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

/** The screens from which requests are sent. */
type RequestScreen = 'space-documents' | 'space-address' | 'space-situation' | 'space-question';

/** A step of one of these screens. */
export type RequestStep = SpaceStepAt<RequestScreen>;

/** The event by which each screen's request is told. */
export const EVENTS_OF = {
  'space-documents': 'document-requested',
  'space-address': 'address-changed',
  'space-situation': 'situation-changed',
  'space-question': 'question-asked',
} as const satisfies Record<RequestScreen, string>;

/** Name of such an event. */
export type RequestEvent = (typeof EVENTS_OF)[RequestScreen];

/** What the history of each screen lists. */
export const KINDS_OF: Readonly<Record<RequestScreen, PastRequest['kind'][]>> = {
  'space-documents': ['document'],
  'space-address': ['address', 'contact'],
  'space-situation': ['situation'],
  'space-question': ['question'],
};
