import { ENTRIES, type Entry } from '../../../src-shared/journey/action.ts';
import { isOffered, openEntry } from '../steps/entries.ts';
import type { StepHandler } from '../steps/step-handler.ts';

/** Reached through `help`, and through the one door for letters. */
const ELSEWHERE: readonly Entry[] = ['lost-identifier', 'activate-account'];

/**
 * The menu offers exactly what this kiosk can do; without head office it cannot check the code of a letter, for
 * example.
 */
export const menu = {
  screen: (_step, { services }) => ({
    id: 'menu',
    entries: ENTRIES.filter((entry) => !ELSEWHERE.includes(entry) && isOffered(entry, services)),
  }),
  on: {
    open: (step, { entry }, { services }) => (isOffered(entry, services) ? openEntry(entry, step) : null),
  },
} satisfies StepHandler<'menu'>;
