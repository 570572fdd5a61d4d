import { z } from 'zod';

/** Schema of {@link HubFault}: the body of every answer with a status of 400 and above. */
export const hubFaultSchema = z.strictObject({
  error: z.enum([
    'malformed',
    /** No token, or one that no kiosk has. */
    'unknown-kiosk',
    /** Head office has revoked this kiosk. */
    'kiosk-revoked',
    /** The token was used from another machine than the one that enrolled. */
    'other-machine',
    /** No device has this token, or it was deleted: the application registers it anew. */
    'unknown-device',
    /** The caller speaks a contract that is no longer served: its application is to be updated. */
    'outdated',
    /** The enrolment code is wrong, used or expired. */
    'enrolment-refused',
    /** The position, epoch or mark is not of this hub's history: load everything anew. */
    'reload',
    'too-many-requests',
    'not-found',
    /** The hub is stopping or its database is away; try again later. */
    'unavailable',
    'fault',
  ]),
  /** For whoever reads the log: what to do, without content of the request. */
  message: z.string().max(500),
});

/** Why the hub did not do what was asked. */
export type HubFault = z.infer<typeof hubFaultSchema>;

/** HTTP status of each fault. */
export const HUB_FAULT_STATUS: Readonly<Record<HubFault['error'], number>> = {
  malformed: 400,
  'unknown-kiosk': 401,
  'kiosk-revoked': 403,
  'unknown-device': 401,
  'other-machine': 403,
  outdated: 403,
  'enrolment-refused': 403,
  'not-found': 404,
  reload: 409,
  'too-many-requests': 429,
  fault: 500,
  unavailable: 503,
};
