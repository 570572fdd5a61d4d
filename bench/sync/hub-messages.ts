import type { HubConnection } from '../../src-main/hub-client/hub-connection.ts';

/** What the benchmark asks of its hub's process. */
export type HubOrder =
  | { readonly type: 'change'; readonly number: string; readonly postalCode: string }
  | { readonly type: 'close' };

/** What the hub's process tells. */
export type HubReport =
  | { readonly kind: 'ready'; readonly engine: string; readonly connection: HubConnection }
  /** `at`: moment before the statement was sent, in milliseconds since 1970. */
  | { readonly kind: 'changed'; readonly at: number };
