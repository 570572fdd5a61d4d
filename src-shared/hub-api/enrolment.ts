import { z } from 'zod';

/** Schema of the body of `POST /v1/kiosks/enrol`. */
export const enrolBodySchema = z.strictObject({
  /** The one-time code that head office gave out: groups of letters and digits. */
  code: z.string().min(8).max(64),
  /** Random; the same on every try of one enrolment, so that a lost answer can be had again. */
  attempt: z.uuid(),
  /** Mark of the machine (see `MACHINE_HEADER`). */
  machine: z.string().regex(/^[0-9a-f]{64}$/u),
});

/** The body of `POST /v1/kiosks/enrol`. */
export type EnrolBody = z.infer<typeof enrolBodySchema>;

/** Schema of the answer to `POST /v1/kiosks/enrol`. */
export const enrolAnswerSchema = z.strictObject({
  kiosk: z.uuid(),
  /** Sent as `Authorization: Bearer …` ever after. */
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/u),
});

/** The answer to `POST /v1/kiosks/enrol`. */
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>;

/** Header that carries the mark of the machine: a token used from another machine is refused. */
export const MACHINE_HEADER = 'x-borne-machine';
