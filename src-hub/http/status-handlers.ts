import { schemaState } from '../database/migrate.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HandlersOf } from './handlers.ts';
import { Refusal } from './refuse.ts';

/** Handlers of `/healthz` (the process runs), `/readyz` (it can serve) and `/metrics`. */
export function statusHandlers(deps: HubDeps): HandlersOf<'health' | 'ready' | 'metrics'> {
  return {
    health: () => Promise.resolve({ status: 'ok' }),
    ready: async () => {
      if (deps.stopping.aborted) return new Refusal('unavailable', 'stopping');
      if (deps.settings.HUB_SECRET.missing.length > 0)
        return new Refusal('unavailable', 'a key of HUB_SECRET is missing: see keys list');
      const { state } = await schemaState(deps.database);
      if (state === 'behind') return new Refusal('unavailable', 'the schema is behind: run migrate');
      return { status: 'ok' };
    },
    metrics: async ({ reply }) => reply.type(deps.metrics.contentType).send(await deps.metrics.text()),
  };
}
