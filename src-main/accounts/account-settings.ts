import { z } from 'zod';

/** Schema of {@link AccountSettings}: the configuration's `accounts`. */
export const accountSettingsSchema = z.strictObject({
  secretQuestion: z
    .boolean()
    .default(true)
    .describe(
      'whether a secret question is asked for when an account is activated; it never opens an account',
    ),
  terms: z
    .string()
    .min(1)
    .optional()
    .describe(
      'JSON file of the terms of use, in the form of resources/terms/terms.json, where `{letterValidDays}` and `{unfinishedKeptDays}` become the limits that hold; those that ship by default',
    ),
});

/** Settings of accounts at this kiosk. */
export type AccountSettings = z.infer<typeof accountSettingsSchema>;
