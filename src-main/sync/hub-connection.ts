import { z } from 'zod';

/** Schema of the `hub` section of the configuration. */
export const hubSettingsSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/u })
    .describe('address of head office, such as https://hub.mcrn.example; http on loopback only'),
  enrolmentCode: z
    .string()
    .min(8)
    .max(64)
    .describe('one-time code given out by head office; it may stay here once it is used'),
  ca: z
    .string()
    .min(1)
    .optional()
    .describe('PEM file of a private authority that signed the certificate of head office'),
});

/** The `hub` section of the configuration. */
export type HubSettings = z.infer<typeof hubSettingsSchema>;

/** All that is needed to speak to head office as this kiosk; passed to the sync thread too. */
export interface HubConnection {
  readonly url: string;
  readonly token: string;
  /** Mark of this machine, 64 hex digits. */
  readonly machine: string;
  /** PEM text of a private authority; null: the usual ones. */
  readonly ca: string | null;
}
