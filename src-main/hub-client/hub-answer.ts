import type { SyncFault } from './sync-state.ts';

/** Result of a call to head office. */
export type HubAnswer<Value> =
  | {
      readonly ok: true;
      readonly value: Value;
      /** How many rows or parts were left out, since only a newer head office knows them; absent: none. */
      readonly unread?: number;
    }
  | {
      readonly ok: false;
      readonly fault: SyncFault;
      /** Code of the system or of TLS, when the network failed. */
      readonly code?: string | undefined;
    };
