import { z } from 'zod';
import { languageSchema } from '../language.ts';
import { textSizeSchema } from './action.ts';
import { agencySchema } from './agency.ts';
import { screenSchema } from './screens.ts';

/** Schema of {@link View}, checked by the page in development and by the tests. */
export const viewSchema = z.strictObject({
  /** Grows with each view; an action carries the serial it answers. */
  serial: z.number().int().min(0),
  language: languageSchema,
  textSize: textSizeSchema,
  highContrast: z.boolean(),
  sound: z.boolean(),
  agency: agencySchema,
  /** Where one is in the journey, counted from 1; null outside journeys. */
  progress: z.strictObject({ step: z.number().int().min(1), of: z.number().int().min(1) }).nullable(),
  canGoBack: z.boolean(),
  canLeave: z.boolean(),
  /** `idle-warning` lies over the screen while this is set: milliseconds left to answer. */
  idle: z.strictObject({ answerIn: z.number().int().min(0), total: z.number().int().min(0) }).nullable(),
  /** Said on `attract` for staff; null when all is well. */
  staffNotice: z
    .strictObject({
      kind: z.enum([
        'journal-set-aside',
        'replica-set-aside',
        'disk-full',
        'members-rejected',
        /** No contact with head office for an hour. */
        'hub-unreachable',
        /** Head office knows this kiosk not, or no longer. */
        'not-enrolled',
        /** Head office refused a decision that was made here. */
        'event-refused',
      ]),
      reference: z.string(),
    })
    .nullable(),
  screen: screenSchema,
});

/** All that the page needs to draw; the page is a pure function of it. */
export type View = z.infer<typeof viewSchema>;
