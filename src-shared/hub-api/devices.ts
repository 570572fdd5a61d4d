import { z } from 'zod';
import { sessionTokenSchema } from './space-session.ts';
import { connectedDeviceSchema } from './space-data.ts';

/** Words that are shown again: no control or format signs, none around. */
const shown = z
  .string()
  .min(1)
  .max(60)
  .refine((text) => text === text.trim() && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text));

/** Schema of the body of `POST /v1/devices`: the mobile application, when its user logs in. */
export const registerDeviceBodySchema = z.strictObject({
  /** Random; the same on every try of one registration, so that one whose answer was lost adds no second device. */
  attempt: z.uuid(),
  identifier: z.string().min(1).max(256),
  password: z.string().min(1).max(256),
  /** What the member calls the device. */
  name: shown,
  kind: connectedDeviceSchema.shape.kind,
  /** Town where it is, if the member lets the application know it. */
  place: shown.nullable().default(null),
});

/** The body of `POST /v1/devices`. */
export type RegisterDeviceBody = z.input<typeof registerDeviceBodySchema>;

/** Schema of the answer to `POST /v1/devices`. */
export const registerDeviceAnswerSchema = z.discriminatedUnion('result', [
  z.strictObject({
    result: z.literal('registered'),
    device: z.uuid(),
    /** Sent as `Authorization: Bearer …` ever after; kept nowhere else. */
    token: sessionTokenSchema,
  }),
  /** The same for an unknown identifier, an account without password, a wrong password. */
  z.strictObject({ result: z.literal('wrong') }),
  /** The password is right, and the account waits for its e-mail address to be confirmed; the mail was sent again. */
  z.strictObject({ result: z.literal('unconfirmed') }),
  /** Too many failures; nothing was looked at. `waitMs`: until the next try. */
  z.strictObject({ result: z.literal('delayed'), waitMs: z.number().int().min(1) }),
  /** There are as many as there may be (`MOST_DEVICES`): one has to be deleted first. */
  z.strictObject({ result: z.literal('too-many-devices') }),
]);

/** The answer to `POST /v1/devices`. */
export type RegisterDeviceAnswer = z.infer<typeof registerDeviceAnswerSchema>;

/** Schema of the body of `POST /v1/devices/me/use`: the application was opened. */
export const useDeviceBodySchema = z.strictObject({ place: shown.nullable() });

/** Schema of the answers to `GET /v1/devices/me` and `POST /v1/devices/me/use`. */
export const deviceStatusSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('active'), name: z.string() }),
  /** Nothing else is served until the member unblocks it. */
  z.strictObject({ state: z.literal('blocked'), name: z.string() }),
]);

/** How a device stands. A deleted one is told `unknown-device`, as is a token that nobody has. */
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

/** Schema of the answer to `DELETE /v1/devices/me`; a blocked device cannot take itself away. */
export const deviceGoneSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('deleted') }),
  z.strictObject({ state: z.literal('blocked'), name: z.string() }),
]);

/** The answer to `DELETE /v1/devices/me`. */
export type DeviceGone = z.infer<typeof deviceGoneSchema>;
