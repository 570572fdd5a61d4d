import type { HubConnection } from '../hub-client/hub-connection.ts';
import type { SyncFault } from '../hub-client/sync-state.ts';

/** Stages of a full load, in their order. */
export type LoadStage = 'loading' | 'indexing' | 'checking' | 'swapping';

/** How long things last, in milliseconds unless it says otherwise; the tests have shorter ones. */
export interface SyncTimes {
  /** Seconds that the hub is asked to wait for news. */
  readonly wait: number;
  /** Without a byte for this long, beyond the wait, the hub is given up. */
  readonly silence: number;
  /** Part of the usual wait between two tries: 1; the tests take less. */
  readonly pace: number;
}

/** What the sync thread is given at its start. */
export interface SyncThreadData {
  /** Folder of the replica; it must exist. */
  readonly folder: string;
  /** 32 bytes. */
  readonly dataKey: Uint8Array;
  readonly times: SyncTimes;
}

/** What the sync thread is told. */
export type SyncRequest =
  /** Speak to this hub from now on, as this kiosk. */
  | { readonly type: 'connect'; readonly connection: HubConnection }
  /** The answer to `epoch-changed`. `ready`: main has noted it, the load may begin; else it is asked again later. */
  | { readonly type: 'load-anew'; readonly ready: boolean }
  /** Main has opened the generation that the pointer names: earlier ones can go. */
  | { readonly type: 'opened' }
  /** The generation in use was set aside. */
  | { readonly type: 'lost' };

/** What the sync thread tells. */
export type SyncMessage =
  /** The hub has answered to the end. `behind`: changes that it has and this kiosk has not. */
  | { readonly kind: 'contact'; readonly behind: number; readonly epoch: string }
  | { readonly kind: 'fault'; readonly fault: SyncFault }
  /** Some times a second while everything is loaded. */
  | { readonly kind: 'progress'; readonly stage: LoadStage; readonly rows: number }
  /** Everything will be loaded anew, since the hub's history is another one or none is known here. */
  | { readonly kind: 'epoch-changed' }
  /** The pointer names a new generation, which is whole. */
  | { readonly kind: 'loaded'; readonly generation: number; readonly rows: number }
  /** The generation in use cannot be written: it is damaged. */
  | { readonly kind: 'damaged'; readonly generation: number; readonly finding: string };
