import { ENTRIES, type Entry } from '../../../src-shared/journey/action.ts';
import type { Services } from '../services.ts';
import type { Step } from '../step.ts';
import type { StepHandler } from '../step-handler.ts';

/** The first step of what an entry of the menu, or a link on another screen, opens. */
export function opened(entry: Entry, from: Step): Step {
  switch (entry) {
    case 'password':
      return { at: 'identify', purpose: 'password', problem: null };
    case 'letter':
      return { at: 'identify', purpose: 'letter', problem: null };
    case 'create-account':
      return { at: 'account-situation', purpose: 'create' };
    case 'activate-account':
      return { at: 'activate', unanswered: null, problem: null };
    case 'lost-identifier':
      return { at: 'account-situation', purpose: 'identifier' };
    case 'login':
      return { at: 'login', identifier: '', challenge: null, problem: null };
    case 'help':
      return { at: 'help', from };
    case 'security-advice':
      return { at: 'security-advice', from };
  }
}

/** The menu offers exactly what this kiosk can do: head office alone can check the code of a letter. */
export const menu: StepHandler<'menu'> = {
  screen: (_step, { services }) => ({
    id: 'menu',
    // Whoever has lost an identifier is led there by `help`.
    entries: ENTRIES.filter((entry) => entry !== 'lost-identifier' && offered(entry, services)),
  }),
  act: (step, action, { services }) =>
    action.type === 'open' && offered(action.entry, services) ? opened(action.entry, step) : null,
};

/** What head office alone can do. */
const OF_HEAD_OFFICE: readonly Entry[] = ['letter', 'create-account', 'activate-account', 'lost-identifier'];

/** Whether this kiosk has what an entry needs. */
export function offered(entry: Entry, { headOffice }: Services): boolean {
  return headOffice !== null || !OF_HEAD_OFFICE.includes(entry);
}
