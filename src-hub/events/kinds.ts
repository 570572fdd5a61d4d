import { eventSubject, type EventBody, type EventKind } from '../../src-shared/hub-api/events.ts';
import type { HubConnection } from '../database/hub-database.ts';
import type { KindContext, EventKindHandler, KindRun } from './kinds/kind.ts';
import { accountRequested } from './kinds/account-requested.ts';
import { addressChanged } from './kinds/address-changed.ts';
import { identifierRequested } from './kinds/identifier-requested.ts';
import { letterRequested } from './kinds/letter-requested.ts';
import { passwordSet } from './kinds/password-set.ts';
import { staffActed } from './kinds/staff-acted.ts';
import { plainRequest } from './kinds/plain-request.ts';

/** The handler of each kind of event. */
export const EVENT_KIND_HANDLERS: { readonly [Kind in EventKind]: EventKindHandler<Kind> } = {
  'password-set': passwordSet,
  'letter-requested': letterRequested,
  'account-requested': accountRequested,
  'identifier-requested': identifierRequested,
  'staff-act': staffActed,
  'document-requested': plainRequest,
  'address-changed': addressChanged,
  'situation-changed': plainRequest,
  'question-asked': plainRequest,
};

/** Asks the kind whether the hub can accept a body that fits the schema. */
export function isAcceptable(body: EventBody): boolean {
  const kind: { isAcceptable?: (body: never) => boolean } = EVENT_KIND_HANDLERS[body.kind];
  return kind.isAcceptable?.(body as never) ?? true;
}

/** The open kinds of one batch. */
export type Runs = { readonly [Kind in EventKind]?: KindRun<Kind> };

/** Opens each kind that occurs, with the subjects of its events. */
export async function openRuns(
  connection: HubConnection,
  bodies: readonly EventBody[],
  context: KindContext,
): Promise<Runs> {
  const runs: Partial<Record<EventKind, KindRun<EventKind>>> = {};
  for (const kind of new Set(bodies.map((body) => body.kind))) {
    const own = bodies.filter((body) => body.kind === kind);
    const subjects = [...new Set(own.map(eventSubject))];
    const handler = EVENT_KIND_HANDLERS[kind] as EventKindHandler<EventKind>;
    runs[kind] = await handler.open(connection, subjects, context, own);
  }
  return runs as Runs;
}
