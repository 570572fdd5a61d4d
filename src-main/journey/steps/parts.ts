import type { Services } from './services.ts';

/** Number of parts of `account-request`, by purpose. Progress counts the parts that the page shows one after another as screens. */
export const REQUEST_PARTS = { create: 6, identifier: 5 } as const;

/** Number of parts of `activate`. */
export const ACTIVATE_PARTS = 2;

/** Number of screens of an activation: the letter, the parts of the identity, the code of the mail. */
export function activationParts({ secretQuestion }: Pick<Services['accounts'], 'secretQuestion'>): number {
  return ACTIVATE_PARTS + (secretQuestion ? 5 : 4) + 1;
}
