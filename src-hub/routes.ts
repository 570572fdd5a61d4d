import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { addAccountRoutes } from './accounts/account-routes.ts';
import { addNirKeyRoute } from './accounts/nir-key-route.ts';
import { addEventRoutes } from './events/events-route.ts';
import type { HubDeps } from './hub-deps.ts';
import { addFeedRoute } from './members/feed-route.ts';
import { addRedeemRoutes } from './letters/redeem-route.ts';
import { addLoginRoutes } from './logins/logins-route.ts';
import { addRecoveryRoutes } from './recoveries/recovery-routes.ts';
import { addSpaceRoutes } from './space/space-routes.ts';

/** Adds routes below `/v1` for clients that have shown their token (`request.client`). */
export type AddRoutes = (app: FastifyInstance, deps: HubDeps) => void;

/** Every part of the API that a kiosk or the website may call once it is known. */
export const CLIENT_ROUTES: readonly AddRoutes[] = [
  addFeedRoute,
  addEventRoutes,
  addLoginRoutes,
  addRedeemRoutes,
  addRecoveryRoutes,
  addNirKeyRoute,
  addAccountRoutes,
  addSpaceRoutes,
];

/** The zod type provider, for `app.withTypeProvider<Zod>()`. */
export type Zod = ZodTypeProvider;
