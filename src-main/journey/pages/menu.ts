import { ENTRIES } from '../../../src-shared/journey/action.ts';
import { isOffered, openEntry } from '../steps/entries.ts';
import type { StepHandler } from '../steps/step-handler.ts';

/** The menu offers exactly what this kiosk can do: head office alone can check the code of a letter. */
export const menu = {
  screen: (_step, { services }) => ({
    id: 'menu',
    // Whoever has lost an identifier is led there by `help`.
    entries: ENTRIES.filter((entry) => entry !== 'lost-identifier' && isOffered(entry, services)),
  }),
  on: {
    open: (step, { entry }, { services }) => (isOffered(entry, services) ? openEntry(entry, step) : null),
  },
} satisfies StepHandler<'menu'>;
