import type { Vault } from '../../database/vault.ts';

/** Blind index under which the journal knows a member, whether the number exists or not. */
export function memberKey(vault: Vault, number: string): string {
  return vault.blindIndex('member', number);
}
