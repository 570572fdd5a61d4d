import type { HubDeps } from '../../core/hub-deps.ts';
import type { HandlersOf } from '../../http/handlers.ts';
import { sendCanary } from './canary.ts';

/** Handler of `POST /v1/branch/canary`. */
export function canaryHandlers(deps: HubDeps): HandlersOf<'branch/canary'> {
  return {
    'branch/canary': ({ caller, body }) =>
      sendCanary(deps, caller.id, { ...body, attempt: body.attempt.toLowerCase() }),
  };
}
