import type { z } from 'zod';
import type { HubFault } from './faults.ts';

/**
 * Who may call. `kiosk` and `website`: by the token of their enrolment. `device`: the mobile application, by the token
 * of its registration. `staff`: whoever runs the hub, from its own machine or by `HUB_METRICS_TOKEN`. `public`: anybody;
 * what they may do is decided by a code or a password in the body.
 */
export type Caller = 'kiosk' | 'website' | 'device' | 'staff' | 'public';

/**
 * How often it may be called. `client`: a budget a minute for each kiosk and website over all such calls. `feed`: one of
 * its own for the same clients. `address`: a budget a minute for each network address over all such calls. `none`.
 */
export type Limit = 'client' | 'feed' | 'address' | 'none';

/** One call of the hub's HTTP API. */
export interface HubCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** For the description at `/docs`. */
  readonly summary: string;
  readonly description?: string;
  readonly tag?: 'members' | 'accounts' | 'events' | 'space' | 'devices';
  readonly callers: readonly [Caller, ...Caller[]];
  readonly limit: Limit;
  /** Of the address. */
  readonly query?: z.ZodType;
  /** Null: whatever is sent is not looked at. */
  readonly body: z.ZodType | null;
  /** Null: no JSON; the handler writes it. */
  readonly answer: z.ZodType | null;
  /** What may be answered instead, besides `fault`, which a bug makes of any call. */
  readonly faults: readonly HubFault['error'][];
}
