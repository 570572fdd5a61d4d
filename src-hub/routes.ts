import type { FastifyInstance } from 'fastify';
import { accountHandlers } from './accounts/activation/account-routes.ts';
import { deviceHandlers } from './member-space/devices/device-routes.ts';
import { applyBatch } from './events/apply-batch.ts';
import type { Handlers } from './http/handlers.ts';
import { statusHandlers } from './http/status-routes.ts';
import type { HubDeps } from './core/hub-deps.ts';
import { enrolmentHandlers } from './kiosks/enrolment-route.ts';
import { letterHandlers } from './letters/codes/redeem-route.ts';
import { loginHandlers } from './credentials/logins/logins-route.ts';
import { feedHandlers } from './people/feed/feed-route.ts';
import { recoveryHandlers } from './credentials/recoveries/recovery-routes.ts';
import { spaceHandlers } from './member-space/space-routes.ts';

/** The handler of each row of `HUB_CALLS`. @param app handlers add hooks to it, for its start and its end */
export function createHandlers(deps: HubDeps, app: FastifyInstance): Handlers {
  return {
    ...statusHandlers(deps),
    ...enrolmentHandlers(deps),
    ...feedHandlers(deps, app),
    'send-events': ({ caller, body }) => applyBatch(deps, caller.id, body),
    ...loginHandlers(deps, app),
    ...letterHandlers(deps),
    ...recoveryHandlers(deps),
    ...accountHandlers(deps),
    ...spaceHandlers(deps),
    ...deviceHandlers(deps, app),
  };
}
