import type { HandlersOf } from '../http/handlers.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { applyBatch } from './apply-batch.ts';

/** `POST /v1/events`: decisions of kiosks, applied exactly once. */
export function eventHandlers(deps: HubDeps): HandlersOf<'send-events'> {
  return { 'send-events': ({ caller, body }) => applyBatch(deps, caller.id, body) };
}
