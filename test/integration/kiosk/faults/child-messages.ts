import type { ActionRequest } from '../../../../src-shared/journey/action.ts';
import type { Config } from '../../../../src-main/config/config-schema.ts';

/**
 * Where a kiosk in a process of its own dies: when it hashes or compares a password, or when it is about to
 * record an event, which is within the transaction that the event belongs to.
 */
export type Death = 'hash' | 'verify' | `audit ${string}`;

/** What such a process is started with. */
export interface ChildSettings {
  readonly config: Config;
  readonly dieAt: Death | null;
  /** What the machine's clock shows, in milliseconds. */
  readonly wall: number;
}

/** What it can be asked. */
export type ChildRequest = { readonly id: number } & (
  | { readonly type: 'act'; readonly action: ActionRequest }
  | { readonly type: 'advance'; readonly milliseconds: number }
  /** Collects garbage and writes a heap snapshot. */
  | { readonly type: 'heap'; readonly file: string }
  | { readonly type: 'close' }
);
