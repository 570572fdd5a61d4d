import { z } from 'zod';
import { sessionTokenSchema } from './space-session.ts';
import { publicKeySchema } from './request-signatures.ts';
import { connectedDeviceSchema } from './space-data.ts';

/** Text that is shown again: trimmed, without control or format characters. */
const shown = z
  .string()
  .min(1)
  .max(60)
  .refine((text) => text === text.trim() && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text));

/** Schema of the body of `POST /v1/devices`: the mobile application registers when its user logs in. */
export const registerDeviceBodySchema = z.strictObject({
  /** Random. The same on every try of one registration, so that a lost answer does not add a second device. */
  attempt: z.uuid(),
  identifier: z.string().min(1).max(256),
  password: z.string().min(1).max(256),
  /** Name that the member gave to the device. */
  name: shown,
  kind: connectedDeviceSchema.shape.kind,
  /** Town of the device; null when the member does not share it. */
  place: shown.nullable().default(null),
  /** Public key of the device (Ed25519, 32 bytes). One that names it must sign its later requests, as kiosks do. */
  key: publicKeySchema.optional(),
});

/** The body of `POST /v1/devices`. */
export type RegisterDeviceBody = z.input<typeof registerDeviceBodySchema>;

/** Schema of the answer to `POST /v1/devices`. */
export const registerDeviceAnswerSchema = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('registered'),
    device: z.uuid(),
    /** Sent as `Authorization: Bearer …` with every later call. The hub does not keep it. */
    token: sessionTokenSchema,
  }),
  /** The same answer for an unknown identifier, an account without password, and a wrong password. */
  z.object({ result: z.literal('wrong') }),
  /** The password is right, but the e-mail address is not confirmed yet. The mail was sent again. */
  z.object({ result: z.literal('unconfirmed') }),
  /** Too many failures; the password was not checked. `waitMs`: wait before the next try. */
  z.object({ result: z.literal('delayed'), waitMs: z.number().int().min(1) }),
  /** The person has `MOST_DEVICES` devices already: one has to be deleted first. */
  z.object({ result: z.literal('too-many-devices') }),
]);

/** The answer to `POST /v1/devices`. */
export type RegisterDeviceAnswer = z.infer<typeof registerDeviceAnswerSchema>;

/** Schema of the body of `POST /v1/devices/me/use`: the application was opened. */
export const useDeviceBodySchema = z.strictObject({ place: shown.nullable() });

/** Schema of the answers to `GET /v1/devices/me` and `POST /v1/devices/me/use`. */
export const deviceStatusSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('active'), name: z.string() }),
  /** No other call is served until the member unblocks the device. */
  z.object({ state: z.literal('blocked'), name: z.string() }),
  /** The member has a new password: nothing is served until they confirm the device at a kiosk. */
  z.object({ state: z.literal('waiting'), name: z.string() }),
]);

/** State of a device. A deleted device and an unknown token get the fault `unknown-device`. */
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

/** Schema of the answer to `DELETE /v1/devices/me`. A blocked device cannot delete itself. */
export const deviceGoneSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('deleted') }),
  z.object({ state: z.literal('blocked'), name: z.string() }),
]);

/** The answer to `DELETE /v1/devices/me`. */
export type DeviceGone = z.infer<typeof deviceGoneSchema>;
