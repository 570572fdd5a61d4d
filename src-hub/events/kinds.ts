import { eventSubject, type EventBody, type EventKind } from '../../src-shared/hub-api/events.ts';
import type { HubConnection } from '../database/hub-database.ts';
import type { KindContext, KindOfEvent, KindRun } from './kinds/kind.ts';
import { accountRequested } from './kinds/account-requested.ts';
import { addressChanged } from './kinds/address-changed.ts';
import { identifierRequested } from './kinds/identifier-requested.ts';
import { letterRequested } from './kinds/letter-requested.ts';
import { passwordSet } from './kinds/password-set.ts';
import { plainRequest } from './kinds/plain-request.ts';

/** Every kind of event that this hub carries out. */
export const EVENT_KINDS: { readonly [Kind in EventKind]: KindOfEvent<Kind> } = {
  'password-set': passwordSet,
  'letter-requested': letterRequested,
  'account-requested': accountRequested,
  'identifier-requested': identifierRequested,
  'document-requested': plainRequest,
  'address-changed': addressChanged,
  'situation-changed': plainRequest,
  'question-asked': plainRequest,
};

/** Asks the kind whether the hub can live with a body that its schema lets through. */
export function isAcceptable(body: EventBody): boolean {
  const kind: { isAcceptable?: (body: never) => boolean } = EVENT_KINDS[body.kind];
  return kind.isAcceptable?.(body as never) ?? true;
}

/** The kinds that one batch has, opened. */
export type Runs = { readonly [Kind in EventKind]?: KindRun<Kind> };

/** Opens each kind that is there, for those whom it is about. */
export async function openRuns(
  connection: HubConnection,
  bodies: readonly EventBody[],
  context: KindContext,
): Promise<Runs> {
  const runs: Partial<Record<EventKind, KindRun<EventKind>>> = {};
  for (const kind of new Set(bodies.map((body) => body.kind))) {
    const subjects = new Set(bodies.filter((body) => body.kind === kind).map(eventSubject));
    runs[kind] = (await EVENT_KINDS[kind].open(connection, [...subjects], context)) as KindRun<EventKind>;
  }
  return runs as Runs;
}
