import { describe, expect, it } from 'vitest';
import { commonPasswords } from '../../../src-shared/policy/passwords/common-passwords.ts';
import { judgePassword, MCRN_PASSWORD_POLICY } from '../../../src-shared/policy/passwords/password-policy.ts';

describe('common passwords', () => {
  it('are at least the 3,000 that ASVS asks for, in lower case', async () => {
    const common = await commonPasswords();
    expect(common.size).toBeGreaterThan(3000);
    expect([...common].filter((word) => word !== word.toLowerCase())).toEqual([]);
  });

  it.each([
    'password',
    '123456',
    'qwertyuiop',
    'motdepasse',
    'azertyuiop',
    'bonjour',
    'doudou',
    'mutuelle',
    'nantes',
  ])('have %s among them', async (word) => {
    expect((await commonPasswords()).has(word)).toBe(true);
  });

  it('are loaded once', async () => {
    expect(await commonPasswords()).toBe(await commonPasswords());
  });

  it.each([
    ['Motdepasse2024!', true],
    ['MOTDEPASSE-123', true],
    ['Azertyuiop-44', true],
    ['Mot de passe 1!', true],
    ['!!Mutuelle2025', true],
    ['Nantes44000!!', true],
    ['Aaaaaaaaaa1!', true],
    ['Rivage-Ocre-57', false],
    ['Sentier-Vert-83', false],
    ['Forêt-Bleutée-7', false],
  ])('make %s common: %s', async (password, common) => {
    const { broken } = judgePassword(MCRN_PASSWORD_POLICY, password, {
      common: await commonPasswords(),
      personal: [],
    });
    expect(broken.includes('common')).toBe(common);
  });
});
