import type { UnreadableChange } from '../../src-shared/hub-api/feed.ts';
import type { HubConnection } from '../hub-client/hub-connection.ts';
import type { SyncFault } from '../hub-client/sync-state.ts';

/** Stages of a full load, in order. */
export type LoadStage = 'loading' | 'indexing' | 'checking' | 'swapping';

/** Waits of the sync; tests use shorter ones. */
export interface SyncTimes {
  /** Seconds that the hub may wait for news. */
  readonly wait: number;
  /** Milliseconds without data, in addition to `wait`, after which a call fails. */
  readonly silence: number;
  /** Factor for the waits between two tries: 1; less in tests. */
  readonly pace: number;
}

/** Start data of the sync thread. */
export interface SyncThreadData {
  /** Folder of the replica; it must exist. */
  readonly folder: string;
  /** 32 bytes. */
  readonly dataKey: Uint8Array;
  readonly times: SyncTimes;
}

/** Messages from main to the sync thread. */
export type SyncRequest =
  /** Connect to this hub from now on. */
  | { readonly type: 'connect'; readonly connection: HubConnection }
  /**
   * Answer to `epoch-changed`. `ready`: main has recorded it and the load may begin; else the thread asks again
   * later.
   */
  | { readonly type: 'load-anew'; readonly ready: boolean }
  /** Main has opened the generation of the pointer file: earlier ones can be deleted. */
  | { readonly type: 'opened' }
  /** The generation in use was set aside. */
  | { readonly type: 'lost' };

/** Messages from the sync thread to main. */
export type SyncMessage =
  /** The hub's answer is complete. `behind`: number of changes that this kiosk still lacks. */
  | { readonly kind: 'contact'; readonly behind: number; readonly epoch: string }
  | { readonly kind: 'fault'; readonly fault: SyncFault }
  /** Sent several times a second during a full load. */
  | { readonly kind: 'progress'; readonly stage: LoadStage; readonly rows: number }
  /** Fields that this kiosk could not read; head office has been told. */
  | { readonly kind: 'unreadable'; readonly lines: readonly UnreadableChange[] }
  /** Everything will be loaded again: the hub's history has changed, or none is known here. */
  | { readonly kind: 'epoch-changed' }
  /** The pointer file names a new, complete generation. */
  | { readonly kind: 'loaded'; readonly generation: number; readonly rows: number }
  /** The generation in use is damaged. */
  | { readonly kind: 'damaged'; readonly generation: number; readonly finding: string };
