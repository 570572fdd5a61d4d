import { z } from 'zod';
import { languageSchema } from '../messages/languages.ts';
import { textSizeSchema } from './action.ts';
import { agencySchema } from './agency.ts';
import { panelSchema } from './panel.ts';
import { scannerSettingsSchema } from './scanner-settings.ts';
import { screenSchema } from './screens.ts';
import { staffGestureSchema } from './staff-gesture.ts';

const callSchema = z.strictObject({
  /**
   * `calling`: the branch page rings. `taken`: `by` comes. `unanswered`: nobody has answered for 90 s. `here`: without a
   * line to the branch page, the kiosk itself shows a light and sounds.
   */
  state: z.enum(['none', 'calling', 'taken', 'unanswered', 'here']),
  by: z.string().max(80).nullable(),
});

/** The call for an adviser, as the member sees it. */
export type CallView = z.infer<typeof callSchema>;

/** Schema of {@link View}. The page checks it in development; the tests check it too. */
export const viewSchema = z.strictObject({
  /** Grows with each view. An action carries the serial of the view that it answers. */
  serial: z.number().int().min(0),
  language: languageSchema,
  textSize: textSizeSchema,
  highContrast: z.boolean(),
  sound: z.boolean(),
  agency: agencySchema,
  /** IANA name of the zone that days and times are told in. */
  timeZone: z.string(),
  /** How the scanner types. */
  scanner: scannerSettingsSchema,
  /** The panel that it is shown on. */
  panel: panelSchema,
  /** Step in the journey, counted from 1; null outside journeys. */
  progress: z.strictObject({ step: z.number().int().min(1), of: z.number().int().min(1) }).nullable(),
  canGoBack: z.boolean(),
  canLeave: z.boolean(),
  /**
   * When set, `idle-warning` covers the screen: no touch; the visit's limit, which can be extended; the same, once it was
   * extended. `answerIn`: milliseconds left to answer.
   */
  idle: z
    .strictObject({
      cause: z.enum(['idle', 'limit', 'last']),
      answerIn: z.number().int().min(0),
      total: z.number().int().min(0),
    })
    .nullable(),
  /** Notice for staff on `attract`; null: nothing to report. */
  staffNotice: z
    .strictObject({
      kind: z.enum([
        'journal-set-aside',
        'replica-set-aside',
        'disk-full',
        'members-rejected',
        /** No contact with head office for an hour. */
        'hub-unreachable',
        /** Head office does not know this kiosk, or no longer. */
        'not-enrolled',
        /** Head office refused a decision of this kiosk. */
        'event-refused',
        /** No check for updates has succeeded for seven days. */
        'updates-overdue',
      ]),
      reference: z.string(),
    })
    .nullable(),
  /** How staff mode is opened; null: this kiosk has none, since it has no head office. */
  gesture: staffGestureSchema.nullable(),
  /** In staff mode: a member's visit waits, whose screen the page keeps. */
  parked: z.boolean(),
  /** What was typed on a screen is forgotten when this changes. */
  draft: z.number().int().min(0),
  /** The call for an adviser; null: none can be called from this screen. */
  call: callSchema.nullable(),
  /** The member may step aside with a waiting ticket, by `step-aside`: a code or a call is under way. */
  canStepAside: z.boolean(),
  screen: screenSchema,
});

/** All that the page needs: the page is a pure function of it. */
export type View = z.infer<typeof viewSchema>;
