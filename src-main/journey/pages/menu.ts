import { ENTRIES } from '../../../src-shared/journey/action.ts';
import { isOffered, openEntry } from '../steps/entries.ts';
import type { StepHandler } from '../steps/step-handler.ts';

/**
 * The menu offers exactly what this kiosk can do; without head office it cannot check the code of a letter, for
 * example.
 */
export const menu = {
  screen: (_step, { services }) => ({
    id: 'menu',
    // Reached through `help`.
    entries: ENTRIES.filter((entry) => entry !== 'lost-identifier' && isOffered(entry, services)),
  }),
  on: {
    open: (step, { entry }, { services }) => (isOffered(entry, services) ? openEntry(entry, step) : null),
  },
} satisfies StepHandler<'menu'>;
