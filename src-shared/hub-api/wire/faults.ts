import { z } from 'zod';

/** Schema of {@link HubFault}: the body of every answer with a status of 400 and above. */
export const hubFaultSchema = z.object({
  error: z.enum([
    'malformed',
    /** No token, or a token that no kiosk has. */
    'unknown-kiosk',
    /** Head office has revoked this kiosk. */
    'kiosk-revoked',
    /** The signature is missing or wrong, does not fit the body, or was used before. */
    'bad-signature',
    /** The signature is too old, or of the future: sign by the hub's time, which stands in a header of the answer. */
    'signature-time',
    /** No device has this token, or the device was deleted: the application has to register again. */
    'unknown-device',
    /** The caller's contract is no longer served: the application has to be updated. */
    'outdated',
    /** The enrolment code is wrong, used or expired. */
    'enrolment-refused',
    /** The position, epoch or mark is not part of this hub's history: load everything again. */
    'reload',
    'too-many-requests',
    'not-found',
    /** The branch page has no session, or it has ended. */
    'not-logged-in',
    /** A request that the branch page itself did not make. */
    'not-of-page',
    /** A part was asked for that the file does not have. */
    'bad-range',
    /** The hub is stopping or cannot reach its database; try again later. */
    'unavailable',
    'fault',
  ]),
  /** What to do, for the reader of the log; never content of the call. */
  message: z.string().max(500),
});

/** Why the hub did not do what was asked. */
export type HubFault = z.infer<typeof hubFaultSchema>;

/** Schema of a fault of any hub; a newer one may have other names. */
export const anyHubFaultSchema = z.object({
  error: z.string().regex(/^[a-z][a-z-]{0,39}$/u),
  message: z.string().max(500),
});

/** HTTP status of each fault. */
export const HUB_FAULT_STATUS: Readonly<Record<HubFault['error'], number>> = {
  malformed: 400,
  'unknown-kiosk': 401,
  'kiosk-revoked': 403,
  'unknown-device': 401,
  'bad-signature': 401,
  'signature-time': 401,
  outdated: 403,
  'enrolment-refused': 403,
  'not-found': 404,
  'not-logged-in': 401,
  'not-of-page': 403,
  reload: 409,
  'bad-range': 416,
  'too-many-requests': 429,
  fault: 500,
  unavailable: 503,
};
