import { z } from 'zod';
import { publicKeySchema } from './request-signatures.ts';

/** Schema of the body of `POST /v1/kiosks/enrol`. */
export const enrolBodySchema = z.strictObject({
  /** The one-time code from head office: groups of letters and digits. */
  code: z.string().min(8).max(64),
  /** Random. The same on every try of one enrolment, so that a lost answer can be fetched again. */
  attempt: z.uuid(),
  /**
   * Public key of the client (Ed25519, 32 bytes), by which the hub checks its later requests. Kiosks must have one;
   * from a website that names one, the hub demands signatures as well.
   */
  key: publicKeySchema.optional(),
});

/** The body of `POST /v1/kiosks/enrol`. */
export type EnrolBody = z.infer<typeof enrolBodySchema>;

/** Schema of the answer to `POST /v1/kiosks/enrol`. */
export const enrolAnswerSchema = z.object({
  kiosk: z.uuid(),
  /** Sent as `Authorization: Bearer …` with every later call, under the signature. */
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/u),
});

/** The answer to `POST /v1/kiosks/enrol`. */
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>;
