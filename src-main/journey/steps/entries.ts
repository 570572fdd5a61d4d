import type { Entry } from '../../../src-shared/journey/action.ts';
import type { Services } from './services.ts';
import type { Step } from './step.ts';

/** The first step of what an entry of the menu, or a link on another screen, opens. */
export function openEntry(entry: Entry, from: Step): Step {
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

/** What head office alone can do. */
const OF_HEAD_OFFICE: readonly Entry[] = ['letter', 'create-account', 'activate-account', 'lost-identifier'];

/** Whether this kiosk has what an entry needs. */
export function isOffered(entry: Entry, { headOffice }: Services): boolean {
  return headOffice !== null || !OF_HEAD_OFFICE.includes(entry);
}
