import type { SyncFault } from './sync-state.ts';

/** What a request to head office came to. */
export type HubAnswer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: SyncFault };
