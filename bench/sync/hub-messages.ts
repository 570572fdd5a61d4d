import type { HubConnection } from '../../src-main/hub-client/hub-connection.ts';

/** Messages from the benchmark to its hub's process. */
export type HubOrder =
  | { readonly type: 'change'; readonly number: string; readonly postalCode: string }
  | { readonly type: 'close' };

/** Messages from the hub's process. */
export type HubReport =
  | { readonly kind: 'ready'; readonly engine: string; readonly connection: HubConnection }
  /** `at`: moment before the statement, in milliseconds since 1970 UTC. */
  | { readonly kind: 'changed'; readonly at: number };
