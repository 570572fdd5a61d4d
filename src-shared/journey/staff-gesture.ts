import { z } from 'zod';

const functionKey = z.string().regex(/^F([1-9]|1[0-2])$/u);

/** Schema of {@link StaffGesture}. */
export const staffGestureSchema = z.strictObject({
  corner: z
    .enum(['top-left', 'top-right'])
    .default('top-left')
    .describe('corner of the screen that an adviser taps; it holds no control'),
  times: z
    .number()
    .int()
    .min(4)
    .max(10)
    .default(5)
    .describe(
      'short taps of one finger in that corner, one after another; a touch elsewhere, a long one, a second finger or a finger that slides begins anew',
    ),
  withinSeconds: z.number().min(2).max(10).default(4).describe('seconds from the first tap to the last'),
  key: functionKey
    .default('F9')
    .describe(
      'function key that does the same when it is pressed as many times; one that is held down does not count',
    ),
  badgeAway: functionKey
    .optional()
    .describe(
      'function key that the badge reader presses when the badge is taken away: staff mode then ends at once; left out for readers that tell nothing',
    ),
});

/** How an adviser opens staff mode at the kiosk. */
export type StaffGesture = z.infer<typeof staffGestureSchema>;

/** What a kiosk has when its configuration says nothing. */
export const DEFAULT_STAFF_GESTURE: StaffGesture = staffGestureSchema.parse({});
