import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  characterClass,
  judgePassword,
  MCRN_PASSWORD_POLICY as POLICY,
  type PasswordRule,
} from '../../../../src-shared/policy/password-policy.ts';

const KNOWN = {
  common: new Set(['bonjour', 'motdepasse', 'password123!', 'azertyuiop']),
  personal: ['Exemple-Dupré', 'Zoé', '0012345', '19500131', '31011950'],
};

describe('password policy', () => {
  it.each<[string, PasswordRule[]]>([
    ['Jardin-Bleu-42', []],
    ['Jardin-Bleu4', []],
    ['Jardin-Bl42', ['length']],
    ['Jardin-Bleu-42-Ouest', []],
    ['Jardin-Bleu-42-Ouests', ['length']],
    ['jardinbleu4242', ['classes']],
    ['JARDINbleuouest', ['classes']],
    ['Jardin bleu 42', []],
    ["Jardin'Bleu-42", ['refused-character']],
    ['Jardin%Bleu-42', ['refused-character']],
    ['Jardin\\Bleu-42', ['refused-character']],
    ['Jardin_Bleu-42', ['refused-character']],
    ['Jardin😀Bleu-42', ['unsupported-character']],
    ['Сад-Голубой-42', ['classes', 'unsupported-character']],
    ['Jardin\tBleu-42', ['unsupported-character']],
    ['Été-à-Nantes-44', []],
    ['Bonjour12345!', ['common']],
    ['123!Motdepasse', ['common']],
    ['Password123!', ['common']],
    ['Aa1Aa1Aa1Aa1', ['common']],
    ['Dupre-exemple-42', ['personal']],
    ['ExempleDupre42', ['personal']],
    ['Mon-0012345-Ok', ['personal']],
    ['Né-31011950-Oui', ['personal']],
    ['Zoé-va-au-bois-7', []],
    ['', ['length', 'classes']],
  ])('%j breaks %j', (password, broken) => {
    expect(judgePassword(POLICY, password, KNOWN).broken).toEqual(broken);
  });

  it('judges the same on screen, but for what only the main process knows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (password) => {
        const onScreen = judgePassword(POLICY, password).broken;
        const inMain = judgePassword(POLICY, password, KNOWN).broken.filter(
          (r) => r !== 'common' && r !== 'personal',
        );
        expect(onScreen).toEqual(inMain);
      }),
    );
  });

  it('counts characters as a person does, whatever the keyboard sends', () => {
    const composed = 'Été-à-Nantes';
    expect(judgePassword(POLICY, composed.normalize('NFD')).length).toBe(12);
    expect(judgePassword(POLICY, composed.normalize('NFD')).broken).toEqual([]);
  });

  it('accepts only passwords that keep every rule', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 24 }), (password) => {
        if (judgePassword(POLICY, password).broken.length > 0) return;
        const characters = Array.from(password.normalize('NFC'));
        expect(characters.length).toBeGreaterThanOrEqual(12);
        expect(characters.length).toBeLessThanOrEqual(20);
        expect(characters.some((c) => POLICY.refused.includes(c))).toBe(false);
        expect(new Set(characters.map(characterClass)).size).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 2000 },
    );
  });
});
