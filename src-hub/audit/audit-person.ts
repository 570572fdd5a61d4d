import { keyedHash } from '../basics/hashes.ts';

/** Hexadecimal digits that are enough to find a person by number, and too few to tell people apart for sure. */
const DIGITS = 12;

/** A member in the audit: enough to compare, too little to act on, and findable with the secret: `00•••56 (3f…)`. */
export function auditPerson(secret: string, number: string): string {
  return `${number.slice(0, 2)}•••${number.slice(-2)} (${auditPersonKey(secret, number)})`;
}

/** What is looked for to find the rows of a member. */
export function auditPersonKey(secret: string, number: string): string {
  return keyedHash(secret, 'audit-person', number).toString('hex').slice(0, DIGITS);
}
