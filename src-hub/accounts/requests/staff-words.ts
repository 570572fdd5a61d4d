import type { AccountRequest, AccountState, AccountRefusal } from './account-requests.ts';

const REFUSALS: Readonly<Record<AccountRefusal, string>> = {
  'unknown-holder':
    'Nobody has the number that was typed, or no longer. Look it up with the person; whoever is new must be imported first.',
  'family-name':
    'The number is known, the family name was another. Compare it with the card, letter by letter; put our record right if it is wrong.',
  'birth-date':
    'Number and name fit, the birth date was another, or ours has no year. Compare it; put our record right if it is wrong.',
  'postal-code':
    'Only the postal code was another. The person may have moved: record the new address, import it, then ask again.',
  'letter-limit':
    'A letter was asked for within 24 hours before, or four within 30 days. Wait for that one; if none arrives, check the address.',
};

const WAYS_ON: Readonly<Record<Exclude<AccountState, 'refused' | 'expired'>, string>> = {
  requested:
    'The letter goes with the next export. If it has no usable address, without-address.csv names the receipt.',
  'letter-posted':
    'The person activates the account at a kiosk by the last day. If the letter is lost, another can be asked for 24 hours after the request.',
  activated:
    'A mail with a link waits to be confirmed. Look in the spam folder; logging in at a kiosk sends it again.',
  confirmed: 'The account works. A forgotten password is set anew at a kiosk.',
};

/** What staff can tell a person about a request, and what the person can do next. */
export function nextStepWords({ state, refusal, activatedAt }: AccountRequest): string {
  if (state === 'refused') return refusal === null ? '' : REFUSALS[refusal];
  if (state !== 'expired') return WAYS_ON[state];
  return activatedAt === null
    ? 'The provisional password has ended without having been used. Ask for another at a kiosk.'
    : 'The link of the mail has ended. Its page, or logging in at a kiosk, sends another; or ask for a new letter.';
}
