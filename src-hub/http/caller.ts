import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../../src-shared/hub-api/wire/call.ts';
import type { HubCallName } from '../../src-shared/hub-api/hub-calls.ts';

/** A kiosk, or head office's website, identified by its token. */
export interface HubClient {
  readonly id: string;
  readonly kind: 'kiosk' | 'website';
}

/** A device with the mobile application, identified by its token. */
export interface CallingDevice {
  readonly id: string;
  readonly kind: 'device';
  readonly name: string;
  readonly isBlocked: boolean;
  /** Its owner has a new password and has not confirmed it since. */
  readonly isWaiting: boolean;
}

/** A person of staff, by a session of the branch page, which its cookie identifies. */
export interface StaffCaller {
  readonly id: string;
  readonly kind: 'staff';
  /** Id of the person. */
  readonly staff: string;
  /** Nobody has touched the page for long. */
  readonly isLocked: boolean;
  /** Token against forged requests. */
  readonly csrf: string;
  readonly endsAt: Date;
}

/** What a handler is told of who calls; null: nobody in person. */
export interface CallerFacts {
  readonly kiosk: HubClient;
  readonly website: HubClient;
  readonly device: CallingDevice;
  readonly staff: StaffCaller;
  readonly monitor: null;
  readonly public: null;
}

/** Whether a caller shows who it is by a token in `Authorization`. */
export const SHOWS_TOKEN: Readonly<Record<Caller, boolean>> = {
  kiosk: true,
  website: true,
  device: true,
  staff: false,
  monitor: false,
  public: false,
};

/** The token of a request's headers. @returns null when there is none, or when it has not the form of a token */
export function bearerToken({ authorization }: IncomingHttpHeaders): string | null {
  return /^Bearer ([A-Za-z0-9_-]{43})$/iu.exec(authorization ?? '')?.[1] ?? null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `admit.ts`; null when the call needs no identity. */
    caller: HubClient | CallingDevice | StaffCaller | null;
  }

  interface FastifyContextConfig {
    /** The row of `HUB_CALLS` that this route serves. */
    call?: HubCallName;
  }
}
