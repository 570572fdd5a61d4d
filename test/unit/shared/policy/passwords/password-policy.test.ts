import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CharacterClass,
  characterClass,
  judgePassword,
  MCRN_PASSWORD_POLICY as POLICY,
  passwordPolicySchema,
  type PasswordRule,
} from '../../../../../src-shared/policy/passwords/password-policy.ts';

const KNOWN = {
  common: new Set([
    'bonjour',
    'motdepasse',
    'password123!',
    'azertyuiop',
    'arc-en-ciel-été',
    'arcenciel2000',
  ]),
  personal: ['Exemple-Dupré', 'Zoé', 'Yann', '0012345', '19500131', '31011950'],
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
    // Four different characters, whatever their case, are too few; five are enough.
    ['Aa1Aa1Bb1Cc1', ['common']],
    ['Aa1Aa1Bb1Cc2', []],
    // A listed word between signs and digits, not one with digits within.
    ['Bon12Jour!42', []],
    // Listed with its accent and hyphens; and listed without, typed with them.
    ['Arc-en-Ciel-Été', ['common']],
    ['Arc-En-Cièl-2000', ['common']],
    ['Dupre-exemple-42', ['personal']],
    ['ExempleDupre42', ['personal']],
    ['Mon-0012345-Ok', ['personal']],
    ['Né-31011950-Oui', ['personal']],
    ['Zoé-va-au-bois-7', []],
    ['Le-bois-de-YANN-7', ['personal']],
    ['', ['length', 'classes']],
  ])('%j breaks %j', (password, broken) => {
    expect(judgePassword(POLICY, password, KNOWN).broken).toEqual(broken);
  });

  it.each<[string, CharacterClass | null]>([
    ['0', 'digit'],
    ['9', 'digit'],
    ['a', 'lower'],
    ['ÿ', 'lower'],
    ['É', 'upper'],
    [' ', 'special'],
    ['!', 'special'],
    ['~', 'special'],
    ['€', 'special'],
    ['²', 'special'],
    ['٣', null],
    ['ª', null],
    ['я', null],
    ['\t', null],
    ['\u007f', null],
    ['😀', null],
  ])('%j is of the class %s and of no other', (character, kind) => {
    expect(characterClass(character)).toBe(kind);
  });

  it.each<[string, CharacterClass[], string[]]>([
    ['', [], []],
    ['0123456789', ['digit'], []],
    ['!9a', ['lower', 'digit', 'special'], []],
    ['bleu9Été', ['upper', 'lower', 'digit'], []],
    // A refused character counts for no class, and is told once.
    ["a'b'%a", ['lower'], ["'", '%']],
    ['A_я_😀я', ['upper'], ['_', 'я', '😀']],
  ])('%j has the classes %j, and of what is not allowed %j', (password, classes, badCharacters) => {
    expect(judgePassword(POLICY, password)).toMatchObject({ classes, badCharacters });
  });

  it('judges the same on screen, but for what only the main process knows', () => {
    // As long as passwords are, and longer.
    const typed = fc.string({ unit: 'grapheme', maxLength: 30, size: 'max' });
    let longEnough = 0;
    fc.assert(
      fc.property(typed, (password) => {
        const onScreen = judgePassword(POLICY, password).broken;
        const inMain = judgePassword(POLICY, password, KNOWN).broken.filter(
          (r) => r !== 'common' && r !== 'personal',
        );
        expect(onScreen).toEqual(inMain);
        if (!onScreen.includes('length')) longEnough += 1;
      }),
      { numRuns: 300 },
    );
    // One in four, when this was written.
    expect(longEnough).toBeGreaterThan(30);
  });

  it('does not look for weak passwords where no list is at hand', () => {
    expect(judgePassword(POLICY, 'Aa1Aa1Aa1Aa1').broken).toEqual([]);
  });

  it('has a longest length that is not below the shortest', () => {
    const withLengths = (minLength: number, maxLength: number) =>
      passwordPolicySchema.safeParse({ ...POLICY, minLength, maxLength });
    expect(withLengths(12, 12).success).toBe(true);
    expect(withLengths(12, 13).success).toBe(true);
    expect(withLengths(13, 12).error?.issues).toMatchObject([
      { path: ['maxLength'], message: 'expected at least minLength' },
    ]);
  });

  it('counts characters as a person does, whatever the keyboard sends', () => {
    const composed = 'Été-à-Nantes';
    expect(judgePassword(POLICY, composed.normalize('NFD')).length).toBe(12);
    expect(judgePassword(POLICY, composed.normalize('NFD')).broken).toEqual([]);
  });

  it('accepts only passwords that keep every rule', () => {
    // Of characters that a keyboard has, with a few that are refused.
    const unit = fc.oneof(
      { weight: 60, arbitrary: fc.constantFrom(...Array.from('abcéèçABCÉÀ0123456789 !-.,;:?@#€£')) },
      { weight: 1, arbitrary: fc.constantFrom(...Array.from(POLICY.refused), '😀', 'я', '\t', '\u0301') },
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.string({ unit, minLength: 8, maxLength: 24 }), (password) => {
        if (judgePassword(POLICY, password).broken.length > 0) return;
        accepted += 1;
        const characters = Array.from(password.normalize('NFC'));
        expect(characters.length).toBeGreaterThanOrEqual(12);
        expect(characters.length).toBeLessThanOrEqual(20);
        expect(characters.some((c) => POLICY.refused.includes(c))).toBe(false);
        expect(characters.map(characterClass)).not.toContain(null);
        expect(new Set(characters.map(characterClass)).size).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 2000 },
    );
    // Two in five, when this was written.
    expect(accepted).toBeGreaterThan(400);
  });
});
