import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { HubParts } from './hub-parts.ts';

/** Adds routes below `/v1` for clients that have shown their token (`request.client`). */
export type AddRoutes = (app: FastifyInstance, parts: HubParts) => void;

/** Every part of the API that a kiosk or the website may call once it is known. */
export const CLIENT_ROUTES: readonly AddRoutes[] = [];

/** The zod type provider, for `app.withTypeProvider<Zod>()`. */
export type Zod = ZodTypeProvider;
