import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import { describe, expect, it } from 'vitest';
import { accountKey, normaliseIdentifier } from '../../../../src-hub/basics/account-key.ts';

describe('identifier of an account', () => {
  it.each([
    ['0012345', '0012345'],
    [' 00 123 45 ', '0012345'],
    ['００１２３４５', '0012345'],
    ['12345', '12345'],
    ['Jean@Société.fr', 'jean@xn--socit-esab.fr'],
    [' Odette@Exemple.FR ', 'odette@exemple.fr'],
  ])('%j is %j', (typed, identifier) => {
    expect(normaliseIdentifier(typed)).toBe(identifier);
  });

  it('has a key that only who knows the secret can make', () => {
    expect(accountKey(HubSecret.from('one secret'), '0012345')).not.toEqual(
      accountKey(HubSecret.from('another'), '0012345'),
    );
    expect(accountKey(HubSecret.from('one secret'), '0012345')).not.toEqual(
      accountKey(HubSecret.from('one secret'), '0012346'),
    );
  });
});
