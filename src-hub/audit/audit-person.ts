import type { HubSecret } from '../basics/hub-secret.ts';
import { derived } from '../basics/hashes.ts';

/** Hexadecimal digits that are enough to find a person by number, and too few to tell people apart for sure. */
const DIGITS = 12;

/** A member in the audit: enough to compare, too little to act on, and findable with the secret: `00•••56 (3f…)`. */
export function auditPerson(secret: HubSecret, number: string): string {
  return `${number.slice(0, 2)}•••${number.slice(-2)} (${auditPersonKey(secret, number)})`;
}

/** What is looked for to find the rows of a member. */
export function auditPersonKey(secret: HubSecret, number: string): string {
  return derived(secret, 'audit-person', number).toString('hex').slice(0, DIGITS);
}
