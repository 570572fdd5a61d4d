import type { FastifyInstance } from 'fastify';
import { accountHandlers } from './accounts/activation/account-routes.ts';
import { deviceHandlers } from './member-space/devices/device-routes.ts';
import { eventHandlers } from './events/events-route.ts';
import type { Handlers } from './http/handlers.ts';
import { statusHandlers } from './http/status-routes.ts';
import type { HubDeps } from './core/hub-deps.ts';
import { enrolmentHandlers } from './kiosks/enrolment-route.ts';
import { letterHandlers } from './letters/codes/redeem-route.ts';
import { loginHandlers } from './credentials/logins/logins-route.ts';
import { feedHandlers } from './people/feed/feed-route.ts';
import { recoveryHandlers } from './credentials/recoveries/recovery-routes.ts';
import { spaceHandlers } from './member-space/space-routes.ts';

/** What answers each row of `HUB_CALLS`. @param app told what is to be made ready, and what ends with it */
export function createHandlers(deps: HubDeps, app: FastifyInstance): Handlers {
  return {
    ...statusHandlers(deps),
    ...enrolmentHandlers(deps),
    ...feedHandlers(deps, app),
    ...eventHandlers(deps),
    ...loginHandlers(deps, app),
    ...letterHandlers(deps),
    ...recoveryHandlers(deps),
    ...accountHandlers(deps),
    ...spaceHandlers(deps),
    ...deviceHandlers(deps, app),
  };
}
