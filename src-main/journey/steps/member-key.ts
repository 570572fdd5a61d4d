import type { Vault } from '../../database/vault.ts';

/** Blind index of a member in the journal, whether the number exists or not. */
export function memberKey(vault: Vault, number: string): string {
  return vault.blindIndex('member', number);
}
