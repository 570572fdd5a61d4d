import type { FastifyInstance } from 'fastify';
import type { HubDeps } from '../core/hub-deps.ts';
import type { StaffCaller, CallingDevice, HubClient } from './caller.ts';

/** Routes that monitoring calls every few seconds: counted, but not logged. */
const QUIET: readonly string[] = ['/healthz', '/readyz', '/metrics'];

/** Counts and logs each answer by route and status, without addresses and bodies. */
export function countRequests(app: FastifyInstance, { metrics, log }: HubDeps): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.request(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    if (!QUIET.includes(route)) {
      const fields = { method: request.method, route, status: reply.statusCode };
      log.info({ ...fields, ms: Math.round(reply.elapsedTime), ...kioskOf(request.caller) }, 'answered');
    }
    done();
  });
}

function kioskOf(caller: HubClient | CallingDevice | StaffCaller | null): { kiosk?: string; page?: string } {
  if (caller === null || caller.kind === 'device') return {};
  return caller.kind === 'staff' ? { page: caller.id } : { kiosk: caller.id };
}
