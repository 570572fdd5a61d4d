import { ENTRIES, type Entry } from '../../../src-shared/journey/action.ts';
import type { Step } from '../step.ts';
import type { StepHandler } from '../step-handler.ts';

/** The first step of what an entry of the menu, or a link on another screen, opens. */
export function opened(entry: Entry, from: Step): Step {
  switch (entry) {
    case 'password':
      return { at: 'identify', problem: null };
    case 'login':
      return { at: 'login', identifier: '', challenge: null, problem: null };
    case 'help':
      return { at: 'help', from };
    case 'security-advice':
      return { at: 'security-advice', from };
  }
}

/** The menu offers exactly what this kiosk can do. */
export const menu: StepHandler<'menu'> = {
  screen: () => ({ id: 'menu', entries: [...ENTRIES] }),
  act: (step, deed) => (deed.do === 'open' ? opened(deed.entry, step) : null),
};
