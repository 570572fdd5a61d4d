import type { z } from 'zod';
import type { HubFault } from './faults.ts';

/**
 * Who may call. `kiosk`, `website`: by the token of their enrolment. `device`: the mobile application, by the token
 * of its registration. `staff`: a person of staff, by the session of the branch page. `monitor`: whoever runs the hub,
 * from its own machine or by `HUB_METRICS_TOKEN`. `public`: anybody; a code or a password in the body decides what they
 * may do.
 */
export type Caller = 'kiosk' | 'website' | 'device' | 'staff' | 'monitor' | 'public';

type Enrolled = Extract<Caller, 'kiosk' | 'website'>;

/** The callers of one call: kiosks, websites or both, or one of the others, since each shows in its own way who it is. */
export type Callers = readonly Caller[] &
  (readonly [Enrolled, ...Enrolled[]] | readonly [Exclude<Caller, Enrolled>]);

/**
 * Rate limit. `client`: one budget a minute for each kiosk or website, shared by all such calls. `feed`: a separate
 * budget for the same clients. `address`: one budget a minute for each network address, shared by all such calls.
 * `none`: no limit.
 */
export type Limit = 'client' | 'feed' | 'address' | 'none';

/** One call of the hub's HTTP API. */
export interface HubCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Title in the description at `/docs`. */
  readonly summary: string;
  readonly description?: string;
  readonly tag?: 'members' | 'accounts' | 'events' | 'space' | 'devices' | 'branch' | 'advisers' | 'staff';
  readonly callers: Callers;
  readonly limit: Limit;
  /** Schema of the query string. */
  readonly query?: z.ZodType;
  /** Null: the body is ignored. */
  readonly body: z.ZodType | null;
  /** Null: the answer is not JSON; the handler writes it. */
  readonly answer: z.ZodType | null;
  /** Faults that the call may answer. Every call may also answer `fault`, after a bug. */
  readonly faults: readonly HubFault['error'][];
}
