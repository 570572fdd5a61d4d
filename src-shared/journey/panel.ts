import { z } from 'zod';

/** Schema of {@link Panel}. */
export const panelSchema = z.strictObject({
  diagonal: z
    .number()
    .min(10)
    .max(110)
    .default(21.5)
    .describe(
      'visible diagonal in inches; on 21.5 and more, text is readable at 60 cm and keys are at least 15 mm',
    ),
});

/** The touch panel of a kiosk. */
export type Panel = z.infer<typeof panelSchema>;

/** The panel of the branch. */
export const DEFAULT_PANEL: Panel = panelSchema.parse({});
