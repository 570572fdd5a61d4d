import { z } from 'zod';

/** Schema of the body of `POST /v1/kiosks/enrol`. */
export const enrolBodySchema = z.strictObject({
  /** The one-time code from head office: groups of letters and digits. */
  code: z.string().min(8).max(64),
  /** Random. The same on every try of one enrolment, so that a lost answer can be fetched again. */
  attempt: z.uuid(),
  /** Fingerprint of the machine (see `MACHINE_HEADER`). */
  machine: z.string().regex(/^[0-9a-f]{64}$/u),
});

/** The body of `POST /v1/kiosks/enrol`. */
export type EnrolBody = z.infer<typeof enrolBodySchema>;

/** Schema of the answer to `POST /v1/kiosks/enrol`. */
export const enrolAnswerSchema = z.object({
  kiosk: z.uuid(),
  /** Sent as `Authorization: Bearer …` with every later call. */
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/u),
});

/** The answer to `POST /v1/kiosks/enrol`. */
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>;

/** Header with the fingerprint of the machine. A token used from another machine is refused. */
export const MACHINE_HEADER = 'x-borne-machine';
