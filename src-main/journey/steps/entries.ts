import type { Entry } from '../../../src-shared/journey/action.ts';
import type { Services } from './services.ts';
import type { StepAt, StepWithHelp } from './step.ts';

/** The first step behind each entry. */
interface Opened {
  readonly password: 'identify';
  readonly letter: 'identify';
  readonly ticket: 'identify';
  readonly 'create-account': 'account-situation';
  readonly 'activate-account': 'activate';
  readonly 'lost-identifier': 'account-situation';
  readonly login: 'login';
  readonly help: 'help';
  readonly 'security-advice': 'security-advice';
}

const FIRST_STEPS: { readonly [Name in Entry]: (from: StepWithHelp) => StepAt<Opened[Name]> } = {
  password: () => ({ at: 'identify', purpose: 'password', problem: null }),
  letter: () => ({ at: 'identify', purpose: 'letter', problem: null }),
  ticket: () => ({ at: 'identify', purpose: 'ticket', problem: null }),
  'create-account': () => ({ at: 'account-situation', purpose: 'create' }),
  'activate-account': () => ({ at: 'activate', situation: 'insured', unanswered: null, problem: null }),
  'lost-identifier': () => ({ at: 'account-situation', purpose: 'identifier' }),
  login: () => ({ at: 'login', identifier: '', challenge: null, problem: null }),
  help: (from) => ({ at: 'help', from }),
  'security-advice': (from) => ({ at: 'security-advice', from }),
};

/** The first step behind an entry of the menu, or behind a link. */
export function openEntry<Name extends Entry>(entry: Name, from: StepWithHelp): StepAt<Opened[Name]> {
  return FIRST_STEPS[entry](from);
}

/** Entries that need head office. */
const OF_HEAD_OFFICE: readonly Entry[] = [
  'letter',
  'ticket',
  'create-account',
  'activate-account',
  'lost-identifier',
];

/** Whether this kiosk can offer an entry. */
export function isOffered(entry: Entry, { headOffice }: Services): boolean {
  return headOffice !== null || !OF_HEAD_OFFICE.includes(entry);
}
