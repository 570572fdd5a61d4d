import type { SyncFault } from './sync-state.ts';

/** Result of a call to head office. */
export type HubAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly fault: SyncFault;
      /** Code of the system or of TLS, when the network failed. */
      readonly code?: string | undefined;
    };
